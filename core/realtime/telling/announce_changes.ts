import type { Server } from 'socket.io'
import type { Services } from '#core/http/index.ts'
import { onRecordChanged } from '#core/records/index.ts'
import type { ChangeFollower, ChangeNotice, LoggedChange } from '#core/records/index.ts'
import type { Clients, Subscriber, Subscribers } from '../clients.ts'
import type { Delivery } from './deliver.ts'
import { toldTimes } from './told_times.ts'

/** Changes of one moment are told together: a list of 500 imported rows is judged once, not 500 times. */
const gatherFor = 50
/** How often the log is looked at where other processes write to it and a wake-up may be lost. */
const lookEvery = 1_000

export interface Announcer {
  /** Looks at the log soon. */
  wake(): void
  /** Every change up to this number has been told. */
  settled(): number
  /** The same so long ago, ms; null when that is not known. */
  settledAgo(ms: number): number | null
  stop(): void
}

interface Parts {
  readonly services: Services
  readonly clients: Clients
  readonly delivery: Delivery
}

/**
 * After each commit, of whichever process, tells `record.changed {entity, id, rev, seq}` to those who
 * may read the record and asked for it, and `gone: true` to those who could until then. The log of
 * changes in the database is the only source; what commits and other processes say are wake-ups.
 *
 * @param heard what else has to know of changes, before anybody is told
 */
export async function announceChanges(
  { io, services, clients, delivery }: Parts & { io: Server },
  heard: (changes: readonly LoggedChange[]) => Promise<void>
): Promise<Announcer> {
  const follower = await services.records.watch.follow()
  let timer: NodeJS.Timeout | null = null
  let running = false
  let again = false
  let told = follower.settled()
  const times = toldTimes(told)

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
      if (changes.length > 0) {
        await heard(changes)
        await tell({ services, clients, delivery }, changes, follower)
      }
      told = follower.settled()
      delivery.settle(told)
      times.note(told)
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
    settledAgo: times.settledAgo,
    stop() {
      stop()
      clearInterval(looking)
      if (timer) clearTimeout(timer)
    },
  }
}

async function tell(
  { services, clients, delivery }: Parts,
  changes: readonly LoggedChange[],
  follower: ChangeFollower
): Promise<void> {
  for (const [uid, some] of Map.groupBy(changes, ({ entityUid }) => entityUid)) {
    const judged = new Map<string, readonly ChangeNotice[]>()
    for (;;) {
      const subscribed = [...clients.byRule(uid).values()]
      const rules = subscribed.map(({ rule }) => rule).filter(({ key }) => !judged.has(key))
      if (rules.length === 0) break
      const found = await services.records.watch.judge(some, rules)
      // Who subscribed meanwhile was promised what comes after the number he was given.
      for (const { key } of rules) judged.set(key, found.get(key) ?? [])
    }
    for (const { notice, to } of byNotice(clients.byRule(uid), judged)) {
      // A number that all before have been told of: from there a client catches up.
      delivery.tell(to, { ...notice, from: Math.min(notice.seq, follower.settled()) })
    }
  }
}

interface Addressed {
  readonly notice: ChangeNotice
  readonly to: Subscriber[]
}

/** Each notice once with all whom it is for, in the order of the log. */
function byNotice(
  rules: ReadonlyMap<string, Subscribers>,
  judged: ReadonlyMap<string, readonly ChangeNotice[]>
): Addressed[] {
  const all = new Map<string, Addressed>()
  for (const [key, { clients }] of rules) {
    for (const notice of judged.get(key) ?? []) {
      const name = `${notice.seq} ${notice.gone}`
      const known = all.get(name)
      if (known) known.to.push(...clients)
      else all.set(name, { notice, to: [...clients] })
    }
  }
  return [...all.values()].sort((a, b) => a.notice.seq - b.notice.seq)
}
