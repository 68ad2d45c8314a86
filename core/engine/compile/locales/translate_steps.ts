import type { Language } from '#engine/errors.ts'
import { isKind, pointerSteps } from '#schemas/index.ts'
import { humanTexts } from './human_texts.ts'
import type { Steps } from '#engine/steps.ts'
import { languageOfLocales, readAddress } from './locale_address.ts'

type Members = Record<string, unknown>
type Texts = Map<string, string>

/**
 * Definitions as people of a language read them: each text that has a translation is replaced by it,
 * all else is as it was. Pure. Expects definitions that compile without a problem; a translation
 * whose text is gone is left out.
 */
export function* translateSteps<T extends { readonly text: string }>(
  documents: readonly T[],
  language: Language
): Steps<T[]> {
  const parsed: { one: T; document: Members }[] = []
  for (const one of documents) {
    parsed.push({ one, document: JSON.parse(one.text) as Members })
    yield
  }
  const texts = translations(
    parsed.map(({ document }) => document),
    language
  )
  yield
  const translated: T[] = []
  for (const { one, document } of parsed) {
    translated.push(translate(one, document, texts))
    yield
  }
  return translated
}

function translate<T extends { readonly text: string }>(
  one: T,
  document: Members,
  texts: ReadonlyMap<string, Texts>
): T {
  const own = texts.get(`${String(document.kind)}:${String(document.key)}`)
  if (!own || !isKind(document.kind)) return one
  for (const { place, pointer } of humanTexts(document.kind, document)) {
    const translated = own.get(place)
    if (translated !== undefined) setAt(document, pointer, translated)
  }
  return { ...one, text: JSON.stringify(document) }
}

/** Translated texts by place, of each definition that has any: `entity:library.book`. */
function translations(documents: readonly Members[], language: Language): Map<string, Texts> {
  const found = new Map<string, Texts>()
  for (const { kind, key, texts } of documents) {
    if (kind !== 'locales' || languageOfLocales(String(key)) !== language) continue
    for (const [address, text] of Object.entries(texts as Readonly<Record<string, string>>)) {
      const read = readAddress(address)
      if (!read) continue
      const own = found.get(read.of) ?? new Map<string, string>()
      found.set(read.of, own.set(read.place, text))
    }
  }
  return found
}

function setAt(document: Members, pointer: string, text: string): void {
  const steps = pointerSteps(pointer)
  const last = steps.pop()!
  const holder = steps.reduce((value, step) => value[step] as Members, document)
  holder[last] = text
}
