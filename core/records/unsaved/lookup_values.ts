import { readsField } from '#engine/access/index.ts'
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Value } from '#engine/values.ts'
import type { RecordEnvironment } from '../environment.ts'
import { listRecords } from '../read/index.ts'
import type { ReadContext } from '../read/read_context.ts'
import { maskedValue } from '../read/select/mask.ts'

type Shown = Record<string, unknown>

interface Wanted {
  readonly field: CompiledField
  readonly target: string
  readonly path: string
  readonly holders: { record: Shown; id: string }[]
}

/**
 * Writes into the record and its rows, as they are shown, what their lookups give: read from the
 * records they point to as in any list, one statement for each lookup.
 */
export async function showLookups(
  env: RecordEnvironment,
  context: ReadContext,
  shown: Shown
): Promise<void> {
  const wanted = new Map<CompiledField, Wanted>()
  want(context, context.entity, shown, wanted)
  for (const one of wanted.values()) await fill(env, context, one)
}

function want(
  context: ReadContext,
  entity: CompiledEntity,
  record: Shown,
  wanted: Map<CompiledField, Wanted>
): void {
  const { access, application } = context
  for (const field of entity.fields.values()) {
    if (field.childEntity !== null && Array.isArray(record[field.key])) {
      const child = application.entities.get(field.childEntity)!
      for (const row of record[field.key] as Shown[]) want(context, child, row, wanted)
    }
    if (!field.lookup || !readsField(access, application, entity, field)) continue
    record[field.key] = null
    const [first, ...rest] = field.lookup.steps
    const link = record[first!.key]
    const target = entity.fields.get(first!.key)?.target
    if (!target || rest.length === 0 || !isLink(link)) continue
    const path = rest.map(({ key }) => key).join('.')
    const known = wanted.get(field) ?? { field, target, path, holders: [] }
    known.holders.push({ record, id: link.id })
    wanted.set(field, known)
  }
}

const most = 1_000

async function fill(env: RecordEnvironment, context: ReadContext, wanted: Wanted): Promise<void> {
  const { field, target, path, holders } = wanted
  const ids = [...new Set(holders.map(({ id }) => id))]
  const found = new Map<string, unknown>()
  for (let from = 0; from < ids.length; from += most) {
    const filter = JSON.stringify({ id: { in: ids.slice(from, from + most) } })
    const query = { filter, fields: path, limit: String(most) }
    for (const record of await readable(env, context, target, query)) {
      found.set(String(record.id), dig(record, path))
    }
  }
  const isMasked = context.access.masked(context.entity, field.key)
  for (const { record, id } of holders) {
    const value = found.get(id) ?? null
    record[field.key] = isMasked ? maskedValue(value as Value, field) : value
  }
}

/** No records where the actor reads none: a lookup into them is blank. */
async function readable(
  env: RecordEnvironment,
  { actor }: ReadContext,
  target: string,
  query: Record<string, string>
): Promise<Shown[]> {
  try {
    return (await listRecords(env, actor, target, query)).data
  } catch (error) {
    if (error instanceof Refusal) return []
    throw error
  }
}

function dig(record: unknown, path: string): unknown {
  let at = record
  for (const key of path.split('.')) at = (at as Shown | null | undefined)?.[key]
  return at ?? null
}

function isLink(value: unknown): value is { id: string } {
  return typeof value === 'object' && value !== null && 'id' in value
}
