import { NumberInput } from '../NumberInput.tsx'
import type { InputProps } from '../field_face.ts'

export function IntegerInput(props: InputProps) {
  return <NumberInput {...props} scale={0} />
}
