/**
 * Lists over a large table, for an actor whose row rule has five conditions:
 *
 * 1. the platform starts on an empty database, which is filled;
 * 2. each question is asked again and again, one request at a time;
 * 3. the whole list is walked to a deep page, and that page is timed beside the first one.
 */
import { openDatabase } from '../../tests/harness/databases.ts'
import { readPhysicalNames } from '../handwritten/physical_names.ts'
import { fillRows } from '../measure/fill_rows.ts'
import { makePlace } from '../measure/place.ts'
import { ownersOf } from '../measure/run_bench.ts'
import { signIn } from '../measure/sign_in.ts'
import { startServer } from '../measure/start_server.ts'
import type { LargeOptions } from './large_options.ts'
import { questionsAbout } from './questions.ts'

/** Times of one question, in milliseconds. */
export interface Timed {
  title: string
  p50: number
  p95: number
  p99: number
  /** Rows of all its answers; 0 tells that nothing was measured. */
  rows: number
}

/** The planner of the bench's module: reads by five conditions, writes nothing. */
const planner = 'weiyan'
const pageRows = 20
/** The deep page: 40,000 of 20 rows, or four fifths of a smaller table. */
const deepestRow = 800_000

type Tell = (line: string) => void

/** Runs the measurement and removes all it made. @throws Error when an answer is no page */
export async function runLargeList(options: LargeOptions, tell: Tell): Promise<Timed[]> {
  const place = await makePlace(options.database)
  try {
    const server = await startServer('platform', place, { counting: false, profile: null })
    const database = await openDatabase(place.location)
    try {
      const names = await readPhysicalNames(database.lucid)
      tell(`filling ${options.rows} rows`)
      const worker = await signIn(server.url)
      const target = { database, location: place.location }
      await fillRows(target, names, await ownersOf(database, worker), options)
      const { quote } = database.dialect
      const customers = await database.read.all<{ id: string }>(
        `SELECT id FROM ${quote(names.customer.table)}`
      )
      const { token } = await signIn(server.url, planner)
      const ask = asker(`${server.url}/api/v1/records/workshop.work_order`, token)
      const timed: Timed[] = []
      for (const question of questionsAbout(customers.map((row) => row.id))) {
        tell(question.title)
        timed.push(await time(question.title, options.requests, () => ask(question.parameters())))
      }
      return [...timed, ...(await timeDeepPage(ask, options, tell))]
    } finally {
      await server.stop()
      await database.close()
    }
  } finally {
    await place.remove()
  }
}

interface Page {
  data: unknown[]
  page: { next: string | null }
}

type Ask = (parameters: Record<string, string>) => Promise<Page>

function asker(url: string, token: string): Ask {
  const headers = { Authorization: `Bearer ${token}` }
  return async (parameters) => {
    const answer = await fetch(`${url}?${new URLSearchParams(parameters)}`, { headers })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${answer.status} ${text.slice(0, 300)}`)
    return JSON.parse(text) as Page
  }
}

async function time(title: string, requests: number, work: () => Promise<Page>): Promise<Timed> {
  for (let i = 0; i < Math.min(20, requests); i++) await work()
  const times: number[] = []
  let rows = 0
  for (let i = 0; i < requests; i++) {
    const started = performance.now()
    rows += (await work()).data.length
    times.push(performance.now() - started)
  }
  times.sort((a, b) => a - b)
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))]!
  return { title, p50: at(0.5), p95: at(0.95), p99: at(0.99), rows }
}

async function timeDeepPage(ask: Ask, options: LargeOptions, tell: Tell): Promise<Timed[]> {
  const base = { sort: '-created_at', fields: 'code,title,status,created_at' }
  const deep = Math.min(deepestRow, Math.floor(options.rows * 0.8))
  tell(`walking to row ${deep}`)
  let cursor: string | null = null
  for (let row = 0; row < deep; row += 1_000) {
    const at: Record<string, string> = cursor === null ? {} : { cursor }
    cursor = (await ask({ ...base, ...at, limit: '1000' })).page.next
    if (cursor === null) throw new Error(`the list ended after ${row} rows`)
  }
  const small = { ...base, limit: String(pageRows) }
  const place = cursor!
  const number = Math.floor(deep / pageRows).toLocaleString('en')
  return [
    await time('page 1 of the whole list', options.requests, () => ask(small)),
    await time(`page ${number} of it`, options.requests, () => ask({ ...small, cursor: place })),
  ]
}
