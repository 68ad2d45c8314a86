import { costs } from '../../evaluate/costs.ts'
import { divisionError } from '../../evaluate/error_value.ts'
import { raise } from '../../evaluate/raise.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { finite, Num } from '../../evaluate/number.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import { exponential, logarithm, squareRoot } from './transcendental.ts'
import type { FunctionEntry } from '../function_entry.ts'

const number = given('number', '数值')

/** 数值: what one or two numbers give. */
export const numberFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'ABS',
    title: '绝对值',
    about: '数值的绝对值',
    parameters: [number],
    result: 'number',
    body: ([value]) => value.abs(),
  }),
  declareFunction({
    name: 'SIGN',
    title: '正负号',
    about: '正数为 1，零为 0，负数为 -1',
    parameters: [number],
    result: 'number',
    body: ([value]) => new Num(value.isZero() ? 0 : value.isNegative() ? -1 : 1),
  }),
  declareFunction({
    name: 'MOD',
    title: '求余',
    about: '除法的余数，符号与除数相同',
    parameters: [given('number', '被除数'), given('number', '除数')],
    result: 'number',
    body: ([dividend, divisor], evaluation) => {
      if (divisor.isZero()) return divisionError
      spend(evaluation, costs.remainder)
      return finite(dividend.mod(divisor))
    },
  }),
  declareFunction({
    name: 'QUOTIENT',
    title: '整除',
    about: '除法的整数部分',
    parameters: [given('number', '被除数'), given('number', '除数')],
    result: 'number',
    body: ([dividend, divisor], evaluation) => {
      if (divisor.isZero()) return divisionError
      spend(evaluation, costs.division)
      return finite(dividend.div(divisor).trunc())
    },
  }),
  declareFunction({
    name: 'SQRT',
    title: '平方根',
    about: '数值的平方根，负数为 #NUM!',
    parameters: [number],
    result: 'number',
    body: ([value], evaluation) => squareRoot(value, evaluation),
  }),
  declareFunction({
    name: 'POWER',
    title: '乘幂',
    about: '底数的若干次方，与 ^ 相同',
    parameters: [given('number', '底数'), given('number', '指数')],
    result: 'number',
    body: ([base, exponent], evaluation) => raise(base, exponent, evaluation),
  }),
  declareFunction({
    name: 'EXP',
    title: '自然指数',
    about: 'e 的若干次方',
    parameters: [given('number', '指数')],
    result: 'number',
    body: ([exponent], evaluation) => exponential(exponent, evaluation),
  }),
  declareFunction({
    name: 'LN',
    title: '自然对数',
    about: '以 e 为底的对数',
    parameters: [number],
    result: 'number',
    body: ([value], evaluation) => logarithm(value, evaluation),
  }),
  declareFunction({
    name: 'LOG10',
    title: '常用对数',
    about: '以 10 为底的对数',
    parameters: [number],
    result: 'number',
    body: ([value], evaluation) => logarithm(value, evaluation, new Num(10)),
  }),
  declareFunction({
    name: 'LOG',
    title: '对数',
    about: '以底数为底的对数，底数省略为 10',
    parameters: [number, optional('number', '底数')],
    result: 'number',
    body: ([value, base = new Num(10)], evaluation) => logarithm(value, evaluation, base),
  }),
  declareFunction({
    name: 'ISEVEN',
    title: '是偶数',
    about: '去掉小数后能否被 2 整除',
    parameters: [number],
    result: 'boolean',
    body: ([value]) => value.trunc().mod(2).isZero(),
  }),
  declareFunction({
    name: 'ISODD',
    title: '是奇数',
    about: '去掉小数后不能被 2 整除',
    parameters: [number],
    result: 'boolean',
    body: ([value]) => !value.trunc().mod(2).isZero(),
  }),
]
