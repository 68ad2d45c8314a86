import { Button, Select } from 'antd'
import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import type { KnownDefinitions } from '#engine/compile/index.ts'
import type { Members } from '#designer/document/index.ts'
import { isMembers } from '#designer/document/index.ts'
import { fieldAt, filterPaths, operatorsFor } from './filter_fields.ts'
import { filterOf, rowsOf } from './filter_rows.ts'
import type { FilterRow } from './filter_rows.ts'
import { OperandInput } from './OperandInput.tsx'
import { texts } from './texts.ts'

interface FilterEditorProps {
  filter: unknown
  /** Entity the conditions are about. */
  entity: string
  known: KnownDefinitions
  onChange: (filter: Members) => void
}

type Leaf = Extract<FilterRow, { kind: 'leaf' }>

/** Conditions side by side, groups of them, and their opposite: a filter without writing it. */
export function FilterEditor({ filter, entity, known, onChange }: FilterEditorProps) {
  const rows = rowsOf(filter)
  const replace = (index: number, row: FilterRow | null) => {
    const next = rows.flatMap((one, at) => (at === index ? (row ? [row] : []) : [one]))
    onChange(filterOf(next))
  }
  const add = (row: FilterRow) => onChange(filterOf([...rows, row]))
  const first = newLeaf(entity, known)
  return (
    <div className="gd-filter">
      {rows.length === 0 && <p className="gd-note">{texts.everything}</p>}
      {rows.map((row, index) => (
        // Lines have no identity of their own; they are few and replaced as a whole.
        <div className="gd-filter-row" key={index}>
          <Row {...{ row, entity, known }} onChange={(next) => replace(index, next)} />
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={texts.remove}
            onClick={() => replace(index, null)}
          />
        </div>
      ))}
      <div className="gd-filter-add">
        <Button size="small" icon={<PlusOutlined />} onClick={() => add(first)}>
          {texts.addCondition}
        </Button>
        <Button
          size="small"
          type="text"
          onClick={() => add({ kind: 'group', word: 'any', filters: [filterOf([first])] })}
        >
          {texts.addAny}
        </Button>
        <Button
          size="small"
          type="text"
          onClick={() => add({ kind: 'not', filter: filterOf([first]) })}
        >
          {texts.addNot}
        </Button>
      </div>
    </div>
  )
}

interface RowProps {
  row: FilterRow
  entity: string
  known: KnownDefinitions
  onChange: (row: FilterRow | null) => void
}

function Row({ row, entity, known, onChange }: RowProps) {
  if (row.kind === 'leaf') return <LeafRow {...{ row, entity, known, onChange }} />
  if (row.kind === 'not') {
    return (
      <Group title={texts.not}>
        <FilterEditor
          {...{ filter: row.filter, entity, known }}
          onChange={(filter) => onChange({ kind: 'not', filter })}
        />
      </Group>
    )
  }
  const set = (index: number, filter: Members) => {
    const filters = row.filters
      .map((one, at) => (at === index ? filter : one))
      .filter((one) => Object.keys(one).length > 0)
    onChange(filters.length === 0 ? null : { ...row, filters })
  }
  return (
    <Group title={row.word === 'any' ? texts.any : texts.all}>
      {row.filters.map((filter, index) => (
        <FilterEditor
          key={index}
          {...{ filter, entity, known }}
          onChange={(next) => set(index, next)}
        />
      ))}
      <Button
        size="small"
        type="dashed"
        icon={<PlusOutlined />}
        onClick={() =>
          onChange({ ...row, filters: [...row.filters, filterOf([newLeaf(entity, known)])] })
        }
      >
        {row.word === 'any' ? texts.any : texts.all}
      </Button>
    </Group>
  )
}

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <fieldset className="gd-filter-group">
      <legend>{title}</legend>
      {children}
    </fieldset>
  )
}

function LeafRow({ row, entity, known, onChange }: RowProps & { row: Leaf }) {
  const field = fieldAt(entity, row.path, known)
  const rows = field?.childEntity ?? field?.target ?? ''
  return (
    <div className="gd-filter-leaf">
      <Select
        aria-label={texts.field}
        showSearch
        optionFilterProp="label"
        value={row.path}
        options={filterPaths(entity, known).map(({ value, label }) => ({ value, label }))}
        onChange={(path: string) => onChange(leafFor(path, entity, known))}
      />
      <Select
        aria-label={texts.operator}
        value={row.operator}
        options={operatorsFor(field)}
        onChange={(operator: string) => onChange(withOperator(row, operator))}
      />
      {row.operator === 'has' && isMembers(row.operand) ? (
        <FilterEditor
          {...{ filter: row.operand, entity: rows, known }}
          onChange={(operand) => onChange({ ...row, operand })}
        />
      ) : (
        <OperandInput
          {...{ field, operator: row.operator, value: row.operand, known }}
          onChange={(operand) => onChange({ ...row, operand })}
        />
      )}
    </div>
  )
}

function newLeaf(entity: string, known: KnownDefinitions): Leaf {
  return leafFor(filterPaths(entity, known)[0]?.value ?? 'id', entity, known)
}

/** A new line about a field, with the first comparison its type has. */
function leafFor(path: string, entity: string, known: KnownDefinitions): Leaf {
  const field = fieldAt(entity, path, known)
  const operator = operatorsFor(field)[0]?.value ?? 'eq'
  return withOperator({ kind: 'leaf', path, operator, operand: '', isBare: false }, operator)
}

/** An operand that suits the operator, where the one there does not. */
function withOperator(row: Leaf, operator: string): Leaf {
  const isList = operator === 'in' || operator === 'nin'
  const single = Array.isArray(row.operand) || isMembers(row.operand) ? '' : row.operand
  const operand =
    operator === 'empty' || operator === 'changed'
      ? true
      : operator === 'has'
        ? {}
        : operator === 'between'
          ? ['', '']
          : isList
            ? Array.isArray(row.operand)
              ? row.operand
              : []
            : operator === 'withinDays'
              ? 7
              : operator === 'within'
                ? 'this_month'
                : single
  return { ...row, operator, operand, isBare: operator === 'eq' }
}
