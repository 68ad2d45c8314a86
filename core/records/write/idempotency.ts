/**
 * A command sent twice with one `Idempotency-Key` is carried out once. The key's row is the first
 * thing of the transaction: who sends the same key meanwhile waits for it; a command that fails
 * takes its row back with it, so only answers of success are kept, for 24 hours.
 */
import { createHash } from 'node:crypto'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import { idempotencyMismatch } from '../errors.ts'
import type { RecordCommand } from './commands.ts'
import type { WriteContext } from './write_context.ts'

const hours = 24

/** The record and revision a command answered with before. */
export interface EarlierAnswer {
  readonly id: string
  readonly rev: number
}

/**
 * Claims the key of a command. Answers null when the command is to be carried out.
 *
 * @throws E_IDEMPOTENCY_MISMATCH when the key was used for another request
 */
export async function claimKey(
  context: WriteContext,
  command: RecordCommand,
  entity: CompiledEntity
): Promise<EarlierAnswer | null> {
  const { idempotencyKey: key, actor } = command
  if (key === null) return null
  const { t, at } = context
  const hash = requestHash(command)
  const expires = new Date(Date.parse(at) + hours * 3_600_000).toISOString()
  // A key whose time is over is as good as new.
  await t.run('DELETE FROM idempotency WHERE expires <= ?', [at])
  const claimed = await t.run(
    `INSERT INTO idempotency (actor, key, request_hash, status, entity_uid, expires)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (actor, key) DO NOTHING`,
    [actor.userId, key, hash, command.kind === 'create' ? 201 : 200, entity.uid, expires]
  )
  if (claimed > 0) return null
  const [row] = await t.all<{ request_hash: string; record_id: string; rev: number }>(
    'SELECT request_hash, record_id, rev FROM idempotency WHERE actor = ? AND key = ?',
    [actor.userId, key]
  )
  if (row?.request_hash !== hash) throw new Refusal(idempotencyMismatch({ key }))
  return { id: row.record_id, rev: Number(row.rev) }
}

/** Keeps what the command answered with. */
export async function keepAnswer(
  { t }: WriteContext,
  command: RecordCommand,
  answer: EarlierAnswer
): Promise<void> {
  if (command.idempotencyKey === null) return
  await t.run('UPDATE idempotency SET record_id = ?, rev = ? WHERE actor = ? AND key = ?', [
    answer.id,
    answer.rev,
    command.actor.userId,
    command.idempotencyKey,
  ])
}

/** Same request = same command on the same record with the same body, whatever the order of its keys. */
function requestHash({
  kind,
  entity,
  id,
  transition,
  values,
  rev,
  comment,
  partOf,
}: RecordCommand): string {
  const whole = partOf === undefined ? [] : [partOf]
  return digestOf([kind, entity, id, transition, rev, comment, values ?? null, ...whole])
}

/** Digest of a request's content, the same whatever the order of its keys. */
export function digestOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content, sortedKeys)).digest('hex')
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
