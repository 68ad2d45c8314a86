import { pointerSegment } from '#schemas/index.ts'

/** Where a value stands in a JSON text: from its first character to behind its last. */
export interface Span {
  readonly from: number
  readonly to: number
}

/**
 * The place of every value of a JSON text by its pointer; as far as the text can be read. Pure.
 */
export function spansOf(text: string): Map<string, Span> {
  const spans = new Map<string, Span>()
  const stack: {
    pointer: string
    from: number
    isList: boolean
    index: number
    key: string
    wantsKey: boolean
  }[] = []
  let at = 0
  const here = () => {
    const top = stack.at(-1)
    if (!top) return ''
    return top.pointer + pointerSegment(top.isList ? top.index : top.key)
  }
  while (at < text.length) {
    const character = text[at]!
    const top = stack.at(-1)
    if (character === '{' || character === '[') {
      const isList = character === '['
      stack.push({ pointer: here(), from: at, isList, index: 0, key: '', wantsKey: !isList })
      at += 1
    } else if (character === '}' || character === ']') {
      const closed = stack.pop()
      at += 1
      if (closed) spans.set(closed.pointer, { from: closed.from, to: at })
    } else if (character === '"') {
      const end = endOfText(text, at)
      if (top?.wantsKey) top.key = readText(text.slice(at, end))
      else spans.set(here(), { from: at, to: end })
      at = end
    } else if (/[-\w]/.test(character)) {
      const end = at + (/^[-+.\w]+/.exec(text.slice(at))?.[0].length ?? 1)
      spans.set(here(), { from: at, to: end })
      at = end
    } else {
      if (character === ',' && top) {
        top.index += 1
        top.wantsKey = !top.isList
      } else if (character === ':' && top) top.wantsKey = false
      at += 1
    }
  }
  return spans
}

/** The pointer of the innermost value around a place of the text. */
export function pointerAt(spans: ReadonlyMap<string, Span>, place: number): string {
  let best: { pointer: string; size: number } = { pointer: '', size: Infinity }
  for (const [pointer, { from, to }] of spans) {
    if (from <= place && place <= to && to - from < best.size) best = { pointer, size: to - from }
  }
  return best.pointer
}

/** Line of a place, from 0. */
export function lineAt(text: string, place: number): number {
  return text.slice(0, place).split('\n').length - 1
}

function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"' || text[at] === '\n') return at + 1
  }
  return text.length
}

function readText(token: string): string {
  try {
    return JSON.parse(token) as string
  } catch {
    return token.slice(1, -1)
  }
}
