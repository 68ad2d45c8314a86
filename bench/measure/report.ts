import type { Style } from '../load/messages.ts'
import type { BenchOptions } from './options.ts'
import type { StatementCounts } from './rehearse.ts'
import type { Measured, OperationResult } from './rounds.ts'

/** All that one run of the benchmark found out. */
export interface BenchResult {
  options: BenchOptions
  operations: readonly OperationResult[]
  statements: StatementCounts
  /** Milliseconds until the server listens, on the filled database. */
  startTime: Record<Style, number>
  /** MB, after the load. */
  resident: Record<Style, number>
}

const figures = ['throughput', 'p50', 'p95', 'p99', 'cpu', 'databaseCpu'] as const
type Figures = Record<(typeof figures)[number], number>

/** Medians of both servers and their ratios (platform : hand-written), by operation. */
export function summary({ operations, statements }: BenchResult) {
  return operations.map(({ operation, runs }) => {
    const [platform, handwritten] = [medians(runs.platform), medians(runs.handwritten)]
    const ratio = Object.fromEntries(
      figures.map((name) => [name, handwritten[name] ? platform[name] / handwritten[name] : null])
    ) as Record<keyof Figures, number | null>
    return {
      operation,
      platform: { ...platform, statements: statements.platform[operation] },
      handwritten: { ...handwritten, statements: statements.handwritten[operation] },
      ratio,
    }
  })
}

function medians(runs: readonly Measured[]): Figures {
  const entries = figures.map((name) => [name, median(runs.map((run) => run[name]))])
  return Object.fromEntries(entries) as Figures
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

const widths = [12, 13, 8, 8, 8, 8, 8, 8, 5]

/** The table people read. */
export function table(result: BenchResult): string {
  const { options, startTime, resident } = result
  const kind = options.database === null ? 'SQLite' : 'PostgreSQL'
  const { rows, connections, rounds, seconds } = options
  const setting = `${rows} rows, ${connections} connections, medians of ${rounds} runs of ${seconds} s`
  const whole = (times: Record<Style, number>, unit: string) =>
    `platform ${Math.round(times.platform)} ${unit}, hand-written ${Math.round(times.handwritten)} ${unit}`
  return [
    `${kind}: ${setting}; times in ms, CPU in ms for one request, db = PostgreSQL's`,
    '',
    row(['operation', 'server', 'req/s', 'p50', 'p95', 'p99', 'CPU', 'db CPU', 'SQL']),
    ...summary(result).flatMap(({ operation, platform, handwritten, ratio }) => [
      row([operation, 'platform', ...cells(platform), String(platform.statements)]),
      row(['', 'hand-written', ...cells(handwritten), String(handwritten.statements)]),
      row(['', 'ratio', ...figures.map((name) => ratio[name]?.toFixed(2) ?? '-'), '']),
    ]),
    '',
    `start: ${whole(startTime, 'ms')}`,
    `resident: ${whole(resident, 'MB')}`,
  ].join('\n')
}

function cells(of: Figures): string[] {
  const { throughput, p50, p95, p99, cpu, databaseCpu } = of
  const times = [p50, p95, p99].map((time) => time.toFixed(1))
  return [throughput.toFixed(0), ...times, cpu.toFixed(2), databaseCpu.toFixed(2)]
}

function row(texts: readonly string[]): string {
  const padded = texts.map((text, i) =>
    i < 2 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!)
  )
  return padded.join(' ').trimEnd()
}
