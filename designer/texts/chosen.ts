import { language } from '#runtime/texts/index.ts'
import type { Language } from '#runtime/texts/index.ts'

/** Replaces literal texts by `string`, so that another language fits the same shape. */
type Widen<T> = T extends string
  ? string
  : T extends (...given: infer A) => string
    ? (...given: A) => string
    : { readonly [K in keyof T]: Widen<T[K]> }

/**
 * The texts of one part of the designer in the language of the page. Each part keeps its own beside
 * it, in both languages; the type demands that they say the same things.
 *
 * @example
 * const texts = chosen({ add: '添加' }, { add: 'Add' })
 */
export function chosen<const T>(zhCN: T, en: Widen<T>): Widen<T> {
  const all: Record<Language, unknown> = { 'zh-CN': zhCN, en }
  return all[language] as Widen<T>
}
