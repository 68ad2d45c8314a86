import { InputNumber } from 'antd'
import { useSet } from './property.ts'
import type { PropertyInputProps } from './property.ts'

export function NumberInput({ element, at, id, invalid }: PropertyInputProps) {
  const set = useSet({ at, element })
  const { minimum, maximum } = element.schema as { minimum?: number; maximum?: number }
  return (
    <InputNumber
      id={id}
      style={{ width: '100%' }}
      value={typeof element.value === 'number' ? element.value : null}
      {...(minimum === undefined ? {} : { min: minimum })}
      {...(maximum === undefined ? {} : { max: maximum })}
      precision={0}
      status={invalid ? 'error' : ''}
      onChange={(value) => set(value)}
    />
  )
}
