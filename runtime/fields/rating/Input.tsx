import { Rate } from 'antd'
import type { InputProps } from '../field_face.ts'

export function RatingInput(props: InputProps) {
  const { field, value } = props
  return (
    <Rate
      id={props.id}
      count={Number(field.maximum ?? 5)}
      value={Number(value ?? 0)}
      disabled={props.disabled}
      onChange={(stars) => props.onChange(stars === 0 ? null : stars)}
      onBlur={props.onBlur}
    />
  )
}
