import type { FieldDisplay } from '../field_face.ts'

/** A formula's value looks like a value of its result's type. */
export function formulaDisplay(plain: Readonly<Record<string, FieldDisplay>>): FieldDisplay {
  const as = (valueType: string) => plain[valueType] ?? plain['text']
  return {
    align: 'left',
    width: 140,
    show: (props) => as(props.field.valueType)?.show(props) ?? String(props.value),
  }
}
