import type { Socket } from 'socket.io'
import type { Principal } from '#core/identity/index.ts'

/** A connected, authenticated client. */
export type Client = Socket & { data: { principal: Principal } }

/** Who wants to hear of which entity, in memory of this process. */
export interface Subscriptions {
  add(client: Client, entity: string): void
  remove(client: Client, entity: string): void
  /** Forgets a client that left. */
  drop(client: Client): void
  countOf(client: Client): number
  /** Subscribers of an entity, grouped by credential: access is asked once for each. */
  byCredential(entity: string): ReadonlyMap<string, readonly Client[]>
}

export function createSubscriptions(): Subscriptions {
  const byEntity = new Map<string, Set<Client>>()
  const entitiesOf = new WeakMap<Client, Set<string>>()
  const remove = (client: Client, entity: string) => {
    entitiesOf.get(client)?.delete(entity)
    const clients = byEntity.get(entity)
    clients?.delete(client)
    if (clients?.size === 0) byEntity.delete(entity)
  }
  return {
    add(client, entity) {
      byEntity.set(entity, (byEntity.get(entity) ?? new Set()).add(client))
      entitiesOf.set(client, (entitiesOf.get(client) ?? new Set()).add(entity))
    },
    remove,
    drop(client) {
      for (const entity of [...(entitiesOf.get(client) ?? [])]) remove(client, entity)
    },
    countOf: (client) => entitiesOf.get(client)?.size ?? 0,
    byCredential: (entity) => Map.groupBy(byEntity.get(entity) ?? [], credentialOf),
  }
}

export function credentialOf(client: Client): string {
  return client.data.principal.hash
}
