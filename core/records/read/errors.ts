import { defineFault } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import type { FilterProblem } from '#engine/filters/index.ts'

/** A fault whose text comes with the problem it was made from. */
type Worded = Record<string, unknown>

const worded = (code: `E_QUERY_${string}`, zh: string, en: string) =>
  defineFault<Worded>({ code, status: 400, zh: () => zh, en: () => en })

export const queryUnknownField = worded('E_QUERY_UNKNOWN_FIELD', '没有这个字段', 'Unknown field')
export const queryUnknownOperator = worded(
  'E_QUERY_UNKNOWN_OPERATOR',
  '没有这个运算符',
  'Unknown operator'
)
export const queryInvalidValue = worded('E_QUERY_INVALID_VALUE', '取值不正确', 'Invalid value')
export const queryInvalidFilter = worded('E_QUERY_INVALID_FILTER', '筛选条件有误', 'Invalid filter')
export const queryTooComplex = worded('E_QUERY_TOO_COMPLEX', '查询过于复杂', 'Query too complex')
export const queryFieldMasked = worded('E_QUERY_FIELD_MASKED', '字段已脱敏', 'Masked field')

export const queryUnknownParameter = defineFault<{ parameter: string; known: string[] }>({
  code: 'E_QUERY_UNKNOWN_PARAMETER',
  status: 400,
  zh: (p) => `没有名为“${p.parameter}”的参数，可用：${p.known.join('、')}`,
  en: (p) => `There is no parameter "${p.parameter}" (there is ${p.known.join(', ')})`,
})

export const queryRepeatedParameter = defineFault<{ parameter: string }>({
  code: 'E_QUERY_REPEATED_PARAMETER',
  status: 400,
  zh: (p) => `参数“${p.parameter}”只能出现一次`,
  en: (p) => `The parameter "${p.parameter}" may be given only once`,
})

export const queryInvalidParameter = defineFault<{ parameter: string; zh: string; en: string }>({
  code: 'E_QUERY_INVALID_PARAMETER',
  status: 400,
  zh: (p) => `参数“${p.parameter}”${p.zh}`,
  en: (p) => `The parameter "${p.parameter}" ${p.en}`,
})

/** Not ours, tampered with, or of another question: which of them is nobody's business. */
export const queryInvalidCursor = defineFault({
  code: 'E_QUERY_INVALID_CURSOR',
  status: 400,
  zh: () => '翻页标记无效，请从第一页重新查询',
  en: () => 'The cursor does not belong to this query; start again from the first page',
})

const byCode = {
  E_QUERY_UNKNOWN_FIELD: queryUnknownField,
  E_QUERY_UNKNOWN_OPERATOR: queryUnknownOperator,
  E_QUERY_INVALID_VALUE: queryInvalidValue,
  E_QUERY_INVALID_FILTER: queryInvalidFilter,
  E_QUERY_TOO_COMPLEX: queryTooComplex,
  E_QUERY_FIELD_MASKED: queryFieldMasked,
} as const

/** A problem of a filter or path as a fault; `where` is the parameter or member it stands in. */
export function faultOf(problem: FilterProblem, where: string): Fault {
  const fault = byCode[problem.code](problem.params, `/${where}${problem.pointer}`)
  return { ...fault, message: (language) => (language === 'en' ? problem.en : problem.zh) }
}
