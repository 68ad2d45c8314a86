import { useState } from 'react'
import { Cascader } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { systemFields } from '#engine/values.ts'
import { viewQuery } from '#runtime/client/queries.ts'
import { texts } from '#runtime/texts/index.ts'
import { wayMark } from '../state/reachable.ts'
import type { RuntimeColumn, RuntimeView } from '#engine/presentation/shapes.ts'

interface FieldPickerProps {
  view: RuntimeView
  /** Fields to choose from; null = those of the list, and along its relations. */
  columns: readonly RuntimeColumn[] | null
  path: string
  column: RuntimeColumn | null
  onChoose: (column: RuntimeColumn) => void
}

interface Option {
  value: string
  label: string
  isLeaf: boolean
  column: RuntimeColumn
  children?: Option[]
}

/** Relations a path may follow. */
const mostSteps = 3
const engineFields = new Set<string>(systemFields)

/** Chooses a field, along relations too: what a related record has is read when its step opens. */
export function FieldPicker({ view, columns, path, column, onChoose }: FieldPickerProps) {
  const queries = useQueryClient()
  const reaches = columns === null
  const [options, setOptions] = useState(() => optionsOf(columns ?? view.fields, 0, reaches))
  const load = async (way: Option[]) => {
    const last = way.at(-1)
    const { target } = last?.column.field ?? {}
    if (!last || !target || last.children) return
    try {
      const related = await queries.fetchQuery(viewQuery(target))
      last.children = optionsOf(related.fields, way.length, reaches)
    } catch {
      last.isLeaf = true
    }
    setOptions([...options])
  }
  return (
    <Cascader<Option>
      className="gj-condition-field"
      aria-label={texts.filter.field}
      allowClear={false}
      changeOnSelect
      showSearch={{ filter: matches, limit: 50 }}
      options={options}
      value={path.split('.')}
      displayRender={() => column?.title ?? path}
      loadData={(way) => void load(way as Option[])}
      onChange={(names, way) => {
        const last = way.at(-1)
        if (!last) return
        const title = way.map((step) => step.label).join(wayMark)
        onChoose({ ...last.column, path: (names as string[]).join('.'), title })
      }}
    />
  )
}

function matches(typed: string, way: Option[]): boolean {
  return way.some(({ label }) => label.toLowerCase().includes(typed.toLowerCase()))
}

function optionsOf(columns: readonly RuntimeColumn[], steps: number, reaches: boolean): Option[] {
  return columns
    .filter((column) => column.operators.length > 0 && !column.path.includes('.'))
    .map((column) => ({
      value: column.path,
      label: column.title,
      isLeaf: !reaches || steps >= mostSteps || !isWay(column),
      column,
    }))
}

/** A link to one record, which can be followed; the engine's own and those to several cannot. */
function isWay({ path, field }: RuntimeColumn): boolean {
  const isMany = field.valueType === 'relations' || field.valueType === 'users'
  const isOne = field.target !== null && field.childFields === null && !isMany
  return isOne && field.type !== 'lookup' && !engineFields.has(path)
}
