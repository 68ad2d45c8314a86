import { createElement, useState } from 'react'
import { App } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '#runtime/client/api_error.ts'
import { recordKeys } from '#runtime/client/queries.ts'
import { restoreRecord } from '#runtime/client/records.ts'
import { texts } from '#runtime/texts/index.ts'
import { RestoreConflicts } from './RestoreConflicts.tsx'
import { titleAt } from '#runtime/views/state/selection.ts'
import type { RuntimeView } from '#engine/presentation/shapes.ts'
import type { RecordJson } from '#runtime/client/records.ts'

const t = texts.bin

/**
 * Brings records back, with what went along with them. What stands in the way (a name that was taken
 * meanwhile, a linked record that is gone) is told all at once, and nothing is changed until it is
 * settled.
 */
export function useRestore({ entity, titleField }: Pick<RuntimeView, 'entity' | 'titleField'>) {
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const [busy, setBusy] = useState<string | null>(null)
  const run = async (record: RecordJson) => {
    setBusy(record.id)
    try {
      await restoreRecord(entity, record.id)
      message.success(t.restored(titleAt(record, titleField) || texts.record.untitled))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      modal.warning({
        title: t.conflicts,
        okText: texts.actions.close,
        content: createElement(RestoreConflicts, { faults: error.faults }),
      })
    } finally {
      setBusy(null)
      await queries.invalidateQueries({ queryKey: recordKeys.all(entity) })
    }
  }
  return { busy, start: (record: RecordJson) => void run(record) }
}
