import { useState } from 'react'
import { Modal, Select } from 'antd'
import { isBlank } from '#engine/values.ts'
import { inputOf } from '#runtime/fields/inputs.ts'
import { checkValue } from '#runtime/forms/check_value.ts'
import { toApiValue } from '#runtime/forms/memory_value.ts'
import { texts } from '#runtime/texts/index.ts'
import { editableColumns } from './editable_columns.ts'
import type { RuntimeView } from '#engine/presentation/shapes.ts'

const t = texts.bulk

interface BulkEditProps {
  view: RuntimeView
  count: number
  onApply: (values: object) => void
  onCancel: () => void
}

/** One value for one field of all selected records. */
export function BulkEdit({ view, count, onApply, onCancel }: BulkEditProps) {
  const columns = editableColumns(view)
  const [path, setPath] = useState(columns[0]?.path ?? '')
  const [value, setValue] = useState<unknown>(null)
  const [fault, setFault] = useState<string | null>(null)
  const field = columns.find((column) => column.path === path)?.field
  if (!field) return null
  const Field = inputOf(field)
  const apply = () => {
    const found = checkValue(field, value, field.required)
    if (found) return setFault(found)
    onApply({ [field.key]: toApiValue(field, value) })
  }
  return (
    <Modal
      open
      width={480}
      title={t.editTitle(count)}
      okText={t.apply}
      cancelText={texts.actions.cancel}
      onOk={apply}
      onCancel={onCancel}
    >
      <div className="gj-view-form">
        <label htmlFor="bulk-field">{t.field}</label>
        <Select
          id="bulk-field"
          showSearch
          optionFilterProp="label"
          options={columns.map((column) => ({ value: column.path, label: column.title }))}
          value={path}
          onChange={(next) => {
            setPath(next)
            setValue(null)
            setFault(null)
          }}
        />
        <label htmlFor="bulk-value">{t.newValue}</label>
        <Field
          key={path}
          id="bulk-value"
          field={field}
          value={value}
          invalid={fault !== null}
          onChange={(next) => {
            setValue(next)
            setFault(null)
          }}
        />
        {fault ? (
          <span className="gj-condition-fault" role="alert">
            {fault}
          </span>
        ) : (
          isBlank(value) && !field.required && <small>{t.emptyValue}</small>
        )}
      </div>
    </Modal>
  )
}
