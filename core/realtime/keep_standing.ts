import { onRecordChanged } from '#core/records/index.ts'
import type { LoggedChange } from '#core/records/index.ts'
import type { Services } from '#core/http/index.ts'
import type { Client, Clients } from './clients.ts'

/** Credentials are looked at this often, on every process: whoever lost one is out within a second. */
const lookEvery = 750
/** What a person's rules read of other records (attributes, departments) is read again this often. */
const renewEvery = 60_000

export interface StandingKeeper {
  /** What the actor's values are read from may be among these changes. */
  heard(changes: readonly LoggedChange[]): Promise<void>
  stop(): void
}

/**
 * Sockets outlive requests: a session that ended, a user who was disabled, ends them; other roles
 * make other rules. Looks at all credentials together, in a statement for each 500, and reads again
 * only those that changed.
 */
export function keepStanding(services: Services, clients: Clients): StandingKeeper {
  const known = new Map<string, string>()
  let renewed = Date.now()
  let running: Promise<void> | null = null

  const look = async () => {
    const byCredential = clients.byCredential()
    if (byCredential.size === 0) return known.clear()
    const principals = [...byCredential.values()].map(([first]) => clients.principalOf(first!))
    const standing = await services.identity.standing(principals)
    const all = Date.now() - renewed > renewEvery
    if (all) renewed = Date.now()
    for (const [hash, some] of byCredential) {
      const text = standing.get(hash)
      const before = known.get(hash)
      if (text === undefined) end(some)
      else if (all || before !== text) {
        await renew(services, clients, some)
      }
      if (text === undefined) known.delete(hash)
      else known.set(hash, text)
    }
    for (const hash of known.keys()) if (!byCredential.has(hash)) known.delete(hash)
  }
  const lookOnce = () => {
    // A database that does not answer is no reason to end anybody; the next look asks again.
    running ??= look()
      .catch(() => {})
      .finally(() => (running = null))
    return running
  }
  const timer = setInterval(() => void lookOnce(), lookEvery).unref()
  const stop = onRecordChanged(({ entity }) => {
    if (entity === services.registry.current().anchors.user) void lookOnce()
  })
  const stopRelease = services.registry.onChange(() => {
    renewed = 0
    void lookOnce()
  })
  return {
    async heard(changes) {
      const uids = new Set(changes.map(({ entityUid }) => entityUid))
      const { entities } = services.registry.current()
      for (const { key, uid } of entities.values()) {
        if (!uids.has(uid)) continue
        services.identity.recordChanged(key)
        if (sourcesOf(services).has(key)) renewed = 0
      }
    },
    stop() {
      clearInterval(timer)
      stop()
      stopRelease()
    },
  }
}

/** Entities that an actor's values are read from. */
function sourcesOf({ registry }: Services): ReadonlySet<string> {
  const { anchors, actorAttributes } = registry.current()
  const attributes = [...actorAttributes.values()].map(({ from }) => from)
  return new Set([...attributes, anchors.department ?? '', anchors.organization ?? ''])
}

function end(some: readonly Client[]): void {
  for (const client of some) client.disconnect(true)
}

/** The principal as it is now, and the rules that follow from it; a rule that is no more is dropped. */
async function renew(services: Services, clients: Clients, some: readonly Client[]): Promise<void> {
  const principal = await services.identity.refresh(clients.principalOf(some[0]!))
  if (!principal || principal.mustChangePassword) return end(some)
  clients.replace(principal)
  await services.registry.ready(principal.actor.language)
  for (const client of some) {
    for (const [entity, { filter }] of [...clients.subscriptionsOf(client)]) {
      try {
        const rule = services.records.watch.rule(principal.actor, entity, filter)
        clients.subscribe(client, { entity, filter, rule })
      } catch {
        clients.unsubscribe(client, entity)
        client.emit('subscription.ended', { entity })
      }
    }
  }
}
