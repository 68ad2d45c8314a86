import { heldAccess, readsField } from '#engine/access/index.ts'
import { holdsFiles } from '#engine/fields/index.ts'
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { fieldOfStep, holdsIds, systemFieldOf } from '#engine/filters/index.ts'
import type { Value } from '#engine/values.ts'
import type { Dialect, Row } from '#core/storage/index.ts'
import type { ReadContext } from '../read_context.ts'
import { columnSql, condition, visible } from '../sql/condition.ts'
import { fragment, join } from '../sql/fragment.ts'
import type { Fragment } from '../sql/fragment.ts'
import { fieldValue, relatedJoin, stepValue } from '../sql/path_value.ts'
import { wholeTree } from './field_tree.ts'
import type { FieldTree } from './field_tree.ts'
import { maskedValue } from './mask.ts'

/** A record as the API gives it (api.md "Records"). */
export type RecordJson = Record<string, unknown> & { id: string; rev: number }

/**
 * How records of one entity are read and presented to holders of one set of roles: the text of the
 * statement is made once and the readers of its columns with it, so that a request only binds and
 * copies. Kept by `selectionOf`.
 */
export interface Selection {
  /** `expression AS "c0", …` over alias `t`. */
  readonly columns: Fragment
  /** LEFT JOINs of related records. */
  readonly joins: Fragment
  present(row: Row): RecordJson
  readonly children: readonly ChildSelection[]
  readonly links: readonly LinkSelection[]
}

/** A sub-table of the answer; its rows are read with one statement for all records of a page. */
export interface ChildSelection {
  readonly field: CompiledField
  readonly entity: CompiledEntity
  readonly selection: Selection
}

/** A to-many relation of the answer; read with one statement for all records of a page. */
export interface LinkSelection {
  readonly field: CompiledField
  /** Null where the actor may not read the records pointed to: they are shown without titles. */
  readonly target: CompiledEntity | null
  /** Over alias `t`, a record of the target. */
  readonly selection: Selection | null
}

/** SQLite joins at most 64 tables; titles beyond this many joins are read by sub-selects. */
const mostJoins = 40

type Eyes = Pick<ReadContext, 'scope' | 'access' | 'application'>
type Reader = (row: Row, into: Record<string, unknown>) => void

interface Building {
  readonly eyes: Eyes
  readonly columns: Fragment[]
  readonly joins: Fragment[]
  readonly children: ChildSelection[]
  readonly links: LinkSelection[]
}

/** Compiles what is selected of `entity`; `tree` names readable fields only. */
export function compileSelection(entity: CompiledEntity, tree: FieldTree, eyes: Eyes): Selection {
  const building: Building = { eyes, columns: [], joins: [], children: [], links: [] }
  const readers = readersOf(tree, entity, 't', building)
  return {
    columns: join(building.columns, ', '),
    joins: join(building.joins),
    children: building.children,
    links: building.links,
    present(row) {
      const record: Record<string, unknown> = {}
      for (const read of readers) read(row, record)
      return record as RecordJson
    },
  }
}

function readersOf(
  tree: FieldTree,
  entity: CompiledEntity,
  alias: string,
  building: Building
): Reader[] {
  return [...tree].map(([key, below]): Reader => {
    const field = entity.fields.get(key)
    if (!field) return systemReader(entity, key, alias, building)
    if (field.childEntity !== null) return childrenReader(field, below, building)
    if (field.lookup !== null) return lookupReader(entity, field, { alias, below }, building)
    return valueReader(entity, field, { alias, below }, building)
  })
}

interface Spot {
  readonly alias: string
  readonly below: FieldTree
}

/** A field that lies in the record's own row, or in its link tables. */
function valueReader(
  entity: CompiledEntity,
  field: CompiledField,
  { alias, below }: Spot,
  building: Building
): Reader {
  const { scope } = building.eyes
  if (field.linkTable !== null) return linksReader(field, below, building)
  if (field.entityColumn !== null) return polymorphicReader(entity, field, alias, building)
  if (field.target === null) return scalarReader(entity, field, alias, building)
  return linkReader(field, fieldValue(entity, field, alias, scope), below, building)
}

