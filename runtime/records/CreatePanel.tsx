import { useState } from 'react'
import { useSearch } from 'wouter'
import { App } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { recordKeys, useRecord, useSession } from '#runtime/client/queries.ts'
import { createRecord } from '#runtime/client/records.ts'
import { FormModel } from '#runtime/forms/formily/form_model.ts'
import { texts } from '#runtime/texts/index.ts'
import { useFormDraft } from './drafts/form_draft.ts'
import { FormPanel } from './FormPanel.tsx'
import { ErrorPage } from '#runtime/shell/ErrorPage.tsx'
import { Panel } from './Panel.tsx'
import { RecordBones } from './RecordBones.tsx'
import { neededFields } from './needed_fields.ts'
import { allowedValues, copiedValues, startOf } from './start_values.ts'
import { releaseGuard, useRecordFormState } from './record_form.ts'
import type { RuntimeForm } from '#engine/presentation/shapes.ts'
import type { DrawerWays } from './drawer_ways.ts'

interface CreatePanelProps {
  definition: RuntimeForm
  ways: DrawerWays
}

/** Makes a record: an empty one, one that points to another, or a copy. */
export default function CreatePanel({ definition, ways }: CreatePanelProps) {
  const { values, copy } = startOf(useSearch())
  const source = useRecord(definition.entity, copy ?? '', neededFields(definition), copy !== null)
  if (copy !== null && source.isError) {
    return (
      <Panel title={definition.title} onClose={ways.close}>
        <ErrorPage error={source.error} onRetry={() => source.refetch()} />
      </Panel>
    )
  }
  if (copy !== null && !source.data) return <RecordBones />
  const copied = source.data ? copiedValues(definition, source.data.data) : {}
  const given = { ...copied, ...(values ? allowedValues(definition, values) : {}) }
  const name = JSON.stringify([definition.entity, copy, values])
  return <CreateForm key={name} definition={definition} ways={ways} given={given} />
}

type CreateFormProps = CreatePanelProps & { given: Readonly<Record<string, unknown>> }

function CreateForm({ definition, ways, given }: CreateFormProps) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const me = useSession().data?.user.id ?? ''
  const [model] = useState(
    () =>
      new FormModel({
        ...{ definition, record: null, given, me },
        writable: new Set(definition.createFields),
      })
  )
  const draft = useFormDraft(model, null)
  const state = useRecordFormState(model, draft, async ({ body }) => {
    const { data } = await createRecord(definition.entity, body, crypto.randomUUID())
    await draft.keeper.finish()
    releaseGuard()
    message.success(texts.record.created)
    void queries.invalidateQueries({ queryKey: recordKeys.all(definition.entity) })
    ways.show(data.id)
  })
  const title = texts.record.createTitle(definition.title)
  return <FormPanel title={title} model={model} state={state} draft={draft} onCancel={ways.close} />
}
