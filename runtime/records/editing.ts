import { useRef, useState } from 'react'
import { App } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '#runtime/client/api_error.ts'
import { recordKeys, useSession } from '#runtime/client/queries.ts'
import { getRecord, patchRecord, readHistory } from '#runtime/client/records.ts'
import { FormModel } from '#runtime/forms/formily/form_model.ts'
import { texts } from '#runtime/texts/index.ts'
import { useFormDraft } from './drafts/form_draft.ts'
import { useOthersChanges } from './live/others_changes.ts'
import { neededFields } from './needed_fields.ts'
import { releaseGuard, useRecordFormState } from './record_form.ts'
import type { RuntimeForm } from '#engine/presentation/shapes.ts'
import type { LoadedRecord } from '#runtime/client/records.ts'
import type { Choice } from '#runtime/forms/resolve.ts'
import type { Conflict, StaleField } from './conflict/conflict.ts'
import type { DrawerWays } from './drawer_ways.ts'

/**
 * Changes a record: sends what changed against the revision it was opened on. What others change
 * meanwhile is taken in where nobody typed; where both changed the same, both sides are shown when
 * saving, and one is chosen for each place.
 */
export function useEditing(definition: RuntimeForm, opened: LoadedRecord, ways: DrawerWays) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const model = useOpenedModel(definition, opened)
  const rev = useRef(opened.data.rev)
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const { id } = opened.data
  const others = useOthersChanges(model, id, (record) => {
    rev.current = Math.max(rev.current, record.rev)
  })

  const leave = () => {
    releaseGuard()
    void queries.invalidateQueries({ queryKey: recordKeys.all(definition.entity) })
    ways.show(id)
  }
  const draft = useFormDraft(model, id)
  const state = useRecordFormState(model, draft, async ({ body }) => {
    const isChanged = Object.keys(body).length > 0
    const found = isChanged ? await save(definition, id, rev.current, body) : null
    if (found) return setConflict(found)
    if (isChanged) message.success(texts.record.saved)
    else message.info(texts.record.nothingChanged)
    await draft.keeper.finish()
    leave()
  })
  const saveAsChosen = (choices: readonly Choice[]) => {
    if (!conflict) return
    model.rebase(conflict.theirs, choices)
    rev.current = conflict.rev
    setConflict(null)
    state.submit()
  }
  return {
    model,
    state,
    draft,
    others,
    conflict,
    saveAsChosen,
    discard: () => void draft.keeper.finish().then(leave),
    closeConflict: () => setConflict(null),
  }
}

function useOpenedModel(definition: RuntimeForm, { data, can }: LoadedRecord): FormModel {
  const me = useSession().data?.user.id ?? ''
  const [model] = useState(() => {
    const writable = new Set(can.update ? can.fields : [])
    return new FormModel({ definition, record: data, writable, me })
  })
  return model
}

/** Saves; gives back the conflict when others changed the same fields since that revision. */
async function save(
  definition: RuntimeForm,
  id: string,
  rev: number,
  patch: object
): Promise<Conflict | null> {
  try {
    await patchRecord(definition.entity, id, rev, patch)
    return null
  } catch (error) {
    const stale = error instanceof ApiError ? error.fault('E_RECORD_STALE') : undefined
    if (!stale) throw error
    const [{ data }, by] = await Promise.all([
      getRecord(definition.entity, id, neededFields(definition) || undefined),
      lastHand(definition.entity, id),
    ])
    const diff = (stale.params?.['diff'] ?? {}) as Record<string, StaleField>
    // What is saved after the difference was made is compared again.
    return { diff, rev: Number(stale.params?.['rev'] ?? data.rev), theirs: data, by }
  }
}

/** Who saved last; nobody where the history is not to be read. */
async function lastHand(entity: string, id: string): Promise<Conflict['by']> {
  try {
    const [last] = (await readHistory(entity, id)).data
    return last ? { name: last.actor.name, at: last.at } : null
  } catch (error) {
    if (error instanceof ApiError) return null
    throw error
  }
}
