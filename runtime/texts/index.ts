import { en } from './en.ts'
import { language } from './language.ts'
import { zhCN } from './zh_cn.ts'

/** Replaces literal texts by `string`, so that another language fits the same shape. */
export type Widen<T> = T extends string
  ? string
  : T extends (...given: infer A) => string
    ? (...given: A) => string
    : { readonly [K in keyof T]: Widen<T[K]> }

export type Texts = Widen<typeof zhCN>

/** Texts of the language in use. */
export const texts: Texts = language === 'en' ? en : zhCN

export { language, languageNames, languages, askFor, takeAsked, turnTo } from './language.ts'
export type { Language } from './language.ts'
