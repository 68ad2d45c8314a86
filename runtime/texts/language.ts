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

const asked = 'guiju.language.asked'
const visit = typeof sessionStorage === 'undefined' ? null : sessionStorage

/** Before anybody is signed in: another language, which goes with whoever signs in here next. */
export function askFor(next: Language): void {
  visit?.setItem(asked, next)
  turnTo(next)
}

/** The language that was asked for before signing in, once. */
export function takeAsked(): Language | null {
  const found = languages.find((one) => one === visit?.getItem(asked)) ?? null
  visit?.removeItem(asked)
  return found
}

/** Loads the page again in another language. */
export function turnTo(next: Language): void {
  store?.setItem(key, next)
  location.reload()
}
