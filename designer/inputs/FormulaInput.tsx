import { useState } from 'react'
import { Button, Segmented } from 'antd'
import { FunctionOutlined } from '@ant-design/icons'
import type { ComponentType } from 'react'
import { ownerKey } from '#designer/names/name_options.ts'
import { labelOf } from '#designer/texts/schema_texts.ts'
import { useWorkshopState } from '#designer/workshop/index.ts'
import { ExpressionInput } from './expressions/ExpressionInput.tsx'
import { texts } from './texts.ts'
import { useSet } from './property.ts'
import type { PropertyInputProps } from './property.ts'

/** A property that is always a formula. */
export function FormulaInput(props: PropertyInputProps) {
  const { element, id, invalid } = props
  const set = useSet(props)
  const known = useWorkshopState(({ checked }) => checked.known)
  const entity = ownerKey(element.schema['x-ref']?.expression?.of ?? '', props) ?? ''
  const value = typeof element.value === 'string' ? element.value : ''
  return (
    <ExpressionInput
      {...{ id, value, entity, known, invalid }}
      onChange={(text) => set(text === '' || text === '=' ? undefined : withSign(text))}
    />
  )
}

function withSign(text: string): string {
  return text.startsWith('=') ? text : `=${text}`
}

/** true, false, or a formula that decides. */
export function ConditionalFlagInput(props: PropertyInputProps) {
  const { element } = props
  const set = useSet(props)
  const isFormula = typeof element.value === 'string'
  const chosen = isFormula ? 'formula' : String(element.value ?? 'unset')
  return (
    <div className="gd-stack">
      <Segmented
        aria-label={labelOf(element.schema, element.key)}
        size="small"
        value={chosen}
        options={[
          { value: 'unset', label: texts.unset },
          { value: 'true', label: texts.always },
          { value: 'false', label: texts.never },
          { value: 'formula', label: texts.whenFormula },
        ]}
        onChange={(next) => {
          if (next === chosen) return
          set(next === 'formula' ? '=TRUE' : next === 'unset' ? undefined : next === 'true')
        }}
      />
      {isFormula && <FormulaInput {...props} />}
    </div>
  )
}

/** A fixed value of its own kind, or a formula: a button changes between them. */
export function valueOrFormula(Fixed: ComponentType<PropertyInputProps>) {
  return function ValueOrFormulaInput(props: PropertyInputProps) {
    const set = useSet(props)
    const { value } = props.element
    const [wants, setWants] = useState(false)
    const isWritten = typeof value === 'string' && value.startsWith('=')
    const isFormula = isWritten || (wants && value === undefined)
    return (
      <div className="gd-with-button">
        {isFormula ? <FormulaInput {...props} /> : <Fixed {...props} />}
        <Button
          type={isFormula ? 'link' : 'text'}
          icon={<FunctionOutlined />}
          aria-pressed={isFormula}
          title={isFormula ? texts.fixedTitle : texts.formulaTitle}
          aria-label={isFormula ? texts.fixedTitle : texts.formulaTitle}
          onClick={() => {
            setWants(!isFormula)
            set(undefined)
          }}
        />
      </div>
    )
  }
}
