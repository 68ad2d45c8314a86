import { Switch } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import type { InputProps } from '../field_face.ts'

export function BooleanInput(props: InputProps) {
  return (
    <span className="gj-switch">
      <Switch
        id={props.id}
        checked={props.value === true}
        checkedChildren={texts.form.yes}
        unCheckedChildren={texts.form.no}
        disabled={props.disabled}
        autoFocus={props.autoFocus}
        aria-label={props.field.title}
        onChange={(checked) => props.onChange(checked)}
      />
    </span>
  )
}
