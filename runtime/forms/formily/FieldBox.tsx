import { observer, useField } from '@formily/react'
import { inputOf } from '#runtime/fields/inputs.ts'
import { ReadOnlyInput } from '#runtime/fields/ReadOnlyInput.tsx'
import { useFormModel } from './form_model_context.ts'
import { afterPointer } from './after_pointer.ts'
import type { Field } from '@formily/core'

/** Joins a Formily field to the input of its field type. */
export const FieldBox = observer(({ name }: { name: string }) => {
  const target = useField<Field>()
  const model = useFormModel()
  const field = model.field(name)
  const Input = target.readPretty ? ReadOnlyInput : inputOf(field)
  const isInvalid = target.selfErrors.length > 0
  return (
    <Input
      id={model.inputId(name)}
      field={field}
      value={target.value}
      invalid={isInvalid}
      related={model.linkage.related.get(name) ?? []}
      onChange={(value) => {
        void target.onInput(value)
        if (isInvalid) void target.validate('onBlur').catch(() => undefined)
      }}
      onBlur={() => afterPointer(() => void target.onBlur())}
    />
  )
})
