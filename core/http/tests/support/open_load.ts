/** Requests at a steady pace, whoever answers late: as people send them who do not know of each other. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Reply } from '../../../../tests/harness/server.ts'

export interface Asked {
  kind: 'read' | 'write'
  /** Milliseconds since the load began, when it was meant to be sent. */
  at: number
  /** Milliseconds from then until it was answered. */
  took: number
  reply: Reply
}

/** The nth request of a load. */
export type Request = (n: number) => { kind: Asked['kind']; send: () => Promise<Reply> }

/** So many requests a second, or half of what this machine carries while others use it too. */
export async function possibleRate(request: Request, most: number): Promise<number> {
  const until = performance.now() + 2_000
  let sent = 0
  const lane = async () => {
    while (performance.now() < until) await request(sent++).send()
  }
  await Promise.all(Array.from({ length: 8 }, lane))
  return Math.min(most, Math.ceil(sent / 4))
}

/** So many requests a second until it is over, whatever becomes of them. */
export async function openLoad(
  request: Request,
  { rate, isOver }: { rate: number; isOver: (millis: number) => boolean }
): Promise<Asked[]> {
  const began = performance.now()
  const asked: Promise<Asked>[] = []
  for (let n = 0; ; n++) {
    const at = (n * 1_000) / rate
    if (isOver(at)) return Promise.all(asked)
    const wait = at - (performance.now() - began)
    if (wait > 1) await pause(wait)
    const { kind, send } = request(n)
    asked.push(send().then((reply) => ({ kind, at, took: performance.now() - began - at, reply })))
  }
}

/** Time below which that share of them was answered, in milliseconds. */
export function percentile(some: readonly Asked[], share: number): number {
  const times = some.map(({ took }) => took).sort((a, b) => a - b)
  return times[Math.min(times.length - 1, Math.floor(times.length * share))]!
}
