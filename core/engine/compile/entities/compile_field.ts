import { fieldTypes, formulaResults } from '#engine/fields/index.ts'
import { pointerTo } from '#engine/problems.ts'
import { fieldTypeNameOf, fieldTypeNames } from '#schemas/index.ts'
import { shown } from '../names/keys.ts'
import { unknownName } from '../context.ts'
import { objectOf, textOf, wordOf } from '../reading/shape.ts'
import { engineWord } from '../locales/engine_words.ts'
import { formOf, scaleOf } from './field_form.ts'
import type { FieldForm } from '#engine/conversions/index.ts'
import type { FieldType } from '#engine/fields/index.ts'
import type { CompiledField } from '../compiled.ts'
import type { CompileContext, Definition, Draft } from '../context.ts'
import type { Finding } from '../problem_list.ts'
import type { Members } from '../reading/shape.ts'

const computedTypes = new Set([
  ...['serial', 'state', 'formula', 'rollup', 'lookup', 'checklist_result'],
])
const linkTypes = new Set(['relation', 'user', 'department', 'tree_parent', 'polymorphic'])
const choiceTypes = new Set(['select', 'multiselect'])
const linksTypes = new Set(['relations', 'users', 'file', 'files', 'image', 'signature'])

/**
 * A field as far as it can be made from its own schema. Links to other entities and expressions
 * follow when all entities are known. Null when its type is not known (reported).
 */
export function compileField(
  definition: Definition,
  key: string,
  isRequired: boolean,
  context: CompileContext
): Draft<CompiledField> | null {
  const schema = fieldSchemaOf(definition, key)
  const pointer = pointerTo('', 'schema', 'properties', key)
  const named = fieldTypes.get(fieldTypeNameOf(schema) ?? '')
  if (!named) {
    context.problems.report(definition, unknownType(schema, pointer))
    return null
  }
  const result = named.name === 'formula' ? resultNameOf(schema) : named.name
  const type = named.name === 'formula' ? (formulaResults.get(result) ?? named) : named
  const uid = textOf(schema['x-uid']) ?? ''
  return {
    key,
    uid,
    title: textOf(schema.title) ?? key,
    ...(textOf(schema.description) === undefined
      ? {}
      : { description: textOf(schema.description) }),
    type,
    ...placeOf(
      { definition, uid, key, context },
      type,
      formOf(type, schema, result, { definition, context })
    ),
    scale: scaleOf(schema, result),
    required: isRequired && !computedTypes.has(named.name),
    readOnly: computedTypes.has(named.name) || schema.readOnly === true,
    search: schema['x-search'] === true,
    schema,
    ...unlinked(schema, named.name, result),
  }
}

/** The schema of one field of an entity's definition. */
export function fieldSchemaOf(definition: Definition, key: string): Members {
  return objectOf(objectOf(objectOf(definition.document.schema).properties)[key])
}

/** A serial that the entity's numbering asks for but its schema does not declare. */
export function serialField(
  definition: Definition,
  key: string,
  context: CompileContext
): Draft<CompiledField> {
  const type = fieldTypes.get('serial') as FieldType
  const uid = `${definition.uid}no`
  const title = engineWord('serial', context.language)
  const schema = { 'type': 'string', title, 'x-uid': uid, 'x-type': 'serial' }
  return {
    key,
    uid,
    title: schema.title,
    type,
    ...placeOf({ definition, uid, key, context }, type, { type: 'serial', scale: 0 }),
    scale: 0,
    required: false,
    readOnly: true,
    search: true,
    schema,
    ...unlinked(schema, 'serial', 'serial'),
  }
}

/** The list of files that every record of an entity with `"attachments": true` has. */
export function attachmentsField(
  definition: Definition,
  { language }: CompileContext
): Draft<CompiledField> {
  const type = fieldTypes.get('files') as FieldType
  const uid = attachmentsUid(definition.uid)
  const title = engineWord('attachments', language)
  const schema = { 'type': 'array', title, 'x-uid': uid, 'x-type': 'files' }
  return {
    key: attachmentsKey,
    uid,
    title: schema.title,
    type,
    ...{ column: null, form: null, mirrors: [] },
    scale: 0,
    required: false,
    readOnly: false,
    search: false,
    schema,
    ...unlinked(schema, 'files', 'files'),
  }
}

/** Key of that field, and its uid, which is the entity's and a word. */
export const attachmentsKey = 'attachments'

export function attachmentsUid(entityUid: string): string {
  return `${entityUid}files`.slice(-32)
}

function unlinked(schema: Members, typeName: string, result: string) {
  const relation = objectOf(schema['x-relation'])
  const uid = textOf(schema['x-uid']) ?? ''
  return {
    // Of the uid alone: the names of what a field keeps beside its column never change either.
    linkTable: linksTypes.has(typeName) ? `e_links_${uid}` : null,
    entityColumn: typeName === 'polymorphic' ? `of_${uid}` : null,
    target: null,
    targets: [],
    lookup: null,
    onDelete:
      linkTypes.has(typeName) || linksTypes.has(typeName)
        ? wordOf(relation.onDelete, ['restrict', 'empty', 'cascade'])
        : null,
    dictionary: choiceTypes.has(result) ? (textOf(schema['x-dictionary']) ?? null) : null,
    lifecycle: typeName === 'state' ? (textOf(schema['x-lifecycle']) ?? null) : null,
    childEntity: null,
    formula: null,
    rollup: null,
    check: null,
    defaultValue: undefined,
    defaultExpression: null,
  }
}

function resultNameOf(schema: Members): string {
  return textOf(schema['x-result']) ?? (schema['x-scale'] === undefined ? 'text' : 'decimal')
}

/** Where and how the values of a field are kept. */
function placeOf(
  of: { definition: Definition; uid: string; key: string; context: CompileContext },
  type: FieldType,
  form: FieldForm
): Pick<CompiledField, 'column' | 'form' | 'mirrors'> {
  if (type.column('sqlite') === null) return { column: null, form: null, mirrors: [] }
  const { definition, uid, key, context } = of
  return {
    column: context.names.column(definition.uid, uid, key, form),
    form,
    mirrors: context.names.mirrors(definition.uid, uid, form),
  }
}

function unknownType(schema: Members, pointer: string): Finding {
  const typeName = schema['x-type']
  if (typeName !== undefined) {
    return {
      ...unknownName(pointerTo(pointer, 'x-type'), '字段类型', typeName, fieldTypeNames),
      code: 'E_DEFINITION_FIELD_TYPE',
    }
  }
  const isNumber = schema.type === 'number'
  return {
    code: 'E_DEFINITION_FIELD_TYPE',
    pointer: schema.type === undefined ? pointer : pointerTo(pointer, 'type'),
    message: isNumber
      ? 'JSON 类型 number 不精确，不能使用'
      : `看不出字段类型${schema.type === undefined ? '' : `：type 为“${shown(schema.type)}”`}`,
    fix: isNumber ? '写 "x-type": "decimal" 或 "integer"' : '写 x-type',
  }
}
