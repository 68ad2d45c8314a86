import { createElement } from 'react'
import { App } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { recordKeys } from '#runtime/client/queries.ts'
import { deleteRecord, previewRemoval, restoreRecord } from '#runtime/client/records.ts'
import { UndoNotice } from '#runtime/shell/UndoNotice.tsx'
import { texts } from '#runtime/texts/index.ts'
import { AffectedRecords } from './AffectedRecords.tsx'
import { RemovalConsequences, isAlone } from './RemovalConsequences.tsx'
import type { RecordJson } from '#runtime/client/records.ts'

const t = texts.remove

/** Seconds in which a removal can be taken back where it was made; afterwards in the recycle bin. */
const undoSeconds = 10

/**
 * Moves a record to the recycle bin and offers to take it back. Nothing is asked, unless other
 * records would go or lose a link with it: then these are named first. What is held back by others
 * tells by which.
 */
export function useRemoveRecord(entity: string, onRemoved: () => void) {
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: recordKeys.all(entity) })
  const told = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error), 5)
    } finally {
      await refresh()
    }
  }
  const undo = (record: RecordJson) =>
    told(async () => {
      await restoreRecord(entity, record.id)
      message.success(texts.record.restored)
    })
  const remove = (record: RecordJson) =>
    told(async () => {
      await deleteRecord(entity, record.id, record.rev)
      onRemoved()
      const key = `removed-${record.id}`
      const takeBack = () => {
        message.destroy(key)
        void undo(record)
      }
      message.open({
        ...{ key, type: 'success', duration: undoSeconds },
        content: createElement(UndoNotice, { text: texts.record.removed, onUndo: takeBack }),
      })
    })
  return (record: RecordJson) =>
    void told(async () => {
      const preview = await previewRemoval(entity, record.id)
      if (!preview.allowed) {
        return void modal.warning({
          title: t.blocked,
          content: createElement(AffectedRecords, {
            ...{ title: t.restricts, affected: preview.restricts },
          }),
          okText: texts.actions.close,
        })
      }
      if (isAlone(preview, record.id)) return remove(record)
      return void modal.confirm({
        title: texts.record.removeConfirm,
        content: createElement(RemovalConsequences, { preview, id: record.id }),
        okText: t.goesOn,
        cancelText: texts.actions.cancel,
        okButtonProps: { danger: true },
        onOk: () => remove(record),
      })
    })
}
