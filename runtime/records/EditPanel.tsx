import { useRef, useState } from 'react'
import { App } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '#runtime/client/api_error.ts'
import { recordKeys, useRecord, useSession } from '#runtime/client/queries.ts'
import { getRecord, patchRecord } from '#runtime/client/records.ts'
import { FormModel } from '#runtime/forms/formily/form_model.ts'
import { ErrorPage } from '#runtime/shell/ErrorPage.tsx'
import { texts } from '#runtime/texts/index.ts'
import { FormPanel } from './FormPanel.tsx'
import { Panel } from './Panel.tsx'
import { RecordBones } from './RecordBones.tsx'
import { StaleDialog } from './StaleDialog.tsx'
import { neededFields } from './needed_fields.ts'
import { releaseGuard, useRecordFormState } from './record_form.ts'
import type { RuntimeForm } from '#engine/presentation/shapes.ts'
import type { LoadedRecord, RecordJson } from '#runtime/client/records.ts'
import type { DrawerWays } from './RecordDrawer.tsx'

interface EditPanelProps {
  definition: RuntimeForm
  id: string
  ways: DrawerWays
}

/** Changes a record. */
export default function EditPanel({ definition, id, ways }: EditPanelProps) {
  const loaded = useRecord(definition.entity, id, neededFields(definition))
  // The form is opened on what was read first; later readings do not disturb who types.
  const opened = useRef<LoadedRecord | null>(null)
  if (loaded.data && !(loaded.isStale && loaded.isFetching)) opened.current ??= loaded.data
  if (loaded.isError && !opened.current) {
    return (
      <Panel title={definition.title} onClose={ways.close}>
        <ErrorPage error={loaded.error} onRetry={() => loaded.refetch()} />
      </Panel>
    )
  }
  if (!opened.current) return <RecordBones />
  return <EditForm definition={definition} opened={opened.current} ways={ways} />
}

interface EditFormProps {
  definition: RuntimeForm
  opened: LoadedRecord
  ways: DrawerWays
}

/** What others saved on fields that were changed here too. */
export interface Conflict {
  fields: readonly string[]
  theirs: RecordJson
}

function EditForm({ definition, opened, ways }: EditFormProps) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const me = useSession().data?.user.id ?? ''
  const [model] = useState(
    () =>
      new FormModel({
        definition,
        record: opened.data,
        writable: new Set(opened.can.update ? opened.can.fields : []),
        me,
      })
  )
  const rev = useRef(opened.data.rev)
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const { entity } = definition
  const { id } = opened.data

  const state = useRecordFormState(model, async ({ body }) => {
    if (Object.keys(body).length === 0) {
      message.info(texts.record.nothingChanged)
      releaseGuard()
      return ways.show(id)
    }
    try {
      await patchRecord(entity, id, rev.current, body)
    } catch (error) {
      const stale = error instanceof ApiError ? error.fault('E_RECORD_STALE') : undefined
      if (!stale) throw error
      const { data } = await getRecord(entity, id, neededFields(definition) || undefined)
      return setConflict({ fields: Object.keys(stale.params?.['diff'] ?? {}), theirs: data })
    }
    releaseGuard()
    message.success(texts.record.saved)
    void queries.invalidateQueries({ queryKey: recordKeys.all(entity) })
    ways.show(id)
  })
  const keepMine = ({ theirs }: Conflict) => {
    model.rebase(theirs)
    rev.current = theirs.rev
    setConflict(null)
    message.info(texts.stale.reapplied, 6)
  }
  const takeTheirs = () => {
    releaseGuard()
    void queries.invalidateQueries({ queryKey: recordKeys.all(entity) })
    ways.show(id)
  }
  return (
    <>
      <FormPanel
        title={texts.record.editTitle(definition.title)}
        model={model}
        state={state}
        onCancel={() => ways.show(id)}
      />
      {conflict && (
        <StaleDialog
          model={model}
          conflict={conflict}
          onKeepMine={() => keepMine(conflict)}
          onTakeTheirs={takeTheirs}
          onClose={() => setConflict(null)}
        />
      )}
    </>
  )
}
