import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '#core/storage/index.ts'
import type { LoadResult, Operation, Style, Target } from '../load/messages.ts'
import type { LoadGenerator } from './load_generator.ts'
import type { BenchOptions } from './options.ts'
import { cpuOfBackends, cpuOfTree, usedBetween } from './process_usage.ts'
import type { Server } from './start_server.ts'

/** One run of one server. CPU times are milliseconds for one request. */
export interface Measured extends LoadResult {
  throughput: number
  cpu: number
  /** Of PostgreSQL's backends; 0 with SQLite, which runs inside the server. */
  databaseCpu: number
}

export interface OperationResult {
  operation: Operation
  runs: Record<Style, Measured[]>
}

interface Bench {
  servers: readonly Server[]
  token: string
  load: LoadGenerator
  database: Database
  options: BenchOptions
}

/** Servers may still write and collect garbage when the last answer is there. */
const drain = 400

/**
 * One operation: a warm-up of each server, then A B A B …, so that what disturbs the machine
 * disturbs both.
 *
 * @throws Error when one answer was wrong: an error must not count as a fast answer
 */
export async function measureOperation(
  bench: Bench,
  operation: Operation
): Promise<OperationResult> {
  const { servers, options } = bench
  const runs: OperationResult['runs'] = { platform: [], handwritten: [] }
  for (const server of servers) await measureRun(bench, server, operation)
  for (let round = 0; round < options.rounds; round++) {
    for (const server of servers) {
      runs[server.style].push(await measureRun(bench, server, operation))
    }
  }
  return { operation, runs }
}

async function measureRun(bench: Bench, server: Server, operation: Operation): Promise<Measured> {
  const { load, database, token, options } = bench
  const { connections, seconds } = options
  const target: Target = { style: server.style, url: server.url, token }
  await wait(drain)
  const [cpu, backends] = [cpuOfTree(server.pid), await cpuOfBackends(database)]
  const result = await load.run({ target, operation, connections, seconds })
  if (result.wrong > 0) {
    const told = result.samples.join('\n')
    throw new Error(`${server.style}, ${operation}: ${result.wrong} wrong answers\n${told}`)
  }
  const used = cpuOfTree(server.pid) - cpu
  const databaseUsed = usedBetween(backends, await cpuOfBackends(database))
  return {
    ...result,
    throughput: result.answered / result.seconds,
    cpu: used / result.answered,
    databaseCpu: databaseUsed / result.answered,
  }
}
