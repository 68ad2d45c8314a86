import { costs } from '../../evaluate/costs.ts'
import { isErrorValue, numberError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { finite, Num } from '../../evaluate/number.ts'
import { raise } from '../../evaluate/raise.ts'
import { given } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import type { FunctionEntry } from '../function_entry.ts'

const one = new Num(1)

/** 利率: one kind of rate from another. */
export const rateFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'EFFECT',
    title: '实际年利率',
    about: '由名义年利率和每年复利期数得到实际年利率',
    parameters: [given('number', '名义年利率'), given('number', '每年期数')],
    result: 'number',
    body: ([nominal, periods], evaluation) => {
      const count = periods.trunc()
      if (!nominal.greaterThan(0) || count.lessThan(1)) return numberError
      spend(evaluation, costs.division)
      const grown = raise(nominal.div(count).plus(1), count, evaluation)
      return isErrorValue(grown) ? grown : finite(grown.minus(1))
    },
  }),
  declareFunction({
    name: 'NOMINAL',
    title: '名义年利率',
    about: '由实际年利率和每年复利期数得到名义年利率',
    parameters: [given('number', '实际年利率'), given('number', '每年期数')],
    result: 'number',
    body: ([effective, periods], evaluation) => {
      const count = periods.trunc()
      if (!effective.greaterThan(0) || count.lessThan(1)) return numberError
      spend(evaluation, costs.division)
      const root = raise(effective.plus(1), one.div(count), evaluation)
      return isErrorValue(root) ? root : finite(root.minus(1).times(count))
    },
  }),
  declareFunction({
    name: 'RRI',
    title: '等效利率',
    about: '若干期内由现值增长到终值的每期利率',
    parameters: [given('number', '期数'), given('number', '现值'), given('number', '终值')],
    result: 'number',
    body: ([periods, present, future], evaluation) => {
      if (!periods.greaterThan(0) || !present.greaterThan(0) || future.isNegative()) {
        return numberError
      }
      spend(evaluation, 2 * costs.division)
      const root = raise(future.div(present), one.div(periods), evaluation)
      return isErrorValue(root) ? root : finite(root.minus(1))
    },
  }),
  declareFunction({
    name: 'PDURATION',
    title: '增长期数',
    about: '按每期利率由现值增长到终值所需的期数',
    parameters: [given('number', '每期利率'), given('number', '现值'), given('number', '终值')],
    result: 'number',
    body: ([rate, present, future], evaluation) => {
      if (!rate.greaterThan(0) || !present.greaterThan(0) || !future.greaterThan(0)) {
        return numberError
      }
      spend(evaluation, 2 * costs.logarithm + 2 * costs.division)
      return finite(future.div(present).ln().div(rate.plus(1).ln()))
    },
  }),
  declareFunction({
    name: 'FVSCHEDULE',
    title: '变利率终值',
    about: '本金按一列各期利率增长后的终值',
    parameters: [given('number', '本金'), given('numbers', '利率列表')],
    result: 'number',
    body: ([principal, rates], evaluation) => {
      spend(evaluation, 2 * rates.length)
      return finite(rates.reduce((value, rate) => value.times(rate.plus(1)), principal))
    },
  }),
]
