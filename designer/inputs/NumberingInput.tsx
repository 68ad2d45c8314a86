import { Button, Input } from 'antd'
import { fieldsOf } from '#designer/names/name_options.ts'
import { keyOf } from '#designer/document/index.ts'
import { useWorkshopState } from '#designer/workshop/index.ts'
import { texts } from './texts.ts'
import { useSet } from './property.ts'
import type { PropertyInputProps } from './property.ts'

/** Pattern of a serial number: parts are put in by buttons, so nobody has to know how they are written. */
export function NumberingInput(props: PropertyInputProps) {
  const { element, id, definition, invalid } = props
  const set = useSet(props)
  const known = useWorkshopState(({ checked }) => checked.known)
  const value = typeof element.value === 'string' ? element.value : ''
  const texty = fieldsOf(keyOf(definition), known).filter(({ type }) =>
    ['text', 'select', 'date'].includes(type)
  )
  const parts = [
    ['{yyyy}', texts.year],
    ['{mm}', texts.month],
    ['{dd}', texts.day],
    ['{0000}', texts.sequence],
    ...texty.slice(0, 6).map(({ value: key, label }) => [`{${key}}`, label]),
  ] as const
  return (
    <div className="gd-stack">
      <Input
        id={id}
        className="gd-code"
        value={value}
        maxLength={100}
        status={invalid ? 'error' : ''}
        onChange={(event) => set(event.target.value)}
      />
      <div className="gd-chips">
        {parts.map(([part, label]) => (
          <Button key={part} size="small" title={part} onClick={() => set(value + part)}>
            {label}
          </Button>
        ))}
      </div>
    </div>
  )
}
