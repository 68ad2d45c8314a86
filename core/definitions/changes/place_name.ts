import type { Change, Step } from '#schemas/index.ts'
import type { Words } from './words.ts'

/** Longest value that is told in full. */
const longest = 60

/**
 * Where a change is, for people: the elements on the way that have names of their own
 * (`字段“合同金额”`), and what was changed of the last one (`最大长度`).
 */
export function placeName(
  { within }: Change,
  words: Words
): readonly [place: string, last: string] {
  const names = within.map((step, index) => stepName(step, within[index - 1], words))
  const last = names.at(-1)
  const place = names
    .slice(0, -1)
    .filter((name) => name.isElement)
    .map((name) => name.text)
    .reduce((whole, part) => (whole === '' ? part : words.of(whole, part)), '')
  return [place, last?.text ?? '']
}

/** An element of a map or list is called by its title, a property as the meta-schema calls it. */
function stepName(
  { id, title, value }: Step,
  holder: Step | undefined,
  words: Words
): { text: string; isElement: boolean } {
  const own = (value ?? {}) as Readonly<Record<string, unknown>>
  const isElement = /^[#@]/.test(id)
  const isEnglish = words.language === 'en'
  if (!isElement) {
    return { text: isEnglish || title === '' ? spaced(id) : title, isElement: false }
  }
  const name = elementName(own) ?? id.slice(1)
  const noun = isEnglish ? singular(holder?.id ?? 'element') : (holder?.title ?? title)
  return { text: words.element(noun, name), isElement: true }
}

/** The meta-schema says its titles in Chinese; in English a keyword is taken apart: max length. */
function spaced(keyword: string): string {
  return keyword
    .replace(/^x-/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
}

/** One of the elements a keyword holds. */
function singular(keyword: string): string {
  if (keyword === 'properties') return 'field'
  return spaced(keyword).replace(/(?<=x)es$|s$/, '')
}

/** What an element of a list is called: by its title, else by what tells it apart. */
export function elementName(element: Readonly<Record<string, unknown>>): string | undefined {
  const { title, id, code, path, key } = element
  return [title, id, code, path, key].find((one) => typeof one === 'string')
}

/** A value in a sentence: texts in quotes, absence in a word, long ones cut. */
export function valueText(value: unknown, words: Words): string {
  if (value === undefined || value === null) return words.nothing
  if (typeof value === 'boolean') return value ? words.yes : words.no
  const text = typeof value === 'string' ? words.quoted(value) : JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
