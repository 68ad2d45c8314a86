import { defineFault } from '#engine/errors.ts'

/** A value of the body does not fit its field; `keyword` says which rule it breaks. */
export const recordInvalid = defineFault<{
  keyword: string
  zh: string
  en: string
  [detail: string]: unknown
}>({
  code: 'E_RECORD_INVALID',
  status: 422,
  zh: (p) => p.zh,
  en: (p) => p.en,
})

/** A key that could change the prototype of an object, at any depth of a body. */
export const bodyForbiddenKey = defineFault<{ key: string }>({
  code: 'E_BODY_FORBIDDEN_KEY',
  status: 400,
  zh: (p) => `请求中不允许出现键名“${p.key}”`,
  en: (p) => `The key "${p.key}" is not allowed in a request`,
})

export const bodyTooDeep = defineFault<{ depth: number }>({
  code: 'E_BODY_TOO_DEEP',
  status: 400,
  zh: (p) => `请求内容嵌套超过 ${p.depth} 层`,
  en: (p) => `The body is nested deeper than ${p.depth} levels`,
})

export const fieldReadOnly = defineFault<{ field: string; title: string }>({
  code: 'E_FIELD_READONLY',
  status: 422,
  zh: (p) => `${p.title}不能填写，由系统给出`,
  en: (p) => `${p.title} is given by the system and cannot be written`,
})

/** No value of that record and field is in quarantine, or it was given up already. */
export const quarantineUnknown = defineFault<{ record: string }>({
  code: 'E_QUARANTINE_UNKNOWN',
  status: 404,
  zh: () => '隔离区里没有这个值，或它已作废',
  en: () => 'No such value is in quarantine, or it was given up already',
})

/** A body that gives one field under its present and a former name, or under two former ones. */
export const fieldNamedTwice = defineFault<{ names: readonly [string, string] }>({
  code: 'E_FIELD_NAMED_TWICE',
  status: 400,
  zh: ({ names }) => `“${names[0]}”和“${names[1]}”是同一个字段的两个名称，只能写一个`,
  en: ({ names }) => `"${names[0]}" and "${names[1]}" name the same field: give one of them`,
})

export const fieldReference = defineFault<{ field: string; title: string; id: string }>({
  code: 'E_FIELD_REFERENCE',
  status: 422,
  zh: (p) => `${p.title}所选的记录不存在或已删除`,
  en: (p) => `The record chosen for ${p.title} does not exist or was deleted`,
})

export const recordNotFound = defineFault<{ entity: string; id: string }>({
  code: 'E_RECORD_NOT_FOUND',
  status: 404,
  zh: () => '记录不存在',
  en: () => 'There is no such record',
})

/** The rows of a sub-table are written and read through their parent. */
export const recordChild = defineFault<{ entity: string; title: string; parent: string }>({
  code: 'E_RECORD_CHILD',
  status: 405,
  zh: (p) => `${p.title}是明细，请通过其主记录读写`,
  en: (p) => `${p.title} is a sub-table: read and write it through its parent`,
})

/** Both sides of a field that two people changed, and the value it had before. */
export interface StaleField {
  base?: unknown
  theirs?: unknown
  yours?: unknown
  /** Of a sub-table: the rows where both sides meet, by id. */
  rows?: Record<string, StaleRow>
}

export interface StaleRow {
  /** Place of the row in its sub-table, from 1. */
  no: number
  theirs: 'changed' | 'removed'
  yours: 'changed' | 'removed'
  fields: Record<string, StaleField>
}
export const recordStale = defineFault<{ rev: number; diff: Record<string, StaleField> }>({
  code: 'E_RECORD_STALE',
  status: 409,
  zh: (p) => `记录已被他人修改（当前版本 ${p.rev}）`,
  en: (p) => `Somebody else has changed this record (now rev ${p.rev})`,
})

export const recordRevRequired = defineFault({
  code: 'E_RECORD_REV_REQUIRED',
  status: 428,
  zh: () => '修改记录须带上所看到的版本号',
  en: () => 'A change must name the rev it is based on',
})

export const recordNotUnique = defineFault<{ fields: string[]; titles: string[] }>({
  code: 'E_RECORD_NOT_UNIQUE',
  status: 409,
  zh: (p) => `${p.titles.join('、')}已存在，不能重复`,
  en: (p) => `Another record has the same ${p.titles.join(', ')}`,
})

/** A `check` of the entity does not hold. */
export const recordCheck = defineFault<{ fields: string[]; titles: string[]; message: string }>({
  code: 'E_RECORD_CHECK',
  status: 409,
  zh: (p) => p.message,
  en: (p) => `The rule on ${p.titles.join(', ')} does not hold: ${p.message}`,
})

/** Another record takes up the same for a time that overlaps. */
export const recordOverlap = defineFault<{
  fields: string[]
  titles: string[]
  entity: string
  title: string
}>({
  code: 'E_RECORD_OVERLAP',
  status: 409,
  zh: (p) => `${p.titles.join('、')}与另一条${p.title}的时段重叠`,
  en: (p) => `${p.titles.join(', ')} overlap the period of another record of ${p.title}`,
})

