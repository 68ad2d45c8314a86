import { fieldTypes, formulaResults, lookupOf, rollupOf } from '#engine/fields/index.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { FieldType } from '#engine/fields/index.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

/** The engine's face of a field's type; an unknown type (a newer server) is text. */
export function engineType(field: RuntimeField): FieldType {
  const own = field.type === 'formula' ? formulaResults.get(field.valueType) : undefined
  const source = field.type === 'lookup' ? fieldTypes.get(field.valueType) : undefined
  if (source) return lookupOf(source)
  const gathered = field.type === 'rollup' ? fieldTypes.get(field.valueType) : undefined
  if (gathered) return rollupOf(gathered)
  return own ?? fieldTypes.get(field.type) ?? (fieldTypes.get('text') as FieldType)
}

const known = new WeakMap<RuntimeField, CompiledField>()

/**
 * A field as the engine's field types ask for it. What only the server knows (column, uid,
 * expressions) is blank: parsing, comparing and checking do not read it.
 */
export function engineField(field: RuntimeField): CompiledField {
  let made = known.get(field)
  if (!made) known.set(field, (made = makeField(field)))
  return made
}

function makeField(field: RuntimeField): CompiledField {
  return {
    key: field.key,
    uid: '',
    title: field.title,
    type: engineType(field),
    column: null,
    scale: field.scale,
    required: field.required,
    readOnly: field.readOnly,
    search: false,
    schema: limitsOf(field),
    ...{ linkTable: null, entityColumn: null, lookup: null },
    target: field.target,
    targets: field.targets.map(({ entity }) => ({ key: entity, uid: entity })),
    onDelete: null,
    form: null,
    mirrors: [],
    dictionary: null,
    lifecycle: null,
    childEntity: field.childFields ? field.key : null,
    ...{ formula: null, rollup: null },
    check: null,
    defaultValue: null,
    defaultExpression: null,
  }
}

/** Limits as definitions write them: numbers for whole numbers, text for decimals. */
function limitsOf({ valueType, minimum, maximum }: RuntimeField): CompiledField['schema'] {
  const isWhole = valueType === 'integer'
  const limit = (text: string | null, key: string) =>
    text === null ? {} : isWhole ? { [key]: Number(text) } : { [`x-${key}`]: text }
  return { ...limit(minimum, 'minimum'), ...limit(maximum, 'maximum') }
}
