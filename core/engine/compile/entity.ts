import { budgets } from '#engine/budgets.ts'
import { pointerTo } from '#engine/problems.ts'
import { keepsJson } from '#engine/fields/index.ts'
import {
  attachmentsField,
  attachmentsKey,
  compileField,
  serialField,
} from './entities/compile_field.ts'
import { compileNumbering } from './entities/numbering.ts'
import { chooseTitleField } from './entities/title_field.ts'
import { baseOf } from './dictionary.ts'
import { idGrammar, reservedFieldKeys, shown } from './names/keys.ts'
import { objectOf, textOf, textsOf } from './reading/shape.ts'
import type { Anchor, CompiledField } from './compiled.ts'
import type { CompileContext, Definition, Draft, EntityDraft } from './context.ts'

/**
 * An entity from its own definition alone: fields, table, numbering of its own. Links, expressions,
 * filters and the validator's schema follow in entities/, when all entities are known.
 */
export function compileEntity(definition: Definition, context: CompileContext): EntityDraft {
  const { document } = definition
  const fields = compileFields(definition, context)
  const description = textOf(document.description)
  const anchor = textOf(document.anchor) as Anchor | undefined
  return {
    ...baseOf(definition),
    ...(description === undefined ? {} : { description }),
    ...(anchor === undefined ? {} : { anchor }),
    table: context.names.table(definition.uid, definition.key),
    parent: textOf(document.parent) ?? null,
    fields,
    byUid: new Map([...fields.values()].map((field) => [field.uid, field])),
    aliases: new Map(),
    stored: [...fields.values()].filter((field) => field.column !== null),
    children: [...fields.values()].filter((field) => field.type.name === 'children'),
    links: [...fields.values()].filter((field) => field.linkTable !== null),
    treeParent: treeParentOf(definition, fields, context),
    formulas: [],
    titleField: '',
    numbering: null,
    lifecycles: [],
    unique: [],
    constraints: [],
    indexes: [],
    validatorSchema: {},
  }
}

/** The one field that makes the records a tree; a second is reported. */
function treeParentOf(
  definition: Definition,
  fields: ReadonlyMap<string, CompiledField>,
  context: CompileContext
): string | null {
  const found = [...fields.values()].filter(({ type }) => type.name === 'tree_parent')
  if (found[0] && definition.document.parent !== undefined) {
    context.problems.report(definition, {
      code: 'E_DEFINITION_TREE',
      pointer: pointerTo('', 'schema', 'properties', found[0].key, 'x-type'),
      message: `子表的行不能成树，“${found[0].title}”不能是 tree_parent`,
      fix: '改为 relation',
    })
  }
  const [first, ...more] = found
  for (const { key, title } of more) {
    context.problems.report(definition, {
      code: 'E_DEFINITION_TREE',
      pointer: pointerTo('', 'schema', 'properties', key, 'x-type'),
      message: `“${first?.title}”和“${title}”都是 tree_parent，一个实体只能有一棵树`,
      fix: '其中一个改为 relation',
    })
  }
  return first?.key ?? null
}

/** What an entity says about its fields by name, and what needs other entities to be known. */
export function linkEntity(
  definition: Definition,
  entity: EntityDraft,
  context: CompileContext
): void {
  entity.numbering = compileNumbering(definition, entity, context)
  entity.titleField = chooseTitleField(definition, entity, context)
  entity.indexes = listed(definition.document.indexes)
  checkStoredNames(definition, entity, context)
  checkColumns(definition, entity, context)
}

function compileFields(
  definition: Definition,
  context: CompileContext
): Map<string, Draft<CompiledField>> {
  const schema = objectOf(definition.document.schema)
  const required = new Set(textsOf(schema.required))
  const fields = new Map<string, Draft<CompiledField>>()
  const numbered = textOf(objectOf(definition.document.numbering).field)
  const properties = objectOf(schema.properties)
  if (numbered !== undefined && !Object.hasOwn(properties, numbered)) {
    fields.set(numbered, serialField(definition, numbered, context))
  }
  for (const key of Object.keys(properties)) {
    if (!checkFieldKey(definition, key, context)) continue
    const field = compileField(definition, key, required.has(key), context)
    if (!field) continue
    fields.set(key, field)
    if (required.has(key) && isComputed(field)) {
      context.problems.report(definition, {
        code: 'E_DEFINITION_REQUIRED',
        pointer: pointerTo('', 'schema', 'required', textsOf(schema.required).indexOf(key)),
        message: `字段“${field.title}”由系统给出，不能列为必填`,
        fix: '从 required 中删去',
      })
    }
  }
  addAttachments(definition, fields, context)
  return fields
}

