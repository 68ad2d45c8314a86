import type { FieldForm } from '#engine/conversions/index.ts'
import { largestScale } from '#engine/fields/index.ts'
import type { FieldType } from '#engine/fields/index.ts'
import { numberOf, objectOf, textOf } from '../reading/shape.ts'
import type { Members } from '../reading/shape.ts'
import type { CompileContext, Definition, Kind } from '../context.ts'

const scaledTypes = new Set(['decimal', 'money', 'percent'])

/**
 * The form a field keeps its values in, as its schema says it. What it points to stands in it by uid,
 * so that a rename is no change of form.
 */
export function formOf(
  type: FieldType,
  schema: Members,
  result: string,
  { definition, context }: { definition: Definition; context: CompileContext }
): FieldForm {
  const form = { type: type.resultType, scale: scaleOf(schema, result) }
  const named = (kind: Kind, key: unknown) => context.definitions.get(kind)?.get(String(key))
  const dictionary = named('dictionary', schema['x-dictionary'])
  if (dictionary) {
    return { ...form, of: dictionary.uid, items: itemsOf(dictionary.document.items, 'code') }
  }
  const lifecycle = named('lifecycle', schema['x-lifecycle'])
  if (lifecycle) {
    return { ...form, of: lifecycle.uid, items: itemsOf(lifecycle.document.states, 'id') }
  }
  const target = targetOf(type.name, schema, definition, context)
  if (target) return { ...form, of: target.uid }
  const { maximum } = schema
  return typeof maximum === 'number' ? { ...form, maximum } : form
}

function targetOf(
  typeName: string,
  schema: Members,
  definition: Definition,
  { definitions }: CompileContext
): Definition | undefined {
  const entities = definitions.get('entity')
  if (typeName === 'tree_parent') return definition
  if (typeName === 'relation') return entities?.get(String(objectOf(schema['x-relation']).to))
  if (typeName !== 'user' && typeName !== 'department') return undefined
  return [...(entities?.values() ?? [])].find(({ document }) => document.anchor === typeName)
}

function itemsOf(list: unknown, name: 'code' | 'id'): NonNullable<FieldForm['items']> {
  return (Array.isArray(list) ? list : []).map(objectOf).map((item) => ({
    code: textOf(item[name]) ?? '',
    title: textOf(item.title) ?? '',
  }))
}

/** Digits after the point; 0 for what has none. */
export function scaleOf(schema: Members, result: string): number {
  if (!scaledTypes.has(result)) return 0
  const scale = numberOf(schema['x-scale']) ?? 2
  return Number.isInteger(scale) && scale >= 0 && scale <= largestScale ? scale : 2
}
