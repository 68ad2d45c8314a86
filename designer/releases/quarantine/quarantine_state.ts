import { useCallback, useEffect, useState } from 'react'
import { ApiError } from '#runtime/client/api_error.ts'
import { phrases } from '#designer/texts/phrases.ts'
import { giveValue } from './give_value.ts'
import type { ValuePlace } from './give_value.ts'
import { quarantineClient } from './quarantine_client.ts'
import type { QuarantinePage, QuarantinedValue } from './quarantine_client.ts'

/** Values read at once. */
const pageSize = 50

/** How a decision about several values went: those that failed are told, the others stand. */
export interface Outcome {
  readonly done: number
  readonly failed: number
  readonly why: string
}

export interface QuarantineState {
  readonly values: readonly QuarantinedValue[]
  readonly open: number
  readonly count: number
  readonly fault: string | null
  readonly isLoading: boolean
  /** Null when everything is here. */
  readonly more: (() => void) | null
  leave(values: readonly QuarantinedValue[]): Promise<Outcome>
  give(values: readonly QuarantinedValue[], place: ValuePlace, value: unknown): Promise<Outcome>
}

/** What names a value among those of a release. */
export const valueName = ({ entity, field, record }: QuarantinedValue) =>
  `${entity} ${field} ${record}`

export function useQuarantine(release: string): QuarantineState {
  const [pages, setPages] = useState<readonly QuarantinePage[] | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const read = useCallback(
    async (count: number) => {
      const found: QuarantinePage[] = []
      for (let after = ''; found.length < count; after = found.at(-1)!.page.next!) {
        const query = after === '' ? {} : { after }
        found.push(await quarantineClient.list(release, { limit: pageSize, ...query }))
        if (found.at(-1)!.page.next === null) break
      }
      setPages(found)
    },
    [release]
  )
  const tell = (error: unknown) => setFault(reasonOf(error))
  useEffect(() => void read(1).catch(tell), [read])
  const count = pages?.length ?? 1
  const decide = async (
    values: readonly QuarantinedValue[],
    act: (one: QuarantinedValue) => Promise<unknown>
  ): Promise<Outcome> => {
    const faults: string[] = []
    // One after the other: several may be fields of one record.
    for (const one of values) await act(one).catch((error: unknown) => faults.push(reasonOf(error)))
    await read(count).catch(tell)
    return { done: values.length - faults.length, failed: faults.length, why: faults[0] ?? '' }
  }
  const last = pages?.at(-1)?.page
  return {
    values: pages?.flatMap(({ data }) => data) ?? [],
    ...{ open: last?.open ?? 0, count: last?.count ?? 0, fault, isLoading: pages === null },
    more: last && last.next !== null ? () => void read(count + 1).catch(tell) : null,
    leave: (values) => decide(values, (one) => quarantineClient.discard(release, one)),
    give: (values, place, value) => decide(values, (one) => giveValue(one, place, value)),
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof ApiError)) return String(error)
  return phrases.told(error.faults.map(({ message }) => message))
}
