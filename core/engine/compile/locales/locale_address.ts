import type { Language } from '#engine/errors.ts'

/** Languages that definitions may be translated to, by the name of their file. */
const languages: Readonly<Record<string, Language>> = { en: 'en' }

export const localeNames: readonly string[] = Object.keys(languages)

/** The language of the texts of a key, `library.en`; undefined when the engine speaks no such one. */
export function languageOfLocales(key: string): Language | undefined {
  const name = key.split('.')[1] ?? ''
  return Object.hasOwn(languages, name) ? languages[name] : undefined
}

/** `entity:library.book#/title` taken apart; null when it is none. */
export function readAddress(address: string): { of: string; place: string } | null {
  const cut = address.indexOf('#')
  return cut < 0 ? null : { of: address.slice(0, cut), place: address.slice(cut + 1) }
}
