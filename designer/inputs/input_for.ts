import type { ComponentType } from 'react'
import type { MetaSchema } from '#schemas/index.ts'
import { schemaFor } from '#designer/document/index.ts'
import type { Located } from '#designer/document/index.ts'
import { FilterInput, FilterOrFormulaInput } from './FilterInput.tsx'
import { FlagInput } from './FlagInput.tsx'
import { ConditionalFlagInput, FormulaInput, valueOrFormula } from './FormulaInput.tsx'
import { NameInput, NamesInput } from './NameInput.tsx'
import { NumberInput } from './NumberInput.tsx'
import { NumberingInput } from './NumberingInput.tsx'
import { SuggestedInput } from './words/SuggestedInput.tsx'
import { TextInput } from './TextInput.tsx'
import { TextsInput } from './TextsInput.tsx'
import { WordInput } from './words/WordInput.tsx'
import { WordsInput } from './words/WordsInput.tsx'
import type { PropertyInputProps } from './property.ts'

type PropertyInput = ComponentType<PropertyInputProps>

const NameOrFormulaInput = valueOrFormula(NameInput)
const NumberOrFormulaInput = valueOrFormula(NumberInput)
const TextOrFormulaInput = valueOrFormula(TextInput)
const FlagOrFormulaInput = valueOrFormula(FlagInput)

/**
 * The input of a property, by what its meta-schema says: marks first, then JSON types. Null: it holds
 * elements (an object, a list or map of objects) and is gone into, not entered.
 */
export function inputFor({ schema, root }: Pick<Located, 'schema' | 'root'>): PropertyInput | null {
  const mark = schema['x-ref']
  const types = typesOf(schema)
  if (mark?.filter) return mark.expression ? FilterOrFormulaInput : FilterInput
  if (mark?.numbering) return NumberingInput
  if (mark?.expression) return withFormula(schema, types)
  if (mark) return NameInput
  if (types.includes('array')) return listInput(schemaFor(root, schema.items ?? {}, undefined))
  if (types.includes('object')) return null
  if (schema.enum) return WordInput
  if (schema.examples) return SuggestedInput
  if (types.includes('boolean')) return FlagInput
  if (types.includes('integer')) return NumberInput
  return TextInput
}

/** A formula, or beside it a value of the property's own kind. */
function withFormula(schema: MetaSchema, types: readonly string[]): PropertyInput {
  const mark = schema['x-ref']
  const { expression: _, ...beside } = mark ?? {}
  if (Object.keys(beside).length > 0) return NameOrFormulaInput
  if (types.includes('boolean')) {
    return mark?.expression?.result === 'field' ? FlagOrFormulaInput : ConditionalFlagInput
  }
  if (types.includes('integer')) return NumberOrFormulaInput
  const isFree = schema['x-text'] || schema['x-code'] || schema.pattern !== '^='
  return isFree ? TextOrFormulaInput : FormulaInput
}

function listInput(items: MetaSchema): PropertyInput | null {
  if (items['x-ref']) return NamesInput
  if (items.enum) return WordsInput
  return typesOf(items).includes('object') ? null : TextsInput
}

function typesOf({ type }: MetaSchema): readonly string[] {
  return typeof type === 'string' ? [type] : (type ?? [])
}
