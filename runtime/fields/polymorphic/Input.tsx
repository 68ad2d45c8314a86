import { useState } from 'react'
import { Select, Space } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { linkToAnyOf } from '../link_value.ts'
import { RecordSelect } from '../RecordSelect.tsx'
import type { InputProps } from '../field_face.ts'

/** First of which kind the record is, then which one. */
export function PolymorphicInput(props: InputProps) {
  const { field, value, onChange } = props
  const link = linkToAnyOf(value)
  const only = field.targets.length === 1 ? field.targets[0]?.entity : undefined
  const [chosen, setChosen] = useState(link?.entity ?? only)
  const entity = link?.entity ?? chosen
  const target = field.targets.find((one) => one.entity === entity)
  const inside = { ...field, target: entity ?? null, targetTitleField: target?.titleField ?? null }
  return (
    <Space.Compact block className="gj-two-selects">
      <Select
        aria-label={texts.form.kindOf(field.title)}
        placeholder={texts.form.chooseKind}
        disabled={props.disabled}
        options={field.targets.map((one) => ({ value: one.entity, label: one.title }))}
        value={entity}
        onChange={(kind: string) => {
          setChosen(kind)
          if (kind !== link?.entity) onChange(null)
        }}
      />
      <RecordSelect
        {...props}
        key={entity ?? ''}
        field={inside}
        value={link}
        disabled={props.disabled === true || entity === undefined}
        onChange={(record) => onChange(record && { ...record, entity })}
      />
    </Space.Compact>
  )
}
