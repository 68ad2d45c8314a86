import type { CompiledApplication } from '#engine/compile/compiled.ts'
import { fieldOfForm, typeOfForm } from '#engine/conversions/index.ts'
import type { FieldMove, MoveBatch, MovedBatch } from '#core/definitions/index.ts'
import type { Transaction } from '#core/storage/index.ts'
import { tableDialects } from '../catalogue.ts'
import { insertRows } from '../insert_rows.ts'
import { batchEnd } from './batch_end.ts'
import { convertRows } from './convert_rows.ts'
import type { MovedValue } from './convert_rows.ts'

/**
 * Converts the values of the next rows of a table into the new column; what fails goes into
 * quarantine. A batch goes through `size` rows, however few of them have a value.
 */
export async function moveBatch(
  t: Transaction,
  move: FieldMove,
  given: MoveBatch
): Promise<MovedBatch> {
  const { after, size, application, release, missing } = given
  const end = await batchEnd(t, move.entity.table, { after, size })
  const also = missing ? missingSql(t, move) : ''
  const range = { after, upTo: end, also }
  const source = { read: t, dialect: t.dialect, lock: t.dialect.forUpdate }
  const values = await convertRows(source, move, { range, size: null, application })
  await writeConverted(t, move, values)
  await quarantine(t, move, values, release)
  return { last: end, rows: end === null ? values.length : size }
}

/** Rows that a writer left who did not know of the new column. */
function missingSql(t: Transaction, { entity, field, to }: FieldMove): string {
  const { quote } = t.dialect
  const known =
    `SELECT 1 FROM field_quarantine q WHERE q.field_uid = '${field.uid.replaceAll("'", '')}' ` +
    `AND q.record_id = ${quote(entity.table)}."id"`
  return ` AND ${quote(to.column)} IS NULL AND NOT EXISTS (${known})`
}

/** All values of a field, within one transaction. */
export async function moveAll(
  t: Transaction,
  move: FieldMove,
  given: { application: CompiledApplication; release: string }
): Promise<void> {
  let after: string | null = null
  do {
    const batch: MovedBatch = await moveBatch(t, move, {
      ...{ ...given, after, size: 1_000, missing: false },
    })
    after = batch.last
  } while (after !== null)
}

/** The statement that fills a new column, as a plan shows it and a move sends it. */
export function moveStatement(
  { entity, to }: FieldMove,
  { dialect }: Pick<Transaction, 'dialect'>
) {
  const type = typeOfForm(to.form).column(dialect.name)!
  const { updateEach } = tableDialects[dialect.name]
  return updateEach(dialect.quote(entity.table), dialect.quote(to.column), type)
}

async function writeConverted(
  t: Transaction,
  move: FieldMove,
  values: readonly MovedValue[]
): Promise<void> {
  const { form } = move.to
  const [type, field] = [typeOfForm(form), fieldOfForm(form)]
  const rows = values.flatMap(({ id, converted }) =>
    converted.outcome === 'failing'
      ? []
      : [[id, type.toColumn(converted.value, t.dialect.name, field)]]
  )
  if (rows.length > 0) await t.run(moveStatement(move, t), [JSON.stringify(rows)])
}

async function quarantine(
  t: Transaction,
  { entity, field }: FieldMove,
  values: readonly MovedValue[],
  release: string
): Promise<void> {
  const failing = values.flatMap(({ id, value, converted }) => {
    if (converted.outcome !== 'failing') return []
    const { zh, en } = converted.fault
    const reason = JSON.stringify({ 'zh-CN': zh, en })
    return [[release, entity.uid, field.uid, id, JSON.stringify(value), reason]]
  })
  if (failing.length === 0) return
  // A batch that runs again after a crash finds what it left.
  const ids = failing.map(([, , , id]) => id)
  await t.run(
    `DELETE FROM field_quarantine WHERE release_id = ? AND field_uid = ? ` +
      `AND ${t.dialect.inList('record_id')}`,
    [Number(release), field.uid, t.dialect.listBinding(ids)]
  )
  const columns = ['release_id', 'entity_uid', 'field_uid', 'record_id', 'value', 'reason']
  await insertRows(t, 'field_quarantine', columns, failing)
}
