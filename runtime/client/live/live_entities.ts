import { useEffect } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { recordKeys } from '../queries.ts'
import { gatherChanges } from './gather.ts'
import { watchRecords } from './watch_records.ts'

/** What is shown of these entities beside a record (lists, counts) is read again when one changes. */
export function useLiveEntities(entities: readonly string[]): void {
  const queries = useQueryClient()
  const names = [...new Set(entities)].sort().join()
  useEffect(() => {
    const stops = names.split(',').flatMap((entity) => {
      if (!entity) return []
      const gathered = gatherChanges(() =>
        queries.invalidateQueries({
          queryKey: recordKeys.all(entity),
          predicate: ({ queryKey }) => queryKey[2] !== 'one',
        })
      )
      return [watchRecords(entity, gathered.add), gathered.stop]
    })
    return () => {
      for (const stop of stops) stop()
    }
  }, [names, queries])
}
