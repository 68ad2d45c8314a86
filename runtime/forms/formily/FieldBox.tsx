import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import { observer, useField } from '@formily/react'
import { inputOf } from '#runtime/fields/inputs.ts'
import { ReadOnlyInput } from '#runtime/fields/ReadOnlyInput.tsx'
import { useFormModel } from './form_model_context.ts'
import { afterPointer } from './after_pointer.ts'
import { StandIn } from './StandIn.tsx'
import type { Field } from '@formily/core'

/** Joins a Formily field to the input of its field type. */
export const FieldBox = observer(({ name }: { name: string }) => {
  const target = useField<Field>()
  const model = useFormModel()
  const field = model.field(name)
  const id = model.inputId(name)
  const { isMounted, onWanted } = useMounting(name, id)
  if (!isMounted && !target.readPretty) {
    return <StandIn id={id} field={field} value={target.value} onWanted={onWanted} />
  }
  const Input = target.readPretty ? ReadOnlyInput : inputOf(field)
  const isInvalid = target.selfErrors.length > 0
  return (
    <Input
      id={id}
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

/** Whether the input is made already; the cursor that came to its stand-in goes on to it. */
function useMounting(name: string, id: string) {
  const { mounting } = useFormModel()
  const listen = useCallback((tell: () => void) => mounting.listen(name, tell), [mounting, name])
  const isMounted = useSyncExternalStore(listen, () => mounting.isMounted(name))
  const isWanted = useRef(false)
  useEffect(() => {
    if (!isMounted || !isWanted.current) return
    isWanted.current = false
    document.getElementById(id)?.focus({ preventScroll: true })
  }, [isMounted, id])
  const onWanted = () => {
    isWanted.current = true
    mounting.mount(name)
  }
  return { isMounted, onWanted }
}
