import { capitalFunctions } from './capitals/rmb.ts'
import { cashFlowFunctions } from './finance/cash_flows.ts'
import { depreciationFunctions } from './finance/depreciation.ts'
import { loanFunctions } from './finance/loans.ts'
import { rateFunctions } from './finance/rates.ts'
import { dayFunctions } from './dates/days.ts'
import { spanFunctions } from './dates/spans.ts'
import { timeFunctions } from './dates/times.ts'
import { weekFunctions } from './dates/weeks.ts'
import { choiceFunctions } from './logic/choices.ts'
import { kindTestFunctions } from './logic/kind_tests.ts'
import { choiceByPlaceFunctions } from './lookup/choice.ts'
import { listFunctions } from './lookup/lists.ts'
import { placeFunctions } from './lookup/places.ts'
import { numberFunctions } from './math/numbers.ts'
import { roundingFunctions } from './math/rounding.ts'
import { totalFunctions } from './math/totals.ts'
import { trigonometryFunctions } from './math/trigonometry.ts'
import { wholeNumberFunctions } from './math/whole_numbers.ts'
import { conditionalFunctions } from './statistics/conditional.ts'
import { countFunctions } from './statistics/counts.ts'
import { pairFunctions } from './statistics/pairs.ts'
import { rankFunctions } from './statistics/ranks.ts'
import { spreadFunctions } from './statistics/spread.ts'
import { conversionFunctions } from './texts/conversions.ts'
import { pieceFunctions } from './texts/pieces.ts'
import { searchFunctions } from './texts/searches.ts'
import { writingFunctions } from './texts/writing.ts'
import { workdayFunctions } from './workdays/workdays.ts'
import type { FunctionEntry } from './function_entry.ts'

/** Functions of one subject, as a palette groups them. */
export interface FunctionFamily {
  readonly title: string
  readonly functions: readonly FunctionEntry[]
}

/** The families; a function is added in a file of its family and nowhere else. */
export const functionFamilies: readonly FunctionFamily[] = [
  { title: '逻辑', functions: [...choiceFunctions, ...kindTestFunctions] },
  {
    title: '数学',
    functions: [
      ...totalFunctions,
      ...roundingFunctions,
      ...numberFunctions,
      ...wholeNumberFunctions,
      ...trigonometryFunctions,
    ],
  },
  {
    title: '统计',
    functions: [
      ...countFunctions,
      ...conditionalFunctions,
      ...spreadFunctions,
      ...rankFunctions,
      ...pairFunctions,
    ],
  },
  {
    title: '文本',
    functions: [...writingFunctions, ...pieceFunctions, ...searchFunctions, ...conversionFunctions],
  },
  { title: '人民币大写', functions: capitalFunctions },
  {
    title: '日期',
    functions: [...dayFunctions, ...weekFunctions, ...timeFunctions, ...spanFunctions],
  },
  { title: '工作日', functions: workdayFunctions },
  {
    title: '查找',
    functions: [...placeFunctions, ...listFunctions, ...choiceByPlaceFunctions],
  },
  {
    title: '财务',
    functions: [...loanFunctions, ...cashFlowFunctions, ...depreciationFunctions, ...rateFunctions],
  },
]

/** Every function of the language, by family. */
export const allFunctions: readonly FunctionEntry[] = functionFamilies.flatMap(
  (family) => family.functions
)

const byName = indexByName(allFunctions)

/** The function of this name, in any case, English or Chinese; undefined when there is none. */
export function findFunction(name: string): FunctionEntry | undefined {
  return byName.get(name.toUpperCase())
}

function indexByName(entries: readonly FunctionEntry[]): ReadonlyMap<string, FunctionEntry> {
  const index = new Map<string, FunctionEntry>()
  for (const entry of entries) {
    for (const name of [entry.name, entry.title, ...(entry.aliases ?? [])]) {
      if (index.has(name)) throw new TypeError(`function ${name} is declared twice`)
      index.set(name, entry)
    }
  }
  return index
}
