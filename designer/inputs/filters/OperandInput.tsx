import { AutoComplete, Input, InputNumber, Select } from 'antd'
import type { CompiledField, KnownDefinitions } from '#engine/compile/index.ts'
import { codesOf } from './filter_fields.ts'
import { texts } from './texts.ts'

interface OperandInputProps {
  field: CompiledField | null
  operator: string
  value: unknown
  known: KnownDefinitions
  onChange: (value: unknown) => void
}

const named = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }))
const truths = [
  { value: true, label: texts.yes },
  { value: false, label: texts.no },
]
const style = { width: '100%' }

/** What a field is compared with, entered as its type has it; `$me`, `$today` and formulas everywhere. */
export function OperandInput(props: OperandInputProps) {
  const { field, operator, value, known, onChange } = props
  const given = { 'aria-label': texts.value, style }
  if (operator === 'empty' || operator === 'changed' || isTruth(field, operator)) {
    return <Select {...given} value={value as boolean} options={truths} onChange={onChange} />
  }
  if (operator === 'within') {
    return (
      <AutoComplete
        {...given}
        value={textOf(value)}
        options={named(texts.periods)}
        onChange={onChange}
      />
    )
  }
  if (operator === 'withinDays') {
    return (
      <InputNumber
        {...given}
        value={typeof value === 'number' ? value : null}
        precision={0}
        addonAfter={texts.days}
        onChange={(days) => onChange(days ?? 0)}
      />
    )
  }
  if (operator === 'in' || operator === 'nin') return <ListOperand {...props} />
  if (operator === 'between') return <PairOperand {...props} />
  const codes = codesOf(field, known)
  if (codes) {
    return (
      <Select {...given} showSearch value={textOf(value)} options={codes} onChange={onChange} />
    )
  }
  return <PlainOperand {...props} />
}

/** Several values; the name of an actor's list stands alone (`$my_customer`). */
function ListOperand({ field, value, known, onChange }: OperandInputProps) {
  const codes = codesOf(field, known)
  const attributes = [...known.actorAttributes.keys()].map((key) => ({
    ...{ value: `$${key}`, label: `$${key}` },
  }))
  const list = Array.isArray(value) ? (value as unknown[]).map(String) : [textOf(value)]
  return (
    <Select
      mode={codes ? 'multiple' : 'tags'}
      aria-label={texts.value}
      style={style}
      value={list.filter((one) => one !== '')}
      options={codes ?? attributes}
      onChange={(next: string[]) => {
        const last = next.at(-1)
        if (last !== undefined && /^[$=]/.test(last)) onChange(last)
        else onChange(next.map((one) => readPlain(one, field)))
      }}
    />
  )
}

function PairOperand(props: OperandInputProps) {
  const { value, onChange } = props
  const pair = Array.isArray(value) ? (value as unknown[]) : ['', '']
  const at = (index: number) => (
    <PlainOperand
      {...props}
      value={pair[index]}
      onChange={(next) => onChange(index === 0 ? [next, pair[1]] : [pair[0], next])}
    />
  )
  return (
    <div className="gd-pair">
      {at(0)}
      {at(1)}
    </div>
  )
}

function PlainOperand({ field, value, onChange }: OperandInputProps) {
  const kind = field?.type.resultType ?? 'text'
  const actors = isAboutPeople(field) || kind === 'date' || kind === 'datetime'
  const change = (text: string) => onChange(readPlain(text, field))
  if (!actors) {
    const shown = textOf(value)
    return (
      <Input
        aria-label={texts.value}
        value={shown}
        onChange={(event) => change(event.target.value)}
      />
    )
  }
  return (
    <AutoComplete
      aria-label={texts.value}
      style={style}
      value={textOf(value)}
      options={named(texts.actors)}
      onChange={change}
    />
  )
}

function isAboutPeople(field: CompiledField | null): boolean {
  return (
    field?.target != null || ['user', 'department', 'relation'].includes(field?.type.name ?? '')
  )
}

function isTruth(field: CompiledField | null, operator: string): boolean {
  return field?.type.resultType === 'boolean' && (operator === 'eq' || operator === 'ne')
}

/** Whole numbers are numbers in JSON; all else, money too, is text. */
function readPlain(text: string, field: CompiledField | null): unknown {
  const isNumber = ['integer', 'rating', 'duration'].includes(field?.type.resultType ?? '')
  return isNumber && /^-?\d{1,15}$/.test(text) ? Number(text) : text
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