/** `"attachments": true`: one more field, last, with a key of its own. */
function addAttachments(
  definition: Definition,
  fields: Map<string, Draft<CompiledField>>,
  context: CompileContext
): void {
  if (definition.document.attachments !== true) return
  if (!fields.has(attachmentsKey) && definition.document.parent === undefined) {
    fields.set(attachmentsKey, attachmentsField(definition, context))
    return
  }
  const isRow = definition.document.parent !== undefined
  context.problems.report(definition, {
    code: 'E_DEFINITION_KEY',
    pointer: '/attachments',
    message: isRow
      ? '子表的行没有自己的附件'
      : `字段“${attachmentsKey}”与 attachments 所加的字段重名`,
    fix: isRow ? '删去 attachments，加一个 files 类型的字段' : '换一个字段名，或删去 attachments',
  })
}

/** The grammar of keys, and the words a field cannot be called (reported). */
function checkFieldKey(definition: Definition, key: string, context: CompileContext): boolean {
  const isRow = definition.document.parent !== undefined
  const isReserved = reservedFieldKeys.has(key) && (key !== 'parent' || isRow)
  if (idGrammar.test(key) && !isReserved) return true
  context.problems.report(definition, {
    code: 'E_DEFINITION_KEY',
    pointer: pointerTo('', 'schema', 'properties', key),
    message: isReserved
      ? `“${key}”是系统保留的名称，不能用作字段`
      : `“${shown(key)}”不能用作字段的标识`,
    fix: '换一个名称：小写字母开头，只用小写字母、数字、下划线，最多 40 个字符',
  })
  return false
}

function isComputed(field: CompiledField): boolean {
  const given = ['serial', 'state', 'formula', 'rollup', 'lookup', 'checklist_result']
  return given.includes(field.type.name)
}

function listed(raw: unknown): { uid: string; fields: readonly string[] }[] {
  return (Array.isArray(raw) ? raw : []).map(objectOf).map((item) => ({
    uid: textOf(item.uid) ?? '',
    fields: textsOf(item.fields),
  }))
}

/** Indexes and uniqueness need a column of single values: a sub-table has none, a list is no value. */
function checkStoredNames(
  definition: Definition,
  entity: EntityDraft,
  context: CompileContext
): void {
  for (const list of ['unique', 'indexes'] as const) {
    listed(definition.document[list]).forEach((item, index) =>
      item.fields.forEach((name, at) => {
        const field = entity.fields.get(name)
        if (!field || (field.column !== null && isSingle(field))) return
        const why = field.column === null ? '没有自己的列' : '是列表、对象或富文本'
        context.problems.report(definition, {
          code: 'E_DEFINITION_REFERENCE',
          pointer: pointerTo('', list, index, 'fields', at),
          message: `“${name}”${why}，不能用于${list === 'unique' ? '唯一' : '索引'}`,
          fix: '从列表中删去',
        })
      })
    )
  }
}

/** Whether two values are one and the same for everybody: marks of formatted text are not. */
function isSingle({ type }: CompiledField): boolean {
  return !keepsJson(type) && type.searchedText === undefined
}

function checkColumns(definition: Definition, entity: EntityDraft, context: CompileContext): void {
  if (entity.stored.length <= budgets.storedColumns) return
  context.problems.report(definition, {
    code: 'E_DEFINITION_TOO_MANY_COLUMNS',
    pointer: '/schema/properties',
    message: `实体“${entity.title}”有 ${entity.stored.length} 列，最多 ${budgets.storedColumns} 列`,
    fix: '把一部分字段移到子表或另一个实体',
    params: { count: entity.stored.length, limit: budgets.storedColumns },
  })
}
