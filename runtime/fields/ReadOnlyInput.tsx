import { FieldValue } from './FieldValue.tsx'
import type { InputProps } from './field_face.ts'

/** In place of an input for what the engine gives: number, state, formula. */
export function ReadOnlyInput({ field, value, variant }: InputProps) {
  return (
    <span className={variant === 'cell' ? undefined : 'gj-readonly'}>
      <FieldValue field={field} value={value} place="detail" />
    </span>
  )
}
