import { useEffect, useId, useState } from 'react'
import { Alert, Button, Space, Spin } from 'antd'
import { ApiError } from '#runtime/client/api_error.ts'
import { inputOf } from '#runtime/fields/inputs.ts'
import { checkValue } from '#runtime/forms/check_value.ts'
import { useWorkshopState } from '#designer/workshop/index.ts'
import { placeOf } from './give_value.ts'
import type { ValuePlace } from './give_value.ts'
import type { QuarantinedValue } from './quarantine_client.ts'
import { texts } from './texts.ts'

interface GiveValueFormProps {
  /** Of one field. */
  values: readonly QuarantinedValue[]
  onGive: (place: ValuePlace, value: unknown) => Promise<void>
  onCancel: () => void
}

/** The field's own input for a new value of one or several records. */
export function GiveValueForm({ values, onGive, onCancel }: GiveValueFormProps) {
  const [first] = values
  const found = usePlace(first)
  const [value, setValue] = useState<unknown>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const id = useId()
  if (found === undefined) return <Spin size="small" />
  if (found === null || typeof found === 'string' || found.field.readOnly) {
    return <Alert type="warning" message={typeof found === 'string' ? found : texts.noInput} />
  }
  const { field } = found
  const Input = inputOf(field)
  const save = async () => {
    const wrong = checkValue(field, value, true)
    setFault(wrong)
    if (wrong !== null) return
    setBusy(true)
    await onGive(found, value).finally(() => setBusy(false))
  }
  return (
    <div className="gd-give-value">
      <label htmlFor={id}>{texts.value(field.title)}</label>
      <Input {...{ id, field, value }} invalid={fault !== null} onChange={setValue} />
      {fault !== null && (
        <span className="gd-error" role="alert">
          {fault}
        </span>
      )}
      <Space>
        <Button size="small" type="primary" loading={isBusy} onClick={() => void save()}>
          {texts.save}
        </Button>
        <Button size="small" onClick={onCancel}>
          {texts.cancel}
        </Button>
      </Space>
    </div>
  )
}

/** Undefined while it is looked up; a text: why it cannot be. */
function usePlace(one: QuarantinedValue | undefined): ValuePlace | null | undefined | string {
  const entities = useWorkshopState(({ checked }) => checked.known.entities)
  const [place, setPlace] = useState<ValuePlace | null | undefined | string>(undefined)
  const { entity = '', field = '' } = one ?? {}
  useEffect(() => {
    const parents = new Map(
      [...entities.values()].flatMap(({ key, parent }) => (parent === null ? [] : [[key, parent]]))
    )
    placeOf({ entity, field }, parents).then(setPlace, (error: unknown) =>
      setPlace(error instanceof ApiError ? (error.faults[0]?.message ?? null) : String(error))
    )
  }, [entities, entity, field])
  return place
}
