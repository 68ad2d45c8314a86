import type { Language } from '#engine/errors.ts'
import type { ValueType } from './value_type.ts'

type Kind = ValueType['kind']

const kindTexts: ReadonlyMap<Kind, { zh: string; en: string }> = new Map([
  ['text', { zh: '文本', en: 'text' }],
  ['number', { zh: '数字', en: 'number' }],
  ['boolean', { zh: '逻辑值', en: 'boolean' }],
  ['date', { zh: '日期', en: 'date' }],
  ['datetime', { zh: '日期时间', en: 'datetime' }],
  ['blank', { zh: '空', en: 'blank' }],
  ['any', { zh: '任意', en: 'any' }],
  ['record', { zh: '记录', en: 'record' }],
  ['list', { zh: '列表', en: 'list' }],
])

/** A type as people read it, for messages: 数字, 记录（library.book）, 列表（日期）. */
export function typeText(type: ValueType, language: Language = 'zh-CN'): string {
  const isEnglish = language === 'en'
  const name = kindText(type.kind, language)
  if (type.kind === 'record')
    return isEnglish ? `${name} ${type.entity}` : `${name}（${type.entity}）`
  if (type.kind !== 'list') return name
  const of = typeText(type.of, language)
  return isEnglish ? `${name} of ${of}` : `${name}（${of}）`
}

export function kindText(kind: Kind, language: Language): string {
  const texts = kindTexts.get(kind)!
  return language === 'en' ? texts.en : texts.zh
}

/**
 * Whether a value of one type may stand where another is wanted. `any` fits everywhere and takes
 * everything, blank fits everywhere, a record may be taken as the text of its id; nothing is
 * converted silently otherwise.
 */
export function assignable(from: ValueType, to: ValueType): boolean {
  if (from.kind === 'any' || to.kind === 'any' || from.kind === 'blank') return true
  if (from.kind === 'record') {
    return to.kind === 'text' || (to.kind === 'record' && to.entity === from.entity)
  }
  if (from.kind === 'list') return to.kind === 'list' && assignable(from.of, to.of)
  return from.kind === to.kind
}

/** The one type values of both types have (branches of IF, sides of a comparison), or null. */
export function unify(a: ValueType, b: ValueType): ValueType | null {
  if (a.kind === 'blank') return b
  if (b.kind === 'blank') return a
  if (a.kind === 'any' || b.kind === 'any') return { kind: 'any' }
  if (a.kind === 'list' || b.kind === 'list') {
    const of = a.kind === 'list' && b.kind === 'list' ? unify(a.of, b.of) : null
    return of && { kind: 'list', of }
  }
  if (isIdentity(a) && isIdentity(b)) {
    const same = a === b || (a.kind === 'record' && b.kind === 'record' && a.entity === b.entity)
    return same ? a : { kind: 'text' }
  }
  return a.kind === b.kind ? a : null
}

/** As `unify`, of any number of types; of none it is blank. */
export function unifyAll(types: readonly ValueType[]): ValueType | null {
  let all: ValueType | null = { kind: 'blank' }
  for (const type of types) all = all && unify(all, type)
  return all
}

/** What stands in one row of a list, however deep; other types are their own. */
export function elementOf(type: ValueType): ValueType {
  return type.kind === 'list' ? elementOf(type.of) : type
}

/** Text and records compare with each other: a record is its id. */
function isIdentity(type: ValueType): boolean {
  return type.kind === 'text' || type.kind === 'record'
}
