import type { Language } from '#engine/errors.ts'
import { fieldMetaOf } from '#schemas/index.ts'

/** The sentences of changes in one language. Names come in quotes already; `where` is what holds them. */
export interface Words {
  readonly language: Language
  /** 实体“合同” */
  element(noun: string, name: string): string
  /** A part of something: 实体“合同”的字段“金额” */
  of(owner: string, part: string): string
  addedWhole(what: string, key: string): string
  removedWhole(what: string, key: string): string
  added(where: string, what: string): string
  removed(where: string, what: string): string
  /** Of a field or other member of a map: its key. */
  rekeyed(what: string, from: string, to: string, uses: number): string
  /** Of a definition: its whole key. */
  renamed(what: string, from: string, to: string, uses: number): string
  retitled(what: string, title: string): string
  reordered(what: string): string
  set(what: string, before: string, after: string): string
  listed(what: string, parts: readonly ListPart[]): string
  /** After what was added or removed: its value, or the names of its elements. */
  brief(value: string): string
  enumerate(names: readonly string[]): string
  quoted(text: string): string
  /** What a field type is called. */
  fieldType(name: string): string
  readonly nothing: string
  readonly yes: string
  readonly no: string
  readonly type: string
}

/** Names that come into a list, leave it, or stand for something else now; none: only the order changes. */
export interface ListPart {
  readonly how: 'added' | 'removed' | 'changed'
  readonly names: readonly string[]
}

/** @returns the sentences of that language */
export function wordsOf(language: Language): Words {
  return language === 'en' ? english : chinese
}

const parts = {
  'zh-CN': { added: '新增', removed: '删去', changed: '修改' },
  'en': { added: 'with', removed: 'without', changed: 'changed' },
} as const

const follows = (uses: number) => (uses === 0 ? '' : `，${uses} 处引用随之更新`)

const chinese: Words = {
  language: 'zh-CN',
  element: (noun, name) => `${noun}“${name}”`,
  of: (owner, part) => `${owner}的${part}`,
  addedWhole: (what, key) => `新增${what}（${key}）`,
  removedWhole: (what, key) => `停用${what}（${key}）`,
  added: (where, what) => `${where}新增${what}`,
  removed: (where, what) => `${where}删去${what}`,
  rekeyed: (what, from, to, uses) => `${what}（${from}）标识改为 ${to}${follows(uses)}`,
  renamed: (what, from, to, uses) => `${what}的标识由“${from}”改为“${to}”${follows(uses)}`,
  retitled: (what, title) => `${what}改名为“${title}”`,
  reordered: (what) => `${what}顺序改变`,
  set: (what, before, after) => `${what}由${before}改为${after}`,
  listed(what, given) {
    if (given.length === 0) return `${what}：顺序改变`
    const said = given.map(({ how, names }) => {
      return `${parts['zh-CN'][how]}${names.map((name) => `“${name}”`).join('、')}`
    })
    return `${what}：${said.join('；')}`
  },
  brief: (value) => `：${value}`,
  enumerate: (names) => names.join('、'),
  quoted: (text) => `“${text}”`,
  fieldType: (name) => fieldMetaOf(name).title ?? name,
  ...{ nothing: '（无）', yes: '是', no: '否', type: '类型' },
}

const followed = (uses: number) =>
  uses === 0 ? '' : `; ${uses} ${uses === 1 ? 'reference follows' : 'references follow'}`

const english: Words = {
  language: 'en',
  element: (noun, name) => `${noun} "${name}"`,
  of: (owner, part) => `${owner}, ${part}`,
  addedWhole: (what, key) => `New ${what} (${key})`,
  removedWhole: (what, key) => `Out of use: ${what} (${key})`,
  added: (where, what) => `${where}: new ${what}`,
  removed: (where, what) => `${where}: no more ${what}`,
  rekeyed: (what, from, to, uses) => `${what} (${from}): key becomes ${to}${followed(uses)}`,
  renamed: (what, from, to, uses) => `${what}: key "${from}" becomes "${to}"${followed(uses)}`,
  retitled: (what, title) => `${what} is now called "${title}"`,
  reordered: (what) => `${what}: another order`,
  set: (what, before, after) => `${what}: ${before} becomes ${after}`,
  listed(what, given) {
    if (given.length === 0) return `${what}: another order`
    const said = given.map(({ how, names }) => {
      return `${parts.en[how]} ${names.map((name) => `"${name}"`).join(', ')}`
    })
    return `${what}: ${said.join('; ')}`
  },
  brief: (value) => `: ${value}`,
  enumerate: (names) => names.join(', '),
  quoted: (text) => `"${text}"`,
  fieldType: (name) => name.replaceAll('_', ' '),
  ...{ nothing: '(none)', yes: 'yes', no: 'no', type: 'type' },
}