/** Something still points at the record that was to be removed. */
export const recordReferenced = defineFault<{
  entity: string | null
  title: string
  count: number | null
}>({
  code: 'E_RECORD_REFERENCED',
  status: 409,
  zh: (p) =>
    p.count === null
      ? `记录被${p.title}引用，不能删除`
      : `记录被 ${p.count} 条${p.title}引用，不能删除`,
  en: (p) => `The record is still referred to by ${p.count ?? 'some'} of ${p.title}`,
})

export const recordNotDeleted = defineFault({
  code: 'E_RECORD_NOT_DELETED',
  status: 409,
  zh: () => '记录没有被删除，不需要恢复',
  en: () => 'The record is not deleted',
})

/** A record that is to come back points to one that is gone. */
export const recordTargetDeleted = defineFault<{
  entity: string
  id: string
  title: string
  field: string
  fieldTitle: string
  target: string
  targetId: string
  targetTitle: string
}>({
  code: 'E_RECORD_TARGET_DELETED',
  status: 409,
  zh: (p) => `${p.title}的“${p.fieldTitle}”指向的${p.targetTitle}已被删除，请先恢复它`,
  en: (p) =>
    `"${p.fieldTitle}" of ${p.title} points to a deleted ${p.targetTitle}: restore that first`,
})

export const recordFrozen = defineFault<{ field: string; state: string; title: string }>({
  code: 'E_RECORD_FROZEN',
  status: 409,
  zh: (p) => `记录处于“${p.title}”状态，不能修改`,
  en: (p) => `The record is in state ${p.title} and cannot be changed`,
})

export const accessDenied = defineFault<{ action: string; fields?: string[] }>({
  code: 'E_ACCESS_DENIED',
  status: 403,
  zh: () => '没有权限进行此操作',
  en: () => 'You are not allowed to do this',
})

/** `conditions`: what of the guard is not met, in the reader's words; `message`: the definition's own. */
export const lifecycleNotAllowed = defineFault<{
  transition: string
  title: string
  state: string | null
  stateTitle: string | null
  because: 'state' | 'guard'
  conditions: readonly string[]
  message: string | null
}>({
  code: 'E_LIFECYCLE_NOT_ALLOWED',
  status: 409,
  zh({ title, stateTitle, because, conditions, message }) {
    if (because === 'state') return `处于“${stateTitle ?? '空'}”状态的记录不能${title}`
    const unmet = conditions.length > 0 ? `：须${conditions.join('；须')}` : ''
    return message ?? `不满足“${title}”的条件${unmet}`
  },
  en({ title, stateTitle, because, conditions, message }) {
    if (because === 'state') return `A record in state "${stateTitle ?? ''}" cannot ${title}`
    const unmet = conditions.length > 0 ? `: ${conditions.join('; ')}` : ''
    return message ?? `"${title}" asks for more than the record has${unmet}`
  },
})

export const transitionUnknown = defineFault<{ transition: string }>({
  code: 'E_LIFECYCLE_UNKNOWN',
  status: 404,
  zh: (p) => `没有名为“${p.transition}”的流转`,
  en: (p) => `There is no transition ${p.transition}`,
})

export const idempotencyMismatch = defineFault<{ key: string }>({
  code: 'E_IDEMPOTENCY_MISMATCH',
  status: 422,
  zh: () => '同一个幂等键已用于内容不同的请求',
  en: () => 'This Idempotency-Key was used for another request',
})

export const treeCycle = defineFault<{ field: string; title: string }>({
  code: 'E_FIELD_TREE_CYCLE',
  status: 422,
  zh: (p) => `“${p.title}”不能是自己或自己下级的记录`,
  en: (p) => `"${p.title}" cannot be the record itself or one below it`,
})

export const serialExhausted = defineFault<{ title: string; digits: number }>({
  code: 'E_FIELD_SERIAL_EXHAUSTED',
  status: 409,
  zh: (p) => `${p.title}已用完 ${p.digits} 位流水号`,
  en: (p) => `${p.title} has used up its ${p.digits} digits`,
})

/** The body of a bulk request has not the form of one. */
export const bulkInvalid = defineFault<{ zh: string; en: string }>({
  code: 'E_RECORD_BULK_INVALID',
  status: 422,
  zh: ({ zh }) => zh,
  en: ({ en }) => en,
})

export const revealInvalid = defineFault<{ zh: string; en: string }>({
  code: 'E_REVEAL_INVALID',
  status: 422,
  zh: ({ zh }) => zh,
  en: ({ en }) => en,
})

/** So many masked values in so short a time are no work, but a collection. */
export const revealTooMany = defineFault<{ most: number; seconds: number }>({
  code: 'E_REVEAL_TOO_MANY',
  status: 429,
  zh: (p) => `查看脱敏内容过于频繁，请在 ${Math.ceil(p.seconds / 60)} 分钟后重试`,
  en: (p) =>
    `Too many masked values were looked at, try again in ${Math.ceil(p.seconds / 60)} minutes`,
})

export const formDraftNotFound = defineFault({
  code: 'E_FORM_DRAFT_NOT_FOUND',
  status: 404,
  zh: () => '没有未完成的草稿',
  en: () => 'There is no draft of this form',
})

/** Another window or device of the same person saved the draft meanwhile. */
export const formDraftStale = defineFault({
  code: 'E_FORM_DRAFT_STALE',
  status: 409,
  zh: () => '草稿已在其他窗口或设备上保存',
  en: () => 'The draft was saved by another window or device',
})
