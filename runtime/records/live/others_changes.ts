import { useEffect, useRef, useState } from 'react'
import { ApiError } from '#runtime/client/api_error.ts'
import { gatherChanges } from '#runtime/client/live/gather.ts'
import { watchRecords } from '#runtime/client/live/watch_records.ts'
import { getRecord } from '#runtime/client/records.ts'
import { neededFields } from '../needed_fields.ts'
import type { RecordJson } from '#runtime/client/records.ts'
import type { FormModel } from '#runtime/forms/formily/form_model.ts'

/** What others did to a record while it is being edited here; titles of fields. */
export interface OthersChanges {
  readonly taken: readonly string[]
  readonly both: readonly string[]
  readonly isGone: boolean
}

const nothing: OthersChanges = { taken: [], both: [], isGone: false }

/**
 * Keeps a form that is being filled in up to date: what others saved on untouched fields is shown at
 * once, what both sides changed stays as it was typed until it is saved.
 *
 * @param onWhole called with the record once everything of it is in the form
 */
export function useOthersChanges(
  model: FormModel,
  id: string,
  onWhole: (record: RecordJson) => void
): OthersChanges {
  const [told, setTold] = useState(nothing)
  const whole = useRef(onWhole)
  whole.current = onWhole
  const { definition } = model
  useEffect(() => {
    const look = async (record: RecordJson | null) => {
      if (!record) return setTold((before) => ({ ...before, isGone: true }))
      const { taken, both, isWhole } = model.takeIn(record, (key) => isInHand(model, key))
      if (isWhole) whole.current(record)
      setTold((before) => ({
        taken: [...new Set([...before.taken, ...taken])],
        both,
        isGone: false,
      }))
    }
    const gathered = gatherChanges(async (changes) => {
      if (changes && !changes.has(id)) return
      await look(await readAgain(definition.entity, id, neededFields(definition)))
    })
    const stop = watchRecords(definition.entity, gathered.add)
    return () => {
      stop()
      gathered.stop()
    }
  }, [model, definition, id])
  return told
}

/** The record as it is now; null when it is out of reach. */
async function readAgain(entity: string, id: string, fields: string): Promise<RecordJson | null> {
  try {
    return (await getRecord(entity, id, fields || undefined)).data
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null
    throw error
  }
}

/** Somebody is in that field right now: nothing changes under a hand. */
function isInHand(model: FormModel, key: string): boolean {
  const input = document.getElementById(model.inputId(key))
  const field = input?.closest('.gj-field') ?? input
  return field?.contains(document.activeElement) ?? false
}
