/** Languages of the application; the first is the fall-back. */
export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

/** How each language is called in itself. */
export const languageNames: Readonly<Record<Language, string>> = {
  'zh-CN': '中文',
  'en': 'English',
}

const key = 'guiju.language'
const store = typeof localStorage === 'undefined' ? null : localStorage

/** The language of this page: texts are read once, so another one means loading the page again. */
export const language: Language = languages.find((one) => one === store?.getItem(key)) ?? 'zh-CN'

/** Loads the page again in another language. */
export function turnTo(next: Language): void {
  store?.setItem(key, next)
  location.reload()
}
