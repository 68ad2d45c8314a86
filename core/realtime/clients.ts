import type { Socket } from 'socket.io'
import type { Principal } from '#core/identity/index.ts'
import type { WatchRule } from '#core/records/index.ts'

/** What other processes may ask of a socket: `data` is sent between them, so no credential is in it. */
export interface SocketData {
  person: { readonly id: string; readonly name: string }
  /** Records that are open, `<entity>/<id>`, and whether they are being edited. */
  open: Record<string, 'view' | 'edit'>
}

/** A connected, authenticated client of this process. */
export type Client = Socket & { data: SocketData }

/** What a client asked to hear about one entity. */
export interface Subscription {
  /** The name he subscribed by: it may be a former one. */
  readonly entity: string
  readonly filter: unknown
  readonly rule: WatchRule
}

/** Who is connected to this process, by what right, and what each listens to. */
export interface Clients {
  add(client: Client, principal: Principal): void
  /** Forgets a client that left. */
  drop(client: Client): void
  has(client: Client): boolean
  principalOf(client: Client): Principal
  /** Clients by hash of their credential. */
  byCredential(): ReadonlyMap<string, readonly Client[]>
  /** Takes the place of the principal of every client with this credential. */
  replace(principal: Principal): void
  countOf(hash: string): number
  /** By the name of the entity. */
  subscriptionsOf(client: Client): ReadonlyMap<string, Subscription>
  /** Takes the place of the client's subscription of the same name. */
  subscribe(client: Client, subscription: Subscription): void
  unsubscribe(client: Client, entity: string): void
  /** Subscribers of the entity of this uid by key of their rule. */
  byRule(uid: string): ReadonlyMap<string, Subscribers>
}

/** Those who share a rule. */
export interface Subscribers {
  readonly rule: WatchRule
  readonly clients: Subscriber[]
}

export interface Subscriber {
  readonly client: Client
  readonly subscription: Subscription
}

interface Entry {
  principal: Principal
  readonly subscriptions: Map<string, Subscription>
}

export function createClients(): Clients {
  const entries = new Map<Client, Entry>()
  const counts = new Map<string, number>()
  /** Asked for at every change, and seldom another: kept until somebody comes, goes or subscribes. */
  const rulesByUid = new Map<string, ReadonlyMap<string, Subscribers>>()
  const count = (hash: string, by: 1 | -1) => {
    const now = (counts.get(hash) ?? 0) + by
    if (now > 0) counts.set(hash, now)
    else counts.delete(hash)
  }
  const entryOf = (client: Client): Entry => {
    const entry = entries.get(client)
    if (!entry) throw new TypeError('the client has left')
    return entry
  }
  return {
    add(client, principal) {
      entries.set(client, { principal, subscriptions: new Map() })
      count(principal.hash, 1)
    },
    drop(client) {
      const entry = entries.get(client)
      if (entry) count(entry.principal.hash, -1)
      entries.delete(client)
      rulesByUid.clear()
    },
    has: (client) => entries.has(client),
    principalOf: (client) => entryOf(client).principal,
    byCredential: () => Map.groupBy(entries.keys(), (one) => entryOf(one).principal.hash),
    replace(principal) {
      for (const entry of entries.values()) {
        if (entry.principal.hash === principal.hash) entry.principal = principal
      }
    },
    countOf: (hash) => counts.get(hash) ?? 0,
    subscriptionsOf: (client) => entries.get(client)?.subscriptions ?? new Map(),
    subscribe(client, subscription) {
      entries.get(client)?.subscriptions.set(subscription.entity, subscription)
      rulesByUid.clear()
    },
    unsubscribe(client, entity) {
      if (entries.get(client)?.subscriptions.delete(entity)) rulesByUid.clear()
    },
    byRule(uid) {
      const known = rulesByUid.get(uid)
      if (known) return known
      const rules = rulesOf(uid, entries)
      rulesByUid.set(uid, rules)
      return rules
    },
  }
}

function rulesOf(uid: string, entries: ReadonlyMap<Client, Entry>): Map<string, Subscribers> {
  const rules = new Map<string, Subscribers>()
  for (const [client, { subscriptions }] of entries) {
    for (const subscription of subscriptions.values()) {
      const { rule } = subscription
      if (rule.uid !== uid) continue
      const known = rules.get(rule.key)
      if (known) known.clients.push({ client, subscription })
      else rules.set(rule.key, { rule, clients: [{ client, subscription }] })
    }
  }
  return rules
}
