import { Select } from 'antd'
import { isBlank } from '#engine/values.ts'
import { RecordsSelect } from '#runtime/fields/RecordsSelect.tsx'
import { texts } from '#runtime/texts/index.ts'
import { actorText } from '../filter_text.ts'
import { isName } from '../line_values.ts'
import { actorNames } from '../operators.ts'
import { useTitledLinks } from './titled_links.ts'
import type { OperandProps } from './OperandInput.tsx'

/** Any of several values: options, records, or texts and numbers typed one after the other. */
export function ListOperand(props: OperandProps) {
  const { line, column, invalid, onChange } = props
  const { field } = column
  const status = invalid ? { status: 'error' as const } : {}
  const list = listOf(line.operand)
  if (field.target !== null && field.options === null) return <Records {...props} list={list} />
  return (
    <Select
      mode={field.options ? 'multiple' : 'tags'}
      aria-label={texts.filter.value}
      style={{ width: '100%' }}
      placeholder={field.options ? texts.form.choose : texts.form.enter}
      optionFilterProp="label"
      tokenSeparators={[',', '，', '、', ' ']}
      {...status}
      {...(field.options
        ? { options: field.options.map(({ value, label }) => ({ value, label })) }
        : { open: false, suffixIcon: null })}
      value={list.map(String)}
      onChange={(values: string[]) => onChange(values)}
    />
  )
}

/** A single code stands for a list of one. */
function listOf(operand: unknown): readonly unknown[] {
  if (Array.isArray(operand)) return operand as unknown[]
  return isBlank(operand) || isName(operand) ? [] : [operand]
}

/** `$my_department_tree` stands for a list of its own. */
function Records({
  line,
  column,
  invalid,
  list,
  onChange,
}: OperandProps & { list: readonly unknown[] }) {
  const { field } = column
  const names = actorNames(field, line.operator)
  const links = useTitledLinks(field, list)
  return (
    <div className="gj-condition-actor">
      {!isName(line.operand) && (
        <RecordsSelect field={field} value={links} invalid={invalid} onChange={onChange} />
      )}
      {names.map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={line.operand === name}
            onChange={(event) => onChange(event.target.checked ? name : [])}
          />
          {actorText(name)}
        </label>
      ))}
    </div>
  )
}
