/**
 * One pass over JSON text, without recursion and without building anything: reports what a parser
 * would hide (a member given twice, depth) or choke on. It is tolerant: text that is not JSON is
 * walked as far as it makes sense, and JSON.parse has the last word on grammar.
 */
export interface JsonVisitor {
  /** An object or array begins; false stops the walk. */
  open(pointer: () => string, depth: number, name: string | null): boolean
  /** A member of an object, with the name of the object it is in; `again` when that object has it already. */
  member(pointer: () => string, name: string, owner: string | null, again: boolean): void
  /** A text value. */
  text(pointer: () => string, value: string): void
  /** A number as written. */
  number(pointer: () => string, written: string): void
}

interface Frame {
  /** Name or index under which it lies in its parent. */
  readonly name: string | null
  /** Names met so far; null in an array. */
  readonly names: Set<string> | null
  current: string
  index: number
  expectsName: boolean
}

const numberGrammar = /-?[0-9][0-9.eE+-]*/y

/** Walks the text; returns false when a visitor stopped it. */
export function scanJson(text: string, visitor: JsonVisitor): boolean {
  const stack: Frame[] = []
  const pointer = () => pointerOf(stack)
  let at = 0
  while (at < text.length) {
    const character = text[at] as string
    if (character === '{' || character === '[') {
      if (!visitor.open(pointer, stack.length + 1, nameHere(stack))) return false
      stack.push(newFrame(nameHere(stack), character === '{'))
      at += 1
    } else if (character === '"') {
      at = readString(text, at, stack, visitor, pointer)
    } else if (character === '-' || (character >= '0' && character <= '9')) {
      numberGrammar.lastIndex = at
      const written = numberGrammar.exec(text)?.[0] ?? character
      visitor.number(pointer, written)
      at += written.length
    } else {
      step(stack, character)
      at += 1
    }
  }
  return true
}

function newFrame(name: string | null, isObject: boolean): Frame {
  return { name, names: isObject ? new Set() : null, current: '', index: 0, expectsName: isObject }
}

function nameHere(stack: readonly Frame[]): string | null {
  const top = stack.at(-1)
  return top?.names ? top.current : null
}

function step(stack: Frame[], character: string): void {
  const top = stack.at(-1)
  if (character === '}' || character === ']') {
    stack.pop()
  } else if (character === ',' && top) {
    top.index += 1
    top.expectsName = top.names !== null
  } else if (character === ':' && top) {
    top.expectsName = false
  }
}

function readString(
  text: string,
  start: number,
  stack: Frame[],
  visitor: JsonVisitor,
  pointer: () => string
): number {
  const end = endOfString(text, start)
  const value = decode(text.slice(start, end))
  const top = stack.at(-1)
  if (top?.names && top.expectsName) {
    top.current = value
    visitor.member(pointer, value, top.name, top.names.has(value))
    top.names.add(value)
  } else {
    visitor.text(pointer, value)
  }
  return end
}

/** Position after the closing quote, or the end of the text when there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at + 1
  }
  return text.length
}

function decode(token: string): string {
  if (!token.includes('\\')) return token.slice(1, -1)
  try {
    return JSON.parse(token) as string
  } catch {
    return token.slice(1, -1)
  }
}

function pointerOf(stack: readonly Frame[]): string {
  return stack
    .map((frame) => (frame.names ? frame.current : String(frame.index)))
    .map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
}
