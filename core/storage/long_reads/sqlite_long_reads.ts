import { statSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { letOthersIn } from '../event_loop.ts'
import { sendOn } from '../prepared.ts'
import type { LongRead, SendLong } from './long_read.ts'
import { readProcesses } from './read_processes.ts'

/** Runs work on a pooled connection and gives it back. */
export type Borrow = <T>(work: (connection: object) => Promise<T>) => Promise<T>

/**
 * Bytes of the file times conditions that scan: below it no statement takes long enough to be felt
 * (a condition looks through about 1 MB in a millisecond).
 */
const harmless = 32 * 1024 * 1024
/** How long the size of the file is believed, in milliseconds. */
const sizeMillis = 5_000

/**
 * Long reads on SQLite, whose driver answers in the thread of the event loop: what may take long
 * runs in a process, what has shown to be quick runs in place. What scans is never taken for quick,
 * because its time depends on the values it is asked with.
 *
 * @param borrow lends the connection of all short reads
 */
export function sqliteLongReads(
  file: string,
  borrow: Borrow
): { send: SendLong; stop: () => void } {
  const processes = readProcesses(file)
  const pace = paceOfStatements()
  const sizeOf = fileSize(file)
  const isShort = (sql: string, { scans }: LongRead) =>
    (scans === 0 && pace.isQuick(sql)) || sizeOf() * Math.max(1, scans) <= harmless
  return {
    stop: processes.stop,
    async send(sql, bindings, read) {
      if (read.scans === 0 && !isShort(sql, read)) await pace.proven(sql)
      if (!isShort(sql, read)) {
        const asked = processes.ask({ sql, bindings }, read)
        if (read.scans === 0 && !pace.isKnown(sql)) pace.prove(sql, asked)
        const { rows, took } = await asked
        if (read.scans === 0) pace.learn(sql, millisOf(took))
        return rows
      }
      return borrow(async (connection) => {
        const pause = letOthersIn()
        if (pause) await pause
        read.signal?.throwIfAborted()
        const began = process.threadCpuUsage()
        // Answered when it returns: what is awaited is only the promise around it.
        const answer = sendOn.sqlite(connection, sql, bindings)
        pace.learn(sql, millisOf(process.threadCpuUsage(began)))
        return answer
      })
    },
  }
}

/** Milliseconds of CPU: on a busy machine the clock on the wall would make every statement slow. */
function millisOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000
}

/** Milliseconds a statement may take where others wait for it. */
const quickMillis = 5
/** One that took so long has to show that it is quick. */
const slowMillis = 20
/** How often in a row: other values may make it long again. */
const proofs = 50
/** Statements whose times are remembered. */
const remembered = 1_000
/** How long others wait for the first of a statement to show its pace, in milliseconds. */
const proofMillis = 1_000

/** Remembers which statements are quick, by their text. */
function paceOfStatements() {
  /** How often a statement has still to be quick before it counts as quick. */
  const missing = new Map<string, number>()
  /** First runs of statements nobody has seen yet. */
  const proving = new Map<string, Promise<unknown>>()
  return {
    isKnown: (sql: string) => missing.has(sql) || proving.has(sql),
    /** Everybody opens the same list in the morning: one process tells all whether it is quick. */
    prove(sql: string, first: Promise<unknown>): void {
      const shown = Promise.race([
        first,
        new Promise((resolve) => setTimeout(resolve, proofMillis)),
      ])
      proving.set(
        sql,
        shown.catch(() => {}).finally(() => proving.delete(sql))
      )
    },
    /** Resolves when there is nothing to wait for. */
    proven: (sql: string) => proving.get(sql),
    isQuick: (sql: string) => missing.get(sql) === 0,
    learn(sql: string, took: number) {
      const before = missing.get(sql)
      if (before === 0 && took < slowMillis) return
      if (before === undefined && missing.size >= remembered) {
        missing.delete(missing.keys().next().value!)
      }
      const left = before ?? 1
      missing.set(sql, took >= slowMillis ? proofs : took < quickMillis ? left - 1 : left)
    },
  }
}

function fileSize(file: string): () => number {
  let bytes = 0
  let seenAt = -Infinity
  return () => {
    const now = performance.now()
    if (now - seenAt < sizeMillis) return bytes
    seenAt = now
    return (bytes = statSync(file).size)
  }
}
