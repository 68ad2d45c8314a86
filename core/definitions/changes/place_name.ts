import type { Change, Step } from '#schemas/index.ts'

/** Longest value that is told in full. */
const longest = 60

/**
 * Where a change is, for people: the elements on the way that have names of their own
 * (`字段“合同金额”`), and what was changed of the last one (`最大长度`).
 */
export function placeName({ within }: Change): readonly [place: string, last: string] {
  const names = within.map((step, index) => stepName(step, within[index - 1]))
  const last = names.at(-1)
  const place = names
    .slice(0, -1)
    .filter((name) => name.isElement)
    .map((name) => name.text)
    .join('的')
  return [place, last?.text ?? '']
}

/** An element of a map or list is called by its title, a property as the meta-schema calls it. */
function stepName(
  { id, title, value }: Step,
  holder: Step | undefined
): { text: string; isElement: boolean } {
  const own = (value ?? {}) as Readonly<Record<string, unknown>>
  const isElement = /^[#@]/.test(id)
  if (!isElement) return { text: title === '' ? id : title, isElement: false }
  const name = elementName(own) ?? id.slice(1)
  return { text: `${holder?.title ?? title}“${name}”`, isElement: true }
}

/** What an element of a list is called: by its title, else by what tells it apart. */
export function elementName(element: Readonly<Record<string, unknown>>): string | undefined {
  const { title, id, code, path, key } = element
  return [title, id, code, path, key].find((one) => typeof one === 'string')
}

/** A value in a sentence: texts in quotes, absence in a word, long ones cut. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null) return '（无）'
  if (value === true) return '是'
  if (value === false) return '否'
  const text = typeof value === 'string' ? `“${value}”` : JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : ` ${text} `.trim()
}
