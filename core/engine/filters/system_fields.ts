import { childSystemFields, systemFields } from '#engine/values.ts'
import { fieldTypes } from '#engine/fields/index.ts'
import type { Language } from '#engine/errors.ts'
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'

/** Names and types of the engine's own columns, as far as a condition may name them. */
const known: Readonly<Record<string, readonly [zh: string, en: string, type: string]>> = {
  id: ['记录编号', 'Record id', 'relation'],
  rev: ['版本', 'Revision', 'integer'],
  created_at: ['创建时间', 'Created at', 'datetime'],
  created_by: ['创建人', 'Created by', 'user'],
  updated_at: ['更新时间', 'Updated at', 'datetime'],
  updated_by: ['更新人', 'Updated by', 'user'],
  org_id: ['所属组织', 'Organization', 'relation'],
  dept_id: ['所属部门', 'Department', 'department'],
  owner_id: ['负责人', 'Owner', 'user'],
  row_no: ['行号', 'Row', 'integer'],
}

const fields = new Map<string, CompiledField>(
  Object.entries(known).map(([key, [title, , type]]) => [key, systemField(key, title, type)])
)

/** The name of a field for people of a language: those of the engine's own columns have two. */
export function titleIn(language: Language, { key, uid, title }: CompiledField): string {
  // A field of a definition never has the name of a column of the engine as its uid.
  return language === 'en' && key === uid ? (known[key]?.[1] ?? title) : title
}

/** The name of one of the engine's own columns; the key itself where a condition may not name it. */
export function systemTitle(key: string, language: Language): string {
  return known[key]?.[language === 'en' ? 1 : 0] ?? key
}

function systemField(key: string, title: string, typeName: string): CompiledField {
  const type = fieldTypes.get(typeName)
  if (!type) throw new TypeError(`there is no field type ${typeName}`)
  return Object.freeze({
    ...{ key, uid: key, title, type, column: key, scale: 0, required: true, readOnly: true },
    ...{
      search: false,
      schema: Object.freeze({}),
      resultType: typeName,
      ...{ target: null, targets: [], lookup: null, linkTable: null, entityColumn: null },
      ...{ form: null, mirrors: [] },
      onDelete: null,
    },
    ...{ dictionary: null, lifecycle: null, childEntity: null, formula: null, rollup: null },
    check: null,
    ...{ defaultValue: undefined, defaultExpression: null },
  })
}

/**
 * An engine's own column (`id`, `created_at`, `owner_id` …) seen as a field, so that parsing,
 * comparing and SQL need no second way; undefined when a record of the entity has no such column
 * or a condition may not name it (`deleted_at`, `parent_id`).
 */
export function systemFieldOf(entity: CompiledEntity, key: string): CompiledField | undefined {
  const names: readonly string[] = entity.parent === null ? systemFields : childSystemFields
  return names.includes(key) ? fields.get(key) : undefined
}

/** The field a path step is about, whether the author's or the engine's own. */
export function fieldOfStep(step: { field: CompiledField | null; key: string }): CompiledField {
  const field = step.field ?? fields.get(step.key)
  if (!field) throw new TypeError(`there is no column ${step.key}`)
  return field
}

/** Whether the values of a field are ids of records. */
export function holdsIds(field: CompiledField): boolean {
  return field.type.column('postgres') === 'uuid'
}
