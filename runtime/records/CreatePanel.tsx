import { useState } from 'react'
import { App } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { recordKeys, useSession } from '#runtime/client/queries.ts'
import { createRecord } from '#runtime/client/records.ts'
import { FormModel } from '#runtime/forms/formily/form_model.ts'
import { texts } from '#runtime/texts/index.ts'
import { useFormDraft } from './drafts/form_draft.ts'
import { FormPanel } from './FormPanel.tsx'
import { releaseGuard, useRecordFormState } from './record_form.ts'
import type { RuntimeForm } from '#engine/presentation/shapes.ts'
import type { DrawerWays } from './drawer_ways.ts'

interface CreatePanelProps {
  definition: RuntimeForm
  ways: DrawerWays
}

/** Makes a record. */
export default function CreatePanel({ definition, ways }: CreatePanelProps) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const me = useSession().data?.user.id ?? ''
  const [model] = useState(
    () =>
      new FormModel({ definition, record: null, writable: new Set(definition.createFields), me })
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
