import { accessOf } from '#engine/access/index.ts'
import type { Actor } from '#engine/access/actor.ts'
import type { Services } from '#core/http/index.ts'
import { onRecordChanged } from '#core/records/index.ts'
import type { RecordChanged } from '#core/records/index.ts'
import type { Client, Subscriptions } from './subscriptions.ts'

/** Changes of one moment are told together: a list of 500 imported rows asks once, not 500 times. */
const gatherFor = 50
const atOnce = 200

/**
 * After each commit, tells `record.changed {entity, id, rev}` to those who may read the record, and
 * nothing of its values. Whether they may is asked through `records`, as they would ask themselves,
 * once for each credential; a credential that has ended disconnects its sockets.
 */
export function announceChanges(services: Services, subscriptions: Subscriptions): () => void {
  let gathered: RecordChanged[] = []
  let timer: NodeJS.Timeout | null = null
  const flush = () => {
    const changes = gathered
    gathered = []
    timer = null
    for (const [entity, list] of Map.groupBy(changes, (change) => change.entity)) {
      void announce(services, subscriptions, entity, list)
    }
  }
  const stop = onRecordChanged((change) => {
    gathered.push(change)
    timer ??= setTimeout(flush, gatherFor)
  })
  return () => {
    stop()
    if (timer) clearTimeout(timer)
  }
}

async function announce(
  services: Services,
  subscriptions: Subscriptions,
  entity: string,
  changes: readonly RecordChanged[]
): Promise<void> {
  for (const clients of subscriptions.byCredential(entity).values()) {
    try {
      await announceTo(services, clients, entity, changes)
    } catch (error) {
      // The next change is told again; who missed one sees it at his next reading.
      process.emitWarning(error instanceof Error ? error : String(error))
    }
  }
}

async function announceTo(
  services: Services,
  clients: readonly Client[],
  entity: string,
  changes: readonly RecordChanged[]
): Promise<void> {
  const principal = await services.identity.refresh(clients[0]!.data.principal)
  if (!principal || principal.mustChangePassword) {
    for (const client of clients) client.disconnect(true)
    return
  }
  const latest = [...new Map(changes.map((change) => [change.id, change])).values()]
  for (let from = 0; from < latest.length; from += atOnce) {
    const some = latest.slice(from, from + atOnce)
    const readable = await readableIds(services, principal.actor, entity, some)
    for (const { id, rev } of some.filter((change) => readable.has(change.id))) {
      for (const client of clients) client.emit('record.changed', { entity, id, rev })
    }
  }
}

/**
 * Which of the records the actor may read. A deleted one is in nobody's list any more: it is told to
 * whoever may read every record of the entity.
 */
async function readableIds(
  services: Services,
  actor: Actor,
  entity: string,
  changes: readonly RecordChanged[]
): Promise<ReadonlySet<string>> {
  const application = services.registry.current()
  const compiled = application.entities.get(entity)
  const access = accessOf(application, actor)
  if (!compiled || !access.may(compiled, 'read')) return new Set()
  const ids = changes.map((change) => change.id)
  if (access.scope(compiled, 'read').op === 'true') return new Set(ids)
  const filter = JSON.stringify({ id: { in: ids } })
  const limit = String(atOnce)
  const { data } = await services.records.list(actor, entity, { filter, limit, fields: 'id' })
  return new Set(data.map((record) => String(record.id)))
}
