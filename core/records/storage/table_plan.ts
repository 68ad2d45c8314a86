/** The table an entity needs: pure, from its compiled definition. */
import { createHash } from 'node:crypto'
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { childSystemFields, systemFields } from '#engine/values.ts'
import type { Dialect } from '#core/storage/index.ts'
import { systemColumnType } from './row_codec.ts'
import { uniqueWhereSql } from './unique_where.ts'

export interface ColumnPlan {
  readonly name: string
  /** SQL type, declared. */
  readonly type: string
  readonly suffix: string
  readonly references: {
    readonly table: string
    readonly constraint: string
    /** The table is made before this one, or is this one. */
    readonly isEarlier?: true
  } | null
}

export interface IndexPlan {
  /** Holds a digest of what it says, so that a changed index is a new one. */
  readonly name: string
  /** What indexes of the same origin begin with. */
  readonly family: string
  readonly sql: string
}

/** A `unique` of an entity: its index, and what the index covers as SQL. */
export interface UniquePlan extends IndexPlan {
  readonly columns: readonly string[]
  readonly conditions: readonly string[]
}

export interface TablePlan {
  readonly table: string
  readonly columns: readonly ColumnPlan[]
  readonly indexes: readonly IndexPlan[]
}

/** Prefix of the index that keeps a `unique` of a definition; constraint faults read it back. */
export const uniquePrefix = 'ux_'

export function planTable(
  entity: CompiledEntity,
  entityOf: (key: string) => CompiledEntity,
  dialect: Dialect
): TablePlan {
  return {
    table: entity.table,
    columns: [
      ...systemColumns(entity, entityOf, dialect),
      ...fieldColumns(entity, entityOf, dialect),
    ],
    indexes: [...fieldIndexes(entity, dialect), ...declaredIndexes(entity, dialect)],
  }
}

/** The tables of an entity's to-many relations: one row for each record pointed to, in order. */
export function planLinkTables(
  entity: CompiledEntity,
  entityOf: (key: string) => CompiledEntity,
  dialect: Dialect
): TablePlan[] {
  const { quote, types } = dialect
  return entity.links.map((field) => {
    const table = field.linkTable!
    const points = (name: string, to: string): ColumnPlan => ({
      name,
      type: types.id,
      suffix: 'NOT NULL',
      references: { table: to, constraint: `fk_${field.uid}_${name}` },
    })
    const columns = [
      points('owner', entity.table),
      points('target', entityOf(field.target!).table),
      { name: 'row_no', type: types.integer, suffix: 'NOT NULL', references: null },
    ]
    const index = (family: string, names: readonly string[]) =>
      indexPlan({ table }, family, names.map(quote), { dialect })
    return {
      table,
      columns,
      // Each record once; the index from the other side also serves who asks what points to it.
      indexes: [
        index(`ux_${field.uid}`, ['owner', 'target']),
        index(`fx_${field.uid}`, ['target', 'owner']),
      ],
    }
  })
}

function systemColumns(
  entity: CompiledEntity,
  entityOf: (key: string) => CompiledEntity,
  dialect: Dialect
): ColumnPlan[] {
  const plain = (name: string, type: string, suffix = ''): ColumnPlan => ({
    name,
    type,
    suffix,
    references: null,
  })
  const names = entity.parent === null ? systemFields : childSystemFields
  return names.map((name) => {
    if (name === 'id') return plain(name, dialect.types.id, 'NOT NULL PRIMARY KEY')
    const column = plain(name, systemColumnType(name, dialect))
    if (name !== 'parent_id') return column
    const { table } = entityOf(entity.parent!)
    return { ...column, references: { table, constraint: `fk_${entity.uid}_parent` } }
  })
}

function fieldColumns(
  entity: CompiledEntity,
  entityOf: (key: string) => CompiledEntity,
  dialect: Dialect
): ColumnPlan[] {
  return entity.stored.flatMap((field) => {
    const type = field.type.column(dialect.name)
    if (type === null || field.column === null) return []
    const references =
      field.target === null
        ? null
        : { table: entityOf(field.target).table, constraint: `fk_${field.uid}` }
    const own = { name: field.column, type, suffix: '', references }
    if (field.entityColumn === null) return [own]
    return [
      own,
      { name: field.entityColumn, type: dialect.types.text, suffix: '', references: null },
    ]
  })
}

/** Columns that are looked up by on every day: parents, targets of relations, serial numbers. */
function fieldIndexes(entity: CompiledEntity, dialect: Dialect): IndexPlan[] {
  const isLookedUp = (field: CompiledField) =>
    field.target !== null || field.entityColumn !== null || field.key === entity.numbering?.field
  const plans = entity.stored
    .filter(isLookedUp)
    .map((field) =>
      indexPlan(entity, `fx_${field.uid}`, [dialect.quote(field.column!)], { dialect })
    )
  if (entity.parent !== null) {
    const columns = [dialect.quote('parent_id'), dialect.quote('row_no')]
    plans.push(indexPlan(entity, `fx_${entity.uid}`, columns, { dialect }))
  }
  return plans
}

function declaredIndexes(entity: CompiledEntity, dialect: Dialect): IndexPlan[] {
  const plain = entity.indexes.map((index) =>
    indexPlan(entity, `ix_${index.uid}`, quotedColumns(entity, index.fields, dialect), { dialect })
  )
  return [...plain, ...planUnique(entity, dialect)]
}

/** The `unique` of a definition, in its order: among records not deleted, or rows of one parent. */
export function planUnique(entity: CompiledEntity, dialect: Dialect): UniquePlan[] {
  return entity.unique.map((rule) => {
    const conditions = entity.parent === null ? ['"deleted_at" IS NULL'] : []
    if (rule.where) conditions.push(uniqueWhereSql(rule.where, entity, dialect))
    const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''
    const own = quotedColumns(entity, rule.fields, dialect)
    const columns = entity.parent === null ? own : ['"parent_id"', ...own]
    const plan = indexPlan(entity, uniquePrefix + rule.uid, columns, { dialect, where })
    return { ...plan, columns, conditions }
  })
}

function quotedColumns(
  entity: CompiledEntity,
  fields: readonly string[],
  dialect: Dialect
): string[] {
  return fields.map((key) => dialect.quote(entity.fields.get(key)?.column ?? key))
}

/** An index and its name, which holds a digest of what it says. */
export function indexPlan(
  entity: Pick<CompiledEntity, 'table'>,
  family: string,
  columns: readonly string[],
  { dialect, where = '' }: { dialect: Dialect; where?: string }
): IndexPlan {
  const over = `ON ${dialect.quote(entity.table)} (${columns.join(', ')})${where}`
  const name = `${family}_${createHash('sha256').update(over).digest('hex').slice(0, 8)}`
  const kind = family.startsWith(uniquePrefix) ? 'UNIQUE INDEX' : 'INDEX'
  return { name, family: `${family}_`, sql: `CREATE ${kind} ${dialect.quote(name)} ${over}` }
}
