import { isBlank } from '#engine/values.ts'
import { Blank } from './Blank.tsx'
import { displayOf } from './displays.ts'
import type { DisplayProps } from './field_face.ts'

/** A value, or the sign for none. */
export function FieldValue(props: DisplayProps) {
  return isBlank(props.value) ? <Blank /> : <>{displayOf(props.field).show(props)}</>
}
