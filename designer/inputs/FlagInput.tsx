import { Switch } from 'antd'
import { useSet } from './property.ts'
import type { PropertyInputProps } from './property.ts'

/** On or not said; an off that was written stays until it is turned. */
export function FlagInput({ element, at, id }: PropertyInputProps) {
  const set = useSet({ at, element })
  return (
    <Switch
      id={id}
      size="small"
      checked={element.value === true}
      onChange={(on) => set(on ? true : undefined)}
    />
  )
}
