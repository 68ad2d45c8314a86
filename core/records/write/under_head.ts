/**
 * A command is read, judged and written under one release. Should another one have become the head
 * meanwhile (here, or in another process), what it was about to write may lack columns or values of
 * it: then nothing is kept, and the command is carried out once more under the new one.
 *
 *   pinned    read and judged by what is in force when it begins
 *   closed    the last rows a command writes tell which release is the head by then; whoever
 *             publishes keeps writers from the tables it changes until its commit
 *   again     the head is another one
 */
import { Refusal } from '#engine/errors.ts'
import { headMark } from '#core/definitions/index.ts'
import { databaseBusy } from '#core/storage/errors.ts'
import type { RecordEnvironment } from '../environment.ts'
import { closeWithAudit } from '../history/audit.ts'
import type { WriteContext } from './write_context.ts'

/** Releases that may follow each other while one command is carried out. */
const mostReleases = 5

/** Thrown inside a transaction that began under a release that is the head no more. */
export class HeadMoved extends Error {
  constructor() {
    super('another release became the head while a command was carried out')
  }
}

/**
 * Carries out a command under the release that is the head when it is committed.
 *
 * @throws E_DATABASE_BUSY (503) when releases follow each other faster than the command ends, or this
 *   process cannot load the head; and what the command throws
 */
export async function underHead<T>(
  environment: RecordEnvironment,
  work: (under: RecordEnvironment) => Promise<T>
): Promise<T> {
  const { registry } = environment
  for (let release = 1; ; release++) {
    const under = { ...environment, registry: registry.pinned() }
    try {
      return await work(under)
    } catch (error) {
      if (error instanceof Refusal) throw error
      // What fails for a column or an index that is not what it was is begun anew as well.
      const hasMoved = await follow(registry, under.registry.mark)
      if (!hasMoved && !(error instanceof HeadMoved)) throw error
      // A head that this process cannot load is left to those that can.
      if (!hasMoved || release === mostReleases) {
        throw new Refusal(databaseBusy({}), { retryAfter: 1 })
      }
    }
  }
}

/** Whether there is another release than that of the mark, looked for where none is known yet. */
async function follow(registry: RecordEnvironment['registry'], mark: string): Promise<boolean> {
  const hasMoved = () => registry.pinned().mark !== mark
  return hasMoved() || (await registry.refresh().catch(() => false)) || hasMoved()
}

/** The last step of a command: what it did stands in the audit, under the head. @throws HeadMoved */
export async function closeCommand(context: WriteContext): Promise<void> {
  const head = await closeWithAudit(context.t, context.audited.splice(0))
  refuseMoved(context, head)
}

/** The same for what leaves no entry in the audit. @throws HeadMoved */
export async function closeUnaudited(context: WriteContext): Promise<void> {
  const [row] = await context.t.all<{ head: string | null }>(`SELECT ${headMark} AS head`)
  refuseMoved(context, row?.head ?? null)
}

function refuseMoved({ mark }: WriteContext, head: string | null): void {
  // There is none where nothing was written, and in tests of this room, whose tables have no release.
  if (head !== null && head !== mark) throw new HeadMoved()
}
