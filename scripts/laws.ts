/**
 * Long runs of laws that `npm test` holds for a few hundred operations.
 *
 *   npm run laws -- relations --operations 100000 [--seed 1] [--lanes 4]
 *   npm run laws -- rollups --operations 1000000 [--seed 1] [--lanes 4]
 *   npm run laws -- leaks --operations 100000 [--seed 1] [--way wire]   of the rooms, or of a server and its sockets
 *   npm run laws -- publish --operations 200 [--seed 1]     random changes of definitions over random data
 *   npm run laws -- crash --operations 1000                 a publish killed before so many of its statements
 *
 * On SQLite, or on the PostgreSQL cluster that TEST_DATABASE_URL names.
 */
import { parseArgs } from 'node:util'
import { crashes } from '../core/http/tests/support/crash/crashes.ts'
import type { Crash } from '../core/http/tests/support/crash/crashes.ts'
import { randomReleases } from '../core/http/tests/support/random_releases.ts'
import { clubDocuments } from '../core/records/tests/support/clubs.ts'
import {
  driftOf,
  runComputedOperations,
} from '../core/records/tests/support/computed_operations.ts'
import { openRecords } from '../core/records/tests/support/open_records.ts'
import { brokenLinks } from '../core/records/tests/support/orphans.ts'
import { runLeaks } from '../core/http/tests/support/leaks/run_leaks.ts'
import { workshopDocuments } from '../core/records/tests/support/workshop.ts'
import { runOperations } from '../core/records/tests/support/relation_operations.ts'

interface Options {
  operations: number
  seed: number
  lanes: number
  way: 'rooms' | 'wire'
}

/** Kills a publish before each of its statements, or so many of them; `rowsAtOnce` 0 leaves the values to the queue. */
async function crashEverywhere(rowsAtOnce: number, most: number): Promise<boolean> {
  const started = Date.now()
  const law = await crashes(rowsAtOnce)
  try {
    const found: Crash[] = []
    const step = Math.ceil(law.statements / most)
    for (let statement = 1; statement <= law.statements + 1; statement += step) {
      const crash = await law.at(statement)
      found.push(crash)
      if (crash.faults.length > 0) console.log(crash)
    }
    const killed = found.filter(({ isKilled }) => isKilled)
    const undone = killed.filter(({ head }) => head === '1').length
    const slowest = Math.round(Math.max(...found.map(({ millis }) => millis)))
    console.log(
      `${rowsAtOnce === 0 ? 'by the queue' : 'in the request'}: ${law.statements} statements, ` +
        `${killed.length} kills (${undone} undone, ${killed.length - undone} done), ` +
        `${found.filter(({ faults }) => faults.length > 0).length} findings, ` +
        `open again after ${slowest} ms at most, ${seconds(started)} s`
    )
    return found.every(({ faults }) => faults.length === 0)
  } finally {
    await law.drop()
  }
}

/** Each law by name: runs, prints its figures, and tells whether it held. */
const laws: Record<string, (options: Options) => Promise<boolean>> = {
  /** Random changes of definitions over random data: no value is lost, and going back is going back. */
  async publish({ operations, seed }) {
    const started = Date.now()
    const all: string[] = []
    for (const byQueue of [false, true]) {
      const run = await randomReleases({ changes: operations, seed, byQueue })
      const way = byQueue ? 'values by the queue' : 'values in the request'
      console.log(`${operations} changes, ${way}, ${seconds(started)} s, ${run.refused} refused`)
      console.log(run.done)
      all.push(...run.faults)
    }
    console.log(all.length === 0 ? 'no value lost' : all.join('\n'))
    return all.length === 0
  },

  /** A publish killed before any of its statements is done or undone, and can be brought to its end. */
  async crash({ operations }) {
    const inRequest = await crashEverywhere(10_000, operations)
    return (await crashEverywhere(0, operations)) && inRequest
  },

  /** Whatever is linked, moved, removed and restored: no link leads to nothing. */
  async relations(options) {
    const sample = await openRecords(...clubDocuments)
    const started = Date.now()
    const progress = (done: number) => {
      if (done % 10_000 === 0) console.log(`${done} operations, ${seconds(started)} s`)
    }
    try {
      const tally = await runOperations(sample, { ...options, afterEach: progress })
      const broken = await brokenLinks(sample.database, sample.application)
      console.log(`${tally.done} operations in ${seconds(started)} s, ${options.lanes} at a time`)
      console.log('carried out', Object.fromEntries(tally.carriedOut))
      console.log('refused', Object.fromEntries(tally.refused))
      console.log(broken.length === 0 ? 'no orphan' : broken.join('\n'))
      return broken.length === 0
    } finally {
      await sample.drop()
    }
  },

  /** Whatever is asked, by whomever: nothing comes out that is not his to see. */
  async leaks({ operations, seed, way }) {
    const started = Date.now()
    const afterEach = (done: number) => {
      if (done % 1_000 === 0) console.log(`${done} questions, ${seconds(started)} s`)
    }
    const report = await runLeaks({ operations, seed, way, afterEach })
    console.log(
      `${report.done} questions and ${report.frames} messages nobody asked for, ${seconds(started)} s`
    )
    console.log('answered', Object.fromEntries(report.answered))
    console.log('refused', Object.fromEntries(report.refused))
    console.log(report.found.length === 0 ? 'no leak' : report.found.join('\n'))
    return report.found.length === 0
  },

  /** Whatever is written: every stored formula and rollup is what a full recompute gives. */
  async rollups(options) {
    const sample = await openRecords(...workshopDocuments)
    const started = Date.now()
    const progress = (done: number) => {
      if (done % 10_000 === 0) console.log(`${done} operations, ${seconds(started)} s`)
    }
    try {
      const tally = await runComputedOperations(sample, { ...options, afterEach: progress })
      const drift = await driftOf(sample)
      console.log(`${tally.done} operations in ${seconds(started)} s, ${options.lanes} at a time`)
      console.log('carried out', Object.fromEntries(tally.carriedOut))
      console.log('refused', Object.fromEntries(tally.refused))
      console.log(drift.length === 0 ? 'no drift' : drift.join('\n'))
      return drift.length === 0
    } finally {
      await sample.drop()
    }
  },
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000)
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    operations: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '4' },
    way: { type: 'string', default: 'rooms' },
  },
})
const law = laws[positionals[0] ?? '']
if (!law) {
  console.error(`name a law: ${Object.keys(laws).join(', ')}`)
  process.exit(2)
}
const { operations, seed, lanes } = values
const way = values.way === 'wire' ? 'wire' : 'rooms'
const database = process.env.TEST_DATABASE_URL ? 'PostgreSQL' : 'SQLite'
console.log(`${positionals[0]} on ${database}, seed ${seed}`)
const held = await law({
  ...{ operations: Number(operations), seed: Number(seed), lanes: Number(lanes), way },
})
process.exit(held ? 0 : 1)
