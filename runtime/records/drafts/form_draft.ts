import { useEffect, useState } from 'react'
import { onFormInputChange } from '@formily/core'
import { DraftKeeper } from './draft_keeper.ts'
import type { FormModel } from '#runtime/forms/formily/form_model.ts'
import type { DraftStatus } from './draft_keeper.ts'

export interface FormDraftState extends DraftStatus {
  readonly keeper: DraftKeeper
}

const nothingKept = { isPending: false, savedAt: null, offer: null, isElsewhere: false }

/** Keeps what is entered in the form on the server; `record` null for a new one. */
export function useFormDraft(model: FormModel, record: string | null): FormDraftState {
  const [status, setStatus] = useState<DraftStatus>(nothingKept)
  const [keeper] = useState(() => {
    const place = { entity: model.definition.entity, record: record ?? 'new' }
    return new DraftKeeper(model, place, setStatus)
  })
  useEffect(() => {
    const watch = `draft-${model.form.id}`
    keeper.start()
    model.form.addEffects(watch, () => onFormInputChange(() => keeper.entered()))
    void keeper.look()
    return () => {
      model.form.removeEffects(watch)
      keeper.stop()
    }
  }, [model, keeper])
  return { ...status, keeper }
}
