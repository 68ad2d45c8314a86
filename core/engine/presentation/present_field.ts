import { readsField } from '#engine/access/index.ts'
import { fileLimits, holdsFiles } from '#engine/fields/index.ts'
import { titleIn } from '#engine/filters/index.ts'
import { knownExpression } from './known_expression.ts'
import type { CompiledApplication, CompiledEntity, CompiledField } from '#engine/compile/index.ts'
import type { Presented } from './presented.ts'
import type { RuntimeField, RuntimeOption } from './shapes.ts'

/** A field as its input, its display and its checks in the browser need it. */
export function presentField(
  field: CompiledField,
  entity: CompiledEntity,
  presented: Presented
): RuntimeField {
  const { schema, check } = field
  const text = (expression: CompiledField['formula']) =>
    knownExpression(expression, entity, presented)
  const checkText = check && text(check.expression)
  return {
    key: field.key,
    entity: entity.key,
    title: titleIn(presented.application.language, field),
    description: field.description ?? null,
    type: field.type.name,
    valueType: field.type.resultType,
    required: field.required,
    readOnly: field.readOnly || !mayWrite(field, entity, presented),
    scale: field.scale,
    minLength: numberIn(schema, 'minLength'),
    maxLength: numberIn(schema, 'maxLength'),
    pattern: typeof schema.pattern === 'string' ? schema.pattern : null,
    minimum: limitIn(schema, 'minimum'),
    maximum: limitIn(schema, 'maximum'),
    minItems: numberIn(schema, 'minItems'),
    maxItems: numberIn(schema, 'maxItems'),
    ...fileLimitsOf(field),
    options: optionsOf(field, presented),
    ...targetOf(field, presented),
    childFields: childFieldsOf(field, presented),
    formula: text(field.formula),
    check: check && checkText ? { expression: checkText, message: check.message } : null,
    defaultValue: field.defaultValue ?? null,
    defaultExpression: text(field.defaultExpression),
  }
}

function fileLimitsOf(field: CompiledField): Pick<RuntimeField, 'files'> {
  if (!holdsFiles(field)) return {}
  const { accepts, bytes } = fileLimits(field)
  return { files: { accepts: accepts && [...accepts], bytes } }
}

function mayWrite(field: CompiledField, entity: CompiledEntity, { access }: Presented): boolean {
  return (
    access.writable(entity, 'create', field.key) || access.writable(entity, 'update', field.key)
  )
}

function numberIn(schema: CompiledField['schema'], word: string): number | null {
  const value = schema[word]
  return typeof value === 'number' ? value : null
}

/** Limits of integers are numbers, those of decimals texts (`x-minimum`). */
function limitIn(schema: CompiledField['schema'], word: 'minimum' | 'maximum'): string | null {
  const value = schema[word] ?? schema[`x-${word}`]
  return typeof value === 'number' || typeof value === 'string' ? String(value) : null
}

function optionsOf(field: CompiledField, { application }: Presented): RuntimeOption[] | null {
  if (field.lifecycle !== null) return statesOf(field.lifecycle, application)
  const dictionary = application.dictionaries.get(field.dictionary ?? '')
  if (!dictionary) return null
  const places = new Map(dictionary.items.map((item, n) => [item, item.order ?? n]))
  const ordered = [...dictionary.items].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
  return ordered.map(({ code, title, color = null, parent = null, off = false }) => ({
    ...{ value: code, label: title, color, parent, off },
  }))
}

/** A state without a colour of its own is neutral where it begins or ends, else "under way". */
function statesOf(key: string, application: CompiledApplication): RuntimeOption[] | null {
  const lifecycle = application.lifecycles.get(key)
  if (!lifecycle) return null
  return [...lifecycle.states.values()].map(({ id, title, color, final }) => ({
    value: id,
    label: title,
    color: color ?? (final || id === lifecycle.initial ? null : 'blue'),
    parent: null,
    off: false,
  }))
}

/** The entities a link points to; titles of records are offered only to whoever may read them. */
function targetOf(field: CompiledField, { application, access }: Presented) {
  const target = application.entities.get(field.target ?? '')
  const named = (key: string) => {
    const of = application.entities.get(key)
    const isReadable =
      of &&
      access.may(of, 'read') &&
      access.readable(of, of.titleField) &&
      !access.masked(of, of.titleField)
    return isReadable ? of.titleField : null
  }
  return {
    target: target?.key ?? null,
    targetTitleField: target ? named(target.key) : null,
    targets: field.targets.map(({ key }) => ({
      ...{ entity: key, title: application.entities.get(key)?.title ?? key },
      titleField: named(key),
    })),
  }
}

function childFieldsOf(field: CompiledField, presented: Presented): RuntimeField[] | null {
  const child = presented.application.entities.get(field.childEntity ?? '')
  return child ? presentFields(child, presented) : null
}

/** The fields of an entity that the actor may read, in the author's order. */
export function presentFields(entity: CompiledEntity, presented: Presented): RuntimeField[] {
  return [...entity.fields.values()]
    .filter((field) => readsField(presented.access, presented.application, entity, field))
    .map((field) => presentField(field, entity, presented))
}
