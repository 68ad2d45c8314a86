import { Segmented } from 'antd'
import { ownerKey } from '#designer/names/name_options.ts'
import { useWorkshopState } from '#designer/workshop/index.ts'
import { FilterEditor } from './filters/FilterEditor.tsx'
import { texts as filterTexts } from './filters/texts.ts'
import { FormulaInput } from './FormulaInput.tsx'
import { texts } from './texts.ts'
import { labelOf } from '#designer/texts/schema_texts.ts'
import { useSet } from './property.ts'
import type { PropertyInputProps } from './property.ts'

/** A condition on records. Without any line it is not written: no condition. */
export function FilterInput(props: PropertyInputProps) {
  const { element } = props
  const set = useSet(props)
  const known = useWorkshopState(({ checked }) => checked.known)
  const entity = ownerKey(element.schema['x-ref']?.filter?.of ?? '', props) ?? ''
  return (
    <FilterEditor
      {...{ filter: element.value, entity, known }}
      onChange={(filter) => set(Object.keys(filter).length === 0 ? undefined : filter)}
    />
  )
}

/** A condition that may be a formula instead. */
export function FilterOrFormulaInput(props: PropertyInputProps) {
  const { element } = props
  const set = useSet(props)
  const isFormula = typeof element.value === 'string'
  return (
    <div className="gd-stack">
      <Segmented
        aria-label={labelOf(element.schema, element.key)}
        size="small"
        value={element.value === undefined ? 'unset' : isFormula ? 'formula' : 'filter'}
        options={[
          { value: 'unset', label: texts.unset },
          { value: 'filter', label: filterTexts.filter },
          { value: 'formula', label: filterTexts.formula },
        ]}
        onChange={(next) => set(next === 'unset' ? undefined : next === 'formula' ? '=TRUE' : {})}
      />
      {isFormula && <FormulaInput {...props} />}
      {!isFormula && element.value !== undefined && <FilterInput {...props} />}
    </div>
  )
}
