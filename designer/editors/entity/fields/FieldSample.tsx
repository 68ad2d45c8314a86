import { useState } from 'react'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { inputOf } from '#runtime/fields/inputs.ts'

/** The input, to try; below it the value as lists show it. */
export function FieldSample({ field, sample }: { field: RuntimeField; sample: unknown }) {
  const [value, setValue] = useState(sample)
  const Input = inputOf(field)
  return (
    <>
      <label>
        {field.title}
        {field.required && (
          <span className="gd-required" aria-hidden>
            *
          </span>
        )}
      </label>
      <Input field={field} value={value} onChange={setValue} />
      <FieldValue field={field} value={value} place="detail" />
    </>
  )
}
