import { setTimeout as pause } from 'node:timers/promises'
import { slips } from './mass_table.ts'
import type { MassTable } from './mass_table.ts'

/** How long requests took that were under way at some time, in milliseconds. */
export interface Waits {
  readonly writes: number[]
  readonly reads: number[]
  readonly errors: number
}

/** One who writes and one who reads, on and on. */
export interface People {
  /** What there was since the last time this was asked. */
  take(): Waits
  stop(): Promise<void>
}

const restMillis = 5

export function startPeople({ admin }: MassTable): People {
  let waits = { writes: [] as number[], reads: [] as number[], errors: 0 }
  let isOver = false
  const onAndOn = async (
    what: 'writes' | 'reads',
    send: (n: number) => Promise<{ status: number; text: string }>
  ) => {
    for (let n = 0; !isOver; n += 1) {
      const began = performance.now()
      const { status, text } = await send(n)
      waits[what].push(performance.now() - began)
      if (status >= 300) {
        waits.errors += 1
        console.log(`  ${status}: ${text.slice(0, 300)}`)
      }
      await pause(restMillis)
    }
  }
  const values = (n: number) => ({ name: `w${n}`, code: `w${n}`, price: `${n}.25` })
  const both = [
    onAndOn('writes', (n) => admin.post(slips, values(n))),
    onAndOn('reads', () => admin.get(`${slips}?limit=20`)),
  ]
  return {
    take() {
      const taken = waits
      waits = { writes: [], reads: [], errors: 0 }
      return taken
    },
    async stop() {
      isOver = true
      await Promise.all(both)
    },
  }
}

export function longest(list: readonly number[]): number {
  return Math.round(Math.max(0, ...list))
}

export function told(list: readonly number[]): string {
  const sorted = list.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)
  return `${list.length}, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${longest(list)} ms`
}
