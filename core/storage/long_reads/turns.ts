import { watchEnd } from './long_read.ts'
import type { LongRead } from './long_read.ts'

/** Lets so many in at once; the others wait in the order they came. */
export interface Turns {
  /**
   * Resolves to what gives the turn back, to be called once.
   *
   * @throws what the read ends with, when it ends before its turn
   */
  take(read: LongRead): Promise<() => void>
}

/** Turns for `most` at once. */
export function turns(most: number): Turns {
  let taken = 0
  const waiting = new Set<() => void>()
  const giveBack = () => {
    taken--
    const [next] = waiting
    next?.()
  }
  return {
    take: (read) =>
      new Promise((resolve, reject) => {
        const enter = () => {
          forget()
          waiting.delete(enter)
          taken++
          resolve(giveBack)
        }
        let isOver = false
        const forget = watchEnd(read, (reason) => {
          isOver = true
          waiting.delete(enter)
          reject(reason as Error)
        })
        if (isOver) return
        if (taken < most) enter()
        else waiting.add(enter)
      }),
  }
}
