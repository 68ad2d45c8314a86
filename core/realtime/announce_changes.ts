import type { Server } from 'socket.io'
import type { Services } from '#core/http/index.ts'
import { onRecordChanged } from '#core/records/index.ts'
import type { ChangeFollower, LoggedChange } from '#core/records/index.ts'
import type { Clients } from './clients.ts'

/** Changes of one moment are told together: a list of 500 imported rows is judged once, not 500 times. */
const gatherFor = 50
/** How often the log is looked at where other processes write to it and a wake-up may be lost. */
const lookEvery = 1_000

export interface Announcer {
  /** Looks at the log soon. */
  wake(): void
  /** Every change up to this number has been told. */
  settled(): number
  stop(): void
}

/**
 * After each commit, of whichever process, tells `record.changed {entity, id, rev, seq}` to those who
 * may read the record and asked for it, and `gone: true` to those who could until then. The log of
 * changes in the database is the only source; what commits and other processes say are wake-ups.
 *
 * @param heard what else has to know of changes, before anybody is told
 */
export async function announceChanges(
  { io, services, clients }: { io: Server; services: Services; clients: Clients },
  heard: (changes: readonly LoggedChange[]) => Promise<void>
): Promise<Announcer> {
  const follower = await services.records.watch.follow()
  let timer: NodeJS.Timeout | null = null
  let running = false
  let again = false
  let told = follower.settled()

  const run = async () => {
    timer = null
    if (running) return void (again = true)
    running = true
    try {
      do {
        again = false
        await readAll()
      } while (again)
    } catch (error) {
      // The log keeps what was not told: the next wake-up starts where this one ended.
      process.emitWarning(error instanceof Error ? error : String(error))
    } finally {
      running = false
    }
  }
  const readAll = async () => {
    for (;;) {
      const changes = await follower.next()
      if (changes.length > 0) await tell(services, clients, { changes, follower, heard })
      told = follower.settled()
      if (changes.length === 0) return
    }
  }
  const wake = () => {
    timer ??= setTimeout(() => void run(), gatherFor)
  }
  const stop = onRecordChanged(() => {
    wake()
    if (isShared) io.serverSideEmit('changed')
  })
  const isShared = services.database.dialect.openWriters !== null
  const looking = isShared ? setInterval(wake, lookEvery).unref() : undefined
  return {
    wake,
    settled: () => told,
    stop() {
      stop()
      clearInterval(looking)
      if (timer) clearTimeout(timer)
    },
  }
}

async function tell(
  services: Services,
  clients: Clients,
  of: {
    changes: readonly LoggedChange[]
    follower: ChangeFollower
    heard: (changes: readonly LoggedChange[]) => Promise<void>
  }
): Promise<void> {
  const { changes, follower, heard } = of
  await heard(changes)
  for (const [uid, some] of Map.groupBy(changes, ({ entityUid }) => entityUid)) {
    const subscribed = clients.byRule(uid)
    if (subscribed.size === 0) continue
    const rules = [...subscribed.values()].map(({ rule }) => rule)
    const judged = await services.records.watch.judge(some, rules)
    for (const [key, notices] of judged) {
      for (const { seq, id, rev, gone } of notices) {
        // A number that all before have been told of: from there a client catches up.
        const since = Math.min(seq, follower.settled())
        const notice = { id, rev, seq: since, ...(gone ? { gone } : {}) }
        for (const { client, entity } of subscribed.get(key)!.clients) {
          client.emit('record.changed', { entity, ...notice })
        }
      }
    }
  }
}
