import type { ChangeNotice } from '#core/records/index.ts'
import type { Client, Subscriber, Subscription } from '../clients.ts'

/** A notice with the number that a client catches up from. */
interface Told extends ChangeNotice {
  readonly from: number
}

/** Where a subscription stands between what it missed and what is told as it happens. */
interface CatchingUp {
  /** What happened while the missed was read; it is told after it. */
  held: Told[] | null
  /** What was told as missed, by record; it is not told again. */
  readonly revs: Map<string, number>
  upTo: number
}

/** Sends one message to clients of this process, by their ids; it is put into bytes once for all. */
export type Send = (
  ids: string[],
  message: { entity: string; id: string; rev: number; seq: number; gone?: true }
) => void

/**
 * Sends `record.changed` to subscribers. What a client missed and what happens meanwhile may be the
 * same changes: each is told once, and the missed before the new.
 */
export interface Delivery {
  /** Tells all who share a rule. */
  tell(subscribers: readonly Subscriber[], notice: Told): void
  /** @param read reads what was missed; null = too much */
  catchUp(
    client: Client,
    subscription: Subscription,
    at: { settled: number; read: () => Promise<ChangeNotice[] | null> }
  ): Promise<'told' | 'too much'>
  /** Every change up to this number has been told: nobody hears of it again. */
  settle(to: number): void
}

export function createDelivery(send: Send): Delivery {
  /** By client and entity: other roles make another subscription of the same name. */
  const catching = new Map<string, CatchingUp>()
  const nameOf = ({ client, subscription }: Subscriber) => `${client.id} ${subscription.entity}`
  const sendTo = (ids: string[], entity: string, { id, rev, from, gone }: Told) =>
    send(ids, { entity, id, rev, seq: from, ...(gone ? { gone } : {}) })
  /** Whether a subscriber is told now, and not later or at all. */
  const isDue = (subscriber: Subscriber, notice: Told): boolean => {
    const state = catching.get(nameOf(subscriber))
    if (state?.held) state.held.push(notice)
    return !state?.held && (state?.revs.get(notice.id) ?? 0) < notice.rev
  }
  const tell: Delivery['tell'] = (subscribers, notice) => {
    const due = subscribers.filter((one) => isDue(one, notice))
    for (const [entity, some] of Map.groupBy(due, ({ subscription }) => subscription.entity)) {
      const ids = some.map(({ client }) => client.id)
      sendTo(ids, entity, notice)
    }
  }
  return {
    tell,
    async catchUp(client, subscription, { settled, read }) {
      const state: CatchingUp = { held: [], revs: new Map(), upTo: 0 }
      const name = nameOf({ client, subscription })
      catching.set(name, state)
      let missed: ChangeNotice[] | null = null
      try {
        missed = await read()
        for (const notice of missed ?? []) {
          state.revs.set(notice.id, notice.rev)
          state.upTo = Math.max(state.upTo, notice.seq)
          const from = Math.min(notice.seq, settled)
          sendTo([client.id], subscription.entity, { ...notice, from })
        }
      } finally {
        const held = state.held ?? []
        state.held = null
        if (missed === null && catching.get(name) === state) catching.delete(name)
        for (const notice of held) tell([{ client, subscription }], notice)
      }
      return missed === null ? 'too much' : 'told'
    },
    settle(to) {
      for (const [name, { held, upTo }] of catching) {
        if (held === null && upTo <= to) catching.delete(name)
      }
    },
  }
}
