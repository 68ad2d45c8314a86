import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import type { Database } from '#core/storage/index.ts'

interface ProcessRow {
  pid: number
  parent: number
  /** User and system time of all threads and of children that have ended, in clock ticks. */
  ticks: number
}

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** CPU time of a process and those it started, in milliseconds, from /proc; 10 ms is the finest step. */
export function cpuOfTree(pid: number): number {
  const ticks = treeOf(pid).reduce((sum, row) => sum + row.ticks, 0)
  return (ticks * 1000) / ticksPerSecond
}

/** Resident memory of a process and those it started, in MB. */
export function residentOfTree(pid: number): number {
  const kilobytes = treeOf(pid).map((row) => {
    const status = readFileSync(`/proc/${row.pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0)
  })
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024
}

function treeOf(pid: number): ProcessRow[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readRow(Number(name)))
    .filter((row) => row !== null)
  const own = new Set([pid])
  // A child may have a smaller number than its parent: go on until nothing is added.
  for (let size = 0; size !== own.size;) {
    size = own.size
    for (const row of all) if (own.has(row.parent)) own.add(row.pid)
  }
  return all.filter((row) => own.has(row.pid))
}

function readRow(pid: number): ProcessRow | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold blanks; fields count from behind it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return { pid, parent: Number(fields[1]), ticks }
  } catch {
    return null
  }
}

/** CPU time in milliseconds of each backend that serves this PostgreSQL database, if it is on this machine. */
export async function cpuOfBackends(database: Database): Promise<ReadonlyMap<number, number>> {
  if (database.dialect.name !== 'postgres') return new Map()
  const rows = await database.read.all<{ pid: number }>(
    'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()'
  )
  const known = rows.map(({ pid }) => readRow(pid)).filter((row) => row !== null)
  return new Map(known.map((row) => [row.pid, (row.ticks * 1000) / ticksPerSecond]))
}

/** What backends used between two readings; one that ended meanwhile is not counted. */
export function usedBetween(
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>
): number {
  let used = 0
  for (const [pid, time] of after) used += time - (before.get(pid) ?? 0)
  return used
}
