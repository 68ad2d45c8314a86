import { useState } from 'react'
import { valueAt } from '../value_at.ts'
import type { RecordJson } from '#runtime/client/records.ts'

/** A record that is selected: what a bulk command needs of it, and what people know it by. */
export interface Selected {
  id: string
  rev: number
  title: string
  /** As far as the list had them. */
  values: RecordJson
}

/** Records selected in a list, over all its pages; another filter or search starts over. */
export interface Selection {
  records: ReadonlyMap<string, Selected>
  set: (records: readonly Selected[]) => void
  toggle: (records: readonly Selected[], on: boolean) => void
}

const nobody: ReadonlyMap<string, Selected> = new Map()

/** `question` names what the list was asked; records selected of another one are let go. */
export function useSelection(question: string): Selection {
  const [held, setHeld] = useState({ question, records: nobody })
  const records = held.question === question ? held.records : nobody
  const keep = (next: readonly Selected[]) =>
    setHeld({ question, records: new Map(next.map((one) => [one.id, one])) })
  return {
    records,
    set: keep,
    toggle: (some, on) => {
      const ids = new Set(some.map(({ id }) => id))
      const others = [...records.values()].filter(({ id }) => !ids.has(id))
      keep(on ? [...others, ...some] : others)
    },
  }
}

export function selectedOf(record: RecordJson, titleField: string): Selected {
  return { id: record.id, rev: record.rev, title: titleAt(record, titleField), values: record }
}

/** What a record is called; '' where it has no name. */
export function titleAt(record: RecordJson, titleField: string): string {
  const title = valueAt(record, titleField)
  const named = typeof title === 'object' && title !== null ? valueAt(title, 'title') : title
  return named === null || named === undefined ? '' : String(named)
}
