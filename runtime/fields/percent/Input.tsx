import { NumberInput } from '../NumberInput.tsx'
import type { InputProps } from '../field_face.ts'

export function PercentInput(props: InputProps) {
  return <NumberInput {...props} scale={props.field.scale} suffix="%" />
}
