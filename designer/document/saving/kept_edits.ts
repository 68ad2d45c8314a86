import type { Layer, Members } from '../definition.ts'

/** A definition with edits that no server has yet. */
export interface KeptEdit {
  readonly uid: string
  readonly kind: string
  readonly layer: Layer
  /** Null: it was taken out of use. */
  readonly document: Members | null
  /** What it was edited from; null: it is new. */
  readonly base: Members | null
}

/** Where edits lie while they are on their way: a page that is closed or a network that is gone loses none. */
export interface EditKeeper {
  read(): KeptEdit[]
  write(edits: readonly KeptEdit[]): void
}

const name = 'guiju.designer.unsaved'

/** Kept in the browser, for one person: another one at the same screen does not get them. */
export function browserKeeper(person: string): EditKeeper {
  return {
    read() {
      const text = localStorage.getItem(name)
      if (text === null) return []
      const kept = JSON.parse(text) as { person: string; edits: KeptEdit[] }
      return kept.person === person ? kept.edits : []
    },
    write(edits) {
      if (edits.length === 0) localStorage.removeItem(name)
      else localStorage.setItem(name, JSON.stringify({ person, edits }))
    },
  }
}
