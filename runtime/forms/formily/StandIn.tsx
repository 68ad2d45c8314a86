import { useEffect, useRef } from 'react'
import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { useFormModel } from './form_model_context.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

interface StandInProps {
  id: string
  field: RuntimeField
  value: unknown
  /** The cursor came here: the input is wanted at once. */
  onWanted: () => void
}

/** In place of an input that is not made yet: what it holds, where it will stand; keys reach it. */
export function StandIn({ id, field, value, onWanted }: StandInProps) {
  const { mounting } = useFormModel()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => mounting.watch(field.key, box.current!), [mounting, field.key])
  return (
    <div
      ref={box}
      id={id}
      className={`gj-stand-in gj-stand-in-${field.type}`}
      role="textbox"
      aria-label={field.title}
      tabIndex={0}
      onFocus={onWanted}
    >
      {value !== null && value !== undefined && value !== '' && (
        <FieldValue field={field} value={value} place="detail" />
      )}
    </div>
  )
}
