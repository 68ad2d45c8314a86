/**
 * SQL views for people and programs that read the database themselves: one for each entity and
 * to-many relation, with today's keys for names, amounts with their point, and a title beside each code.
 * Tables keep their physical names for ever (architecture.md "Storage"); views follow the release.
 */
import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'
import { childSystemFields, systemFields } from '#engine/values.ts'
import type { Dialect, Transaction } from '#core/storage/index.ts'

export interface ReportingView {
  name: string
  /** SELECT the view stands for. */
  select: string
}

/** What views of ours begin with; any view named so is taken for one. */
const prefix = 'v_'
/** Longest identifier of PostgreSQL, in bytes; keys are ASCII. */
const longest = 63

/** Every view of an application. Pure. */
export function reportingViews(
  application: CompiledApplication,
  dialect: Dialect
): ReportingView[] {
  return [...application.entities.values()].flatMap((entity) => [
    recordView(application, entity, dialect),
    ...entity.links.map((field) => linkView(entity, field, dialect)),
  ])
}

/** Replaces all views by those of the application; answers their names. */
export async function applyReportingViews(
  t: Transaction,
  application: CompiledApplication
): Promise<string[]> {
  await dropReportingViews(t)
  const views = reportingViews(application, t.dialect)
  for (const { name, select } of views) {
    await t.run(`CREATE VIEW ${t.dialect.quote(name)} AS ${select}`)
  }
  return views.map(({ name }) => name)
}

/** Takes them away. */
export async function dropReportingViews(t: Transaction): Promise<void> {
  const rows = await t.all<{ name: string }>(t.dialect.views)
  for (const { name } of rows.filter((row) => row.name.startsWith(prefix))) {
    await t.run(`DROP VIEW ${t.dialect.quote(name)}`)
  }
}

function recordView(
  application: CompiledApplication,
  entity: CompiledEntity,
  dialect: Dialect
): ReportingView {
  const { quote } = dialect
  const system = (entity.parent === null ? systemFields : childSystemFields).filter(
    (name) => name !== 'deleted_at'
  )
  const own = entity.stored.filter((field) => field.column !== null)
  const columns = [
    ...system.map((name) => quote(name)),
    ...own.flatMap((field) => fieldColumns(application, entity, field, dialect)),
  ]
  const from = `FROM ${quote(entity.table)} WHERE ${isThere(application, entity, dialect)}`
  return { name: viewName(entity.key, entity.uid), select: `SELECT ${columns.join(', ')} ${from}` }
}

/** Not in the recycle bin; rows of a sub-table go there with their record. */
function isThere(
  application: CompiledApplication,
  entity: CompiledEntity,
  dialect: Dialect
): string {
  const parent = entity.parent === null ? undefined : application.entities.get(entity.parent)
  if (!parent) return `${dialect.quote('deleted_at')} IS NULL`
  const above = isThere(application, parent, dialect)
  return `${dialect.quote('parent_id')} IN (SELECT "id" FROM ${dialect.quote(parent.table)} WHERE ${above})`
}

function linkView(entity: CompiledEntity, field: CompiledField, { quote }: Dialect): ReportingView {
  const columns = ['owner', 'target', 'row_no'].map(quote).join(', ')
  return {
    name: viewName(`${entity.key}.${field.key}`, field.uid),
    select: `SELECT ${columns} FROM ${quote(field.linkTable!)}`,
  }
}

/** `library.book` -> `v_library__book`; what is too long ends with the uid instead. */
function viewName(key: string, uid: string): string {
  const name = prefix + key.replaceAll('.', '__')
  return name.length <= longest ? name : `${name.slice(0, longest - 9)}_${uid.slice(0, 8)}`
}

function fieldColumns(
  application: CompiledApplication,
  entity: CompiledEntity,
  field: CompiledField,
  { quote }: Dialect
): string[] {
  const column = quote(field.column!)
  const value = field.scale > 0 ? pointed(column, field.scale) : column
  const columns = [`${value} AS ${quote(field.key)}`]
  if (field.entityColumn !== null) {
    columns.push(`${quote(field.entityColumn)} AS ${quote(`${field.key}_entity`)}`)
  }
  const titles = titlesOf(application, field)
  if (titles.length > 0 && !entity.fields.has(`${field.key}_title`)) {
    const cases = titles.map(([code, title]) => `WHEN ${literal(code)} THEN ${literal(title)}`)
    columns.push(`CASE ${column} ${cases.join(' ')} END AS ${quote(`${field.key}_title`)}`)
  }
  return columns
}

/** A scaled integer as a number with its point. */
function pointed(column: string, scale: number): string {
  return `ROUND(${column} / ${10 ** scale}.0, ${scale})`
}

function titlesOf(
  application: CompiledApplication,
  field: CompiledField
): (readonly [string, string])[] {
  const dictionary = field.dictionary && application.dictionaries.get(field.dictionary)
  if (dictionary) return dictionary.items.map(({ code, title }) => [code, title] as const)
  const lifecycle = field.lifecycle && application.lifecycles.get(field.lifecycle)
  return lifecycle
    ? [...lifecycle.states.values()].map(({ id, title }) => [id, title] as const)
    : []
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
