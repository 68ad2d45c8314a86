import type { CompiledApplication } from '#engine/compile/compiled.ts'
import { fieldOfForm, typeOfForm } from '#engine/conversions/index.ts'
import type { FieldMove } from '#core/definitions/index.ts'
import type { Transaction } from '#core/storage/index.ts'
import { tableDialects } from '../catalogue.ts'
import { insertRows } from '../insert_rows.ts'
import { convertRows } from './convert_rows.ts'
import type { MovedValue } from './convert_rows.ts'

/** What a batch did: the id it ended at, null when there was nothing more. */
export interface MovedBatch {
  readonly last: string | null
  readonly moved: number
}

/** Converts the next values of a field into its new column; what fails goes into quarantine. */
export async function moveBatch(
  t: Transaction,
  move: FieldMove,
  given: { after: string | null; size: number; application: CompiledApplication; release: string }
): Promise<MovedBatch> {
  const source = { read: t, dialect: t.dialect, lock: t.dialect.forUpdate }
  const values = await convertRows(source, move, given)
  await writeConverted(t, move, values)
  await quarantine(t, move, values, given.release)
  const isEnd = values.length < given.size
  return { last: isEnd ? null : values.at(-1)!.id, moved: values.length }
}

/** All values of a field, within one transaction. */
export async function moveAll(
  t: Transaction,
  move: FieldMove,
  given: { application: CompiledApplication; release: string }
): Promise<void> {
  let after: string | null = null
  do {
    const batch: MovedBatch = await moveBatch(t, move, { ...given, after, size: 1_000 })
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
