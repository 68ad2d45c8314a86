import type { Definition } from '../context.ts'
import type { Finding, ProblemSource } from '../problem_list.ts'

/** What one text says, whatever it is compiled with. */
export interface ReadText {
  readonly about: ProblemSource
  /** Null when it cannot be made sense of. */
  readonly definition: Definition | null
  readonly faults: readonly ReadFault[]
}

export interface ReadFault {
  readonly finding: Finding
  /** It speaks for everything inside and around its place. */
  readonly isShape: boolean
}

/**
 * Texts that were read, by hash: of two sets compiled one after the other most texts are the same,
 * and reading is a large part of compiling. Holds what the last two sets had, no more.
 */
export interface ReadMemory {
  read(known: string, make: () => ReadText): ReadText
  /** Told as a set begins. */
  nextSet(): void
}

export function createReadMemory(): ReadMemory {
  let now = new Map<string, ReadText>()
  let before = new Map<string, ReadText>()
  return {
    read(known, make) {
      const text = now.get(known) ?? before.get(known) ?? make()
      now.set(known, text)
      return text
    },
    nextSet() {
      before = now
      now = new Map()
    },
  }
}