/** The source's value, read along the relations with the rights of every entity on the way. */
function lookupReader(
  entity: CompiledEntity,
  field: CompiledField,
  { alias, below }: Spot,
  building: Building
): Reader {
  const { scope, access, application } = building.eyes
  const steps = field.lookup!.steps
  if (!readsField(access, application, entity, field)) return blankReader(field)
  let here = alias
  for (const [i, step] of steps.slice(0, -1).entries()) {
    const relation = i === 0 ? { ...step, via: [...(step.via ?? []), field.key] } : step
    const target = application.entities.get(steps[i + 1]!.entity)
    if (!target || !access.may(target, 'read')) return blankReader(field)
    const next = `j${building.joins.length}`
    building.joins.push(relatedJoin(stepValue(relation, here, scope), target, next, scope))
    here = next
  }
  const last = steps.at(-1)!
  const source = fieldOfStep(last)
  const of = application.entities.get(last.entity)!
  const read = valueReader(of, source, { alias: here, below }, building)
  const isMasked = access.masked(entity, field.key)
  return (row, into) => {
    const found: Record<string, unknown> = {}
    read(row, found)
    const value = found[source.key] ?? null
    into[field.key] = isMasked ? maskedValue(value as Value, field) : value
  }
}

function blankReader({ key }: CompiledField): Reader {
  return (_row, into) => {
    into[key] = null
  }
}

/** `{entity, id, title}`; the title by a sub-select of whichever entity it is. */
function polymorphicReader(
  entity: CompiledEntity,
  field: CompiledField,
  alias: string,
  building: Building
): Reader {
  const { eyes } = building
  const { dialect } = eyes.scope
  const id = addColumn(fieldValue(entity, field, alias, eyes.scope), building)
  const uid = addColumn(fragment(`${alias}.${dialect.quote(field.entityColumn!)}`), building)
  const readers = new Map(
    field.targets.map((one) => {
      const target = eyes.application.entities.get(one.key)
      const title = target && titleOf(target, building)
      const read =
        target && title
          ? subselectedTitle(ofEntity(field, alias, one.uid, dialect), target, title, building)
          : null
      return [one.uid, { entity: one.key, read }]
    })
  )
  return (row, into) => {
    const target = row[id] === null ? undefined : readers.get(String(row[uid]))
    const link: Record<string, unknown> = { entity: target?.entity, id: row[id], title: null }
    target?.read?.(row, link)
    into[field.key] = target ? link : null
  }
}

/** The id pointed to, where it is one of this entity. */
function ofEntity(field: CompiledField, alias: string, uid: string, dialect: Dialect): Fragment {
  const entity = `${alias}.${dialect.quote(field.entityColumn!)}`
  return fragment(`CASE WHEN ${entity} = ? THEN ${columnSql(field, alias, dialect)} END`, uid)
}

/** Filled by a statement after the page is read. */
function linksReader(field: CompiledField, below: FieldTree, building: Building): Reader {
  const { links } = building
  const target = building.eyes.application.entities.get(field.target!)
  if (!target) throw new TypeError(`there is no entity ${field.target}`)
  const eyes = throughField(building.eyes, target)
  if (!eyes.access.may(target, 'read')) links.push({ field, target: null, selection: null })
  else {
    const inner: Building = { eyes, columns: [], joins: [], children: [], links: [] }
    const shown = below.size === 0 && holdsFiles(field) ? fileTree : below
    const readers = readersOf(shown, target, 't', inner)
    const title = titleOf(target, inner)
    if (title) {
      const name = addColumn(fieldValue(target, title, 't', eyes.scope), inner)
      readers.unshift(shownTitle(name, title, inner))
    }
    const present = (row: Row) => {
      const record: Record<string, unknown> = { id: row.target, title: null }
      for (const read of readers) read(row, record)
      return record as RecordJson
    }
    const { children, links: own } = inner
    const selection = { columns: join(inner.columns, ', '), joins: join(inner.joins), present }
    links.push({ field, target, selection: { ...selection, children, links: own } })
  }
  return (_row, into) => {
    into[field.key] = []
  }
}

/** What is told of a file beside its name. */
const fileTree: FieldTree = new Map(['type', 'size'].map((key) => [key, new Map()]))

/** How records are seen through a field that holds them. */
function throughField(eyes: Eyes, target: CompiledEntity): Eyes {
  const access = heldAccess(eyes.access, target)
  return access === eyes.access ? eyes : { ...eyes, access, scope: { ...eyes.scope, access } }
}

/** The field that names a record, if the actor may read it in clear. */
function titleOf(target: CompiledEntity, { eyes }: Building): CompiledField | null {
  const { access } = eyes
  const title = target.fields.get(target.titleField)
  const isShown = title && title.column !== null && access.readable(target, title.key)
  return isShown && access.may(target, 'read') && !access.masked(target, title.key) ? title : null
}

/** Adds a column and tells the name it has in the driver's row. */
function addColumn(expression: Fragment, { columns }: Building): string {
  const name = `c${columns.length}`
  columns.push(join([expression, ` AS "${name}"`]))
  return name
}

