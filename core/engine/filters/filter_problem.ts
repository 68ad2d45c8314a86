/** What is wrong with a filter; a 400 on the API, a Problem in a definition. */
export interface FilterProblem {
  code: FilterProblemCode
  /** JSON pointer inside the filter. */
  pointer: string
  params: Record<string, unknown>
  zh: string
  en: string
}

export type FilterProblemCode =
  | 'E_QUERY_UNKNOWN_FIELD'
  | 'E_QUERY_UNKNOWN_OPERATOR'
  | 'E_QUERY_INVALID_VALUE'
  | 'E_QUERY_INVALID_FILTER'
  | 'E_QUERY_TOO_COMPLEX'
  | 'E_QUERY_FIELD_MASKED'

/** Names come from outside: enough of them to recognise, not enough to flood a log. */
export function shown(name: unknown): string {
  return String(name).slice(0, 100)
}

/** A field that does not exist and one that may not be read give the same text. */
export function unknownField(name: string, pointer: string): FilterProblem {
  const field = shown(name)
  return {
    code: 'E_QUERY_UNKNOWN_FIELD',
    pointer,
    params: { field },
    zh: `没有名为“${field}”的字段`,
    en: `There is no field "${field}"`,
  }
}

export function maskedField(name: string, pointer: string): FilterProblem {
  const field = shown(name)
  return {
    code: 'E_QUERY_FIELD_MASKED',
    pointer,
    params: { field },
    zh: `字段“${field}”已脱敏，不能用于筛选、排序、分组或搜索`,
    en: `The field "${field}" is masked and cannot be filtered, sorted, grouped or searched`,
  }
}

export function unknownOperator(
  name: string,
  operator: string,
  allowed: readonly string[],
  pointer: string
): FilterProblem {
  const params = { field: shown(name), operator: shown(operator), allowed: [...allowed] }
  return {
    code: 'E_QUERY_UNKNOWN_OPERATOR',
    pointer,
    params,
    zh: `字段“${params.field}”不能用运算符“${params.operator}”，可用：${allowed.join('、')}`,
    en: `The field "${params.field}" has no operator "${params.operator}" (it has ${allowed.join(', ')})`,
  }
}

export function invalidValue(
  name: string,
  pointer: string,
  fault: { keyword: string; zh: string; en: string; params?: Record<string, unknown> }
): FilterProblem {
  const field = shown(name)
  return {
    code: 'E_QUERY_INVALID_VALUE',
    pointer,
    params: { field, keyword: fault.keyword, ...fault.params },
    zh: `“${field}”的取值${fault.zh}`,
    en: `The value for "${field}" ${fault.en}`,
  }
}

export function invalidFilter(pointer: string, zh: string, en: string): FilterProblem {
  return { code: 'E_QUERY_INVALID_FILTER', pointer, params: {}, zh, en }
}

export function tooComplex(
  pointer: string,
  budget: string,
  limit: number,
  zh: string
): FilterProblem {
  return {
    code: 'E_QUERY_TOO_COMPLEX',
    pointer,
    params: { budget, limit },
    zh,
    en: `The filter is too complex: ${budget} is at most ${limit}`,
  }
}
