import { Input } from 'antd'
import { useSet } from './property.ts'
import type { PropertyInputProps } from './property.ts'

const oneLine = 300

/** Text for people or machines; long ones have room. */
export function TextInput({ element, at, id, invalid }: PropertyInputProps) {
  const set = useSet({ at, element })
  const value = typeof element.value === 'string' ? element.value : ''
  const { maxLength } = element.schema as { maxLength?: number }
  const given = {
    ...{ id, value, maxLength },
    ...(invalid ? { status: 'error' as const } : {}),
    onChange: (event: { target: { value: string } }) => set(event.target.value),
  }
  if ((maxLength ?? 0) > oneLine && element.schema['x-text']) {
    return <Input.TextArea {...given} autoSize={{ minRows: 2, maxRows: 8 }} />
  }
  return <Input {...given} spellCheck={element.schema['x-text'] === true} />
}
