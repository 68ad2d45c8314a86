import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { pointerTo } from '#engine/problems.ts'
import type { Problem } from '#engine/problems.ts'
import type { FillPlan, Migration } from '#core/definitions/index.ts'
import type { Dialect, Executor } from '#core/storage/index.ts'
import type { Catalogue } from '../catalogue.ts'
import { fillCondition } from './fill_values.ts'

/** Rows a second that are filled in, about; said as an estimate. */
const filledRows = 60_000

interface Place {
  readonly entity: CompiledEntity
  readonly field: CompiledField
}

/** What filling in does to the rows that are there, and what stands against it. */
export async function planFilling(
  read: Executor,
  dialect: Dialect,
  { fills, catalogue }: { fills: FillPlan; catalogue: Catalogue }
): Promise<{ migrations: Omit<Migration, 'lock'>[]; problems: Problem[] }> {
  const count = async ({ entity, field }: Place, from: string | null): Promise<number> => {
    const columns = catalogue.tables.get(entity.table)
    const { sql, bindings } = fillCondition({ field, from }, dialect.quote)
    // A column that is new is blank in every row.
    const isThere = columns?.has(field.column!) === true
    if (!columns || (!isThere && from !== null)) return 0
    const [row] = await read.all<{ n: number }>(
      `SELECT COUNT(*) AS n FROM ${dialect.quote(entity.table)}${isThere ? ` WHERE ${sql}` : ''}`,
      isThere ? bindings : []
    )
    return Number(row?.n ?? 0)
  }
  const migrations: Omit<Migration, 'lock'>[] = []
  for (const { entity, field, from, to } of fills.fills) {
    const rows = await count({ entity, field }, from)
    if (rows === 0) continue
    const [table, column] = [dialect.quote(entity.table), dialect.quote(field.column!)]
    migrations.push({
      statement: `UPDATE ${table} SET ${column} = ? WHERE ${fillCondition({ field, from }, dialect.quote).sql}`,
      about: `“${entity.title}”：${from === null ? '空着' : `“${from}”`}的“${field.title}”填为“${String(to)}”`,
      ...{ rows, seconds: Math.round((rows / filledRows) * 100) / 100 },
    })
  }
  const problems: Problem[] = []
  for (const { entity, field, code } of fills.removed) {
    const rows = await count({ entity, field }, code)
    if (rows > 0) problems.push(held({ entity, field }, code, rows))
  }
  for (const { entity, field } of fills.required) {
    const rows = await count({ entity, field }, null)
    if (rows > 0) problems.push(blank({ entity, field }, rows))
  }
  return { migrations, problems }
}

function held({ entity, field }: Place, code: string, rows: number): Problem {
  const [kind, key] = field.lifecycle
    ? ['lifecycle', field.lifecycle]
    : ['dictionary', field.dictionary ?? '']
  return {
    ...{ code: 'E_DEFINITION_CODE_HELD', severity: 'error', kind, key },
    pointer: kind === 'lifecycle' ? '/states' : '/items',
    message: `“${entity.title}”有 ${rows} 条记录的“${field.title}”是已删去的“${code}”`,
    fix: `在计划里写明它们改为什么：map 的 ${key} 下 {"${code}": 新的}，或把它放回来`,
    params: { entity: entity.key, field: field.key, code, rows },
  }
}

function blank({ entity, field }: Place, rows: number): Problem {
  return {
    ...{
      code: 'E_DEFINITION_REQUIRED_BLANK',
      severity: 'warning',
      kind: 'entity',
      key: entity.key,
    },
    pointer: pointerTo('', 'schema', 'properties', field.key),
    message: `“${entity.title}”有 ${rows} 条记录的“${field.title}”空着，下次修改时须填`,
    fix: '给字段写 default，发布时填入',
    params: { rows },
  }
}
