import { readForm } from '#runtime/client/definitions.ts'
import { getRecord, patchRecord } from '#runtime/client/records.ts'
import { toApiValue } from '#runtime/forms/memory_value.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { QuarantinedValue } from './quarantine_client.ts'

/** Where a value is written: the record, and for a row of a sub-table the field that holds the rows. */
export interface ValuePlace {
  readonly entity: string
  readonly rows: string | null
  readonly field: RuntimeField
}

/**
 * The place of a value in the release that is in force, for the person who asks; null where he may not
 * read it. `parents`: the entities of sub-tables with that of their records.
 *
 * @throws ApiError
 */
export async function placeOf(
  { entity, field }: Pick<QuarantinedValue, 'entity' | 'field'>,
  parents: ReadonlyMap<string, string>
): Promise<ValuePlace | null> {
  const parent = parents.get(entity) ?? null
  const form = await readForm(parent ?? entity)
  const holder = form.fields.find(
    ({ childFields }) => parent !== null && childFields?.some((one) => one.entity === entity)
  )
  const fields = parent === null ? form.fields : (holder?.childFields ?? [])
  const found = fields.find(({ key }) => key === field)
  return found ? { entity: parent ?? entity, rows: holder?.key ?? null, field: found } : null
}

/** Writes a value as any other change of the record: checked, with history. @throws ApiError */
export async function giveValue(
  one: QuarantinedValue,
  { entity, rows, field }: ValuePlace,
  value: unknown
): Promise<void> {
  const given = { [field.key]: toApiValue(field, value) }
  const id = one.parent ?? one.record
  const { data } = await getRecord(entity, id, 'id')
  const body = rows === null ? given : { [rows]: [{ id: one.record, ...given }] }
  await patchRecord(entity, id, data.rev, body)
}
