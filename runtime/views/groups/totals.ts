import { useQuery } from '@tanstack/react-query'
import { recordKeys } from '#runtime/client/queries.ts'
import { aggregateRecords } from '#runtime/client/records.ts'
import { filterOf } from '../state/list_query.ts'
import type { AggregateQuestion } from '#runtime/client/records.ts'
import type { RuntimeColumn, RuntimeView } from '#engine/presentation/shapes.ts'
import type { ListSettings } from '../state/list_state.ts'

const numbers = new Set(['integer', 'decimal', 'money', 'duration'])

/** Whether adding up its values says something. */
export function summable({ field, operators }: RuntimeColumn): boolean {
  return operators.length > 0 && field.options === null && numbers.has(field.valueType)
}

/** Groups shown at most; more than these nobody looks through. */
export const mostGroups = 200

/** One group: its value, how many records it has, and their sums by path. */
export interface GroupFacts {
  value: unknown
  count: number
  sums: ReadonlyMap<string, unknown>
}

const sumName = (n: number) => `s${n}`

function questionOf(view: RuntimeView, settings: ListSettings): AggregateQuestion {
  const filter = filterOf(view, settings)
  return {
    measures: [
      { do: 'count', as: 'n' },
      ...settings.totals.map(({ path, do: does }, n) => ({ do: does, of: path, as: sumName(n) })),
    ],
    ...(filter ? { filter } : {}),
    ...(settings.search ? { search: settings.search } : {}),
  }
}

/** Counts and sums over all that the list shows, by the values of a field; null = all of it as one. */
export function useGroups(view: RuntimeView, settings: ListSettings, group: string | null) {
  const question: AggregateQuestion = {
    ...questionOf(view, settings),
    ...(group ? { groupBy: [group], limit: mostGroups + 1 } : {}),
  }
  const answer = useQuery({
    queryKey: [...recordKeys.all(view.entity), 'aggregate', question],
    queryFn: ({ signal }) => aggregateRecords(view.entity, question, signal),
    placeholderData: (previous) => previous,
  })
  const groups = answer.data?.map((row): GroupFacts => ({
    value: group ? row[group] : null,
    count: Number(row['n'] ?? 0),
    sums: new Map(settings.totals.map(({ path }, n) => [path, row[sumName(n)]])),
  }))
  return { groups: groups ?? null, error: answer.error, refetch: answer.refetch }
}
