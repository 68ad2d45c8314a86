import { App } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { recordKeys } from '#runtime/client/queries.ts'
import { deleteRecord } from '#runtime/client/records.ts'
import { texts } from '#runtime/texts/index.ts'
import type { RecordJson } from '#runtime/client/records.ts'

/** Asks, then moves a record to the recycle bin. */
export function useRemoveRecord(entity: string, onRemoved: () => void) {
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: (record: RecordJson) => deleteRecord(entity, record.id, record.rev),
    onSuccess: () => {
      message.success(texts.record.removed)
      onRemoved()
    },
    onError: (error) => message.error(error.message, 5),
    onSettled: () => queries.invalidateQueries({ queryKey: recordKeys.all(entity) }),
  })
  return (record: RecordJson) =>
    void modal.confirm({
      title: texts.record.removeConfirm,
      content: texts.record.removeConfirmText,
      okText: texts.actions.remove,
      cancelText: texts.actions.cancel,
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync(record).catch(() => undefined),
    })
}
