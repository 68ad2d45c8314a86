import type { Language } from '#engine/errors.ts'

/**
 * The language an `Accept-Language` header asks for, by weight; null when it names none of ours.
 *
 * @example languageOf('en-US,en;q=0.9,zh;q=0.8') // 'en'
 */
export function languageOf(header: string | undefined): Language | null {
  if (!header) return null
  const wishes = header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().toLowerCase().split(';')
      const weight = /^\s*q=([\d.]+)\s*$/.exec(rest.join(';'))?.[1]
      return { tag, weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of wishes) {
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN'
    if (tag === 'en' || tag.startsWith('en-')) return 'en'
  }
  return null
}

const spoken = new WeakMap<object, Language>()

/** The language an answer speaks, once it is known who asks: a refusal speaks it too. */
export function speak(request: object, language: Language): void {
  spoken.set(request, language)
}

/** The same; before anybody is known what the header asks for, else zh-CN. */
export function spokenTo(request: object, header: string | undefined): Language {
  return spoken.get(request) ?? languageOf(header) ?? 'zh-CN'
}