function systemReader(
  entity: CompiledEntity,
  key: string,
  alias: string,
  building: Building
): Reader {
  const field = systemFieldOf(entity, key)
  if (!field) throw new TypeError(`${entity.key} has no ${key}`)
  const column = columnSql(field, alias, building.eyes.scope.dialect)
  const name = addColumn(fragment(column), building)
  return (row, into) => {
    into[key] = row[name] ?? null
  }
}

function scalarReader(
  entity: CompiledEntity,
  field: CompiledField,
  alias: string,
  building: Building
): Reader {
  const { key, type } = field
  const { access, scope } = building.eyes
  const dialect = scope.dialect.name
  const shown = access.shownScope(entity, key)
  const clear = access.fieldScope(entity, key)
  if (shown === clear || entity.parent !== null) {
    const name = addColumn(fieldValue(entity, field, alias, scope), building)
    return (row, into) => {
      into[key] = type.fromColumn(row[name], dialect, field)
    }
  }
  // Some grant masks the field: its value where it is shown at all, and whether that is in clear.
  const trusted = { ...scope, access: null }
  const column = columnSql(field, alias, scope.dialect)
  const value = shown
    ? join(['CASE WHEN ', condition(shown, alias, trusted), ` THEN ${column} END`])
    : fragment(column)
  const name = addColumn(value, building)
  const isClear = clear ? condition(clear, alias, trusted) : fragment('1 = 1')
  const flag = addColumn(join(['CASE WHEN ', isClear, ' THEN 1 ELSE 0 END']), building)
  return (row, into) => {
    const stored: Value = type.fromColumn(row[name], dialect, field)
    into[key] = Number(row[flag]) === 1 ? stored : maskedValue(stored, field)
  }
}

/** A to-one relation: `{id, title}`, and what `fields` asks for below it. */
function linkReader(
  { key, target: targetKey }: CompiledField,
  value: Fragment,
  below: FieldTree,
  building: Building
): Reader {
  const { access, application } = building.eyes
  const target = application.entities.get(targetKey!)
  const id = addColumn(value, building)
  if (!target || !access.may(target, 'read')) {
    return (row, into) => {
      into[key] = row[id] === null ? null : { id: row[id], title: null }
    }
  }
  const readTitle = titleReader(value, target, below, building)
  return (row, into) => {
    if (row[id] === null) {
      into[key] = null
      return
    }
    const link: Record<string, unknown> = { id: row[id], title: null }
    readTitle(row, link)
    into[key] = link
  }
}

function titleReader(
  relation: Fragment,
  target: CompiledEntity,
  below: FieldTree,
  building: Building
): Reader {
  const { access, scope } = building.eyes
  const title = target.fields.get(target.titleField)
  const readable = title && title.column !== null && access.readable(target, title.key)
  const inClear = readable && !access.masked(target, title.key)
  if (below.size === 0 && (!inClear || building.joins.length >= mostJoins)) {
    return inClear ? subselectedTitle(relation, target, title, building) : () => {}
  }
  const alias = `j${building.joins.length}`
  building.joins.push(relatedJoin(relation, target, alias, scope))
  const readers = readersOf(below, target, alias, building)
  if (inClear) {
    const name = addColumn(fieldValue(target, title, alias, scope), building)
    readers.unshift(shownTitle(name, title, building))
  }
  return (row, into) => {
    for (const read of readers) read(row, into)
  }
}

function subselectedTitle(
  relation: Fragment,
  target: CompiledEntity,
  title: CompiledField,
  building: Building
): Reader {
  const { scope } = building.eyes
  const seen = visible(target, 'jx', scope)
  const select = join(['(SELECT ', fieldValue(target, title, 'jx', scope)])
  const from = ` FROM ${scope.dialect.quote(target.table)} jx WHERE jx."id" = `
  const where = seen ? join([relation, ' AND ', seen]) : relation
  return shownTitle(addColumn(join([select, from, where, ')']), building), title, building)
}

function shownTitle(name: string, title: CompiledField, { eyes }: Building): Reader {
  const { type } = title
  const dialect = eyes.scope.dialect.name
  const isText = type.valueType(title).kind === 'text' && !holdsIds(title)
  return (row, into) => {
    const value = type.fromColumn(row[name], dialect, title)
    into.title = value === null || isText ? value : type.format(value, title)
  }
}

/** Filled by the child statement after the page is read. */
function childrenReader(field: CompiledField, below: FieldTree, building: Building): Reader {
  const { eyes, children } = building
  const entity = eyes.application.entities.get(field.childEntity!)
  if (!entity) throw new TypeError(`there is no entity ${field.childEntity}`)
  const tree =
    below.size > 0 ? new Map([['id', new Map()], ...below]) : wholeTree(entity, eyes, true)
  children.push({ field, entity, selection: compileSelection(entity, tree, eyes) })
  return (_row, into) => {
    into[field.key] = []
  }
}
