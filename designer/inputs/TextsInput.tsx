import { Select } from 'antd'
import { useSet } from './property.ts'
import type { PropertyInputProps } from './property.ts'

/** Several words, each entered with Enter. */
export function TextsInput({ element, at, id, invalid }: PropertyInputProps) {
  const set = useSet({ at, element })
  return (
    <Select
      id={id}
      mode="tags"
      open={false}
      style={{ width: '100%' }}
      status={invalid ? 'error' : ''}
      value={Array.isArray(element.value) ? (element.value as string[]) : []}
      onChange={(next: string[]) => set(next.length === 0 ? undefined : next)}
    />
  )
}
