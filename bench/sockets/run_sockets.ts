/**
 * Many open pages and steady changes:
 *
 * 1. the platform starts on an empty database, which gets rows and people;
 * 2. each person opens a connection and subscribes with a filter of his own, so every change is
 *    judged by as many rules as there are people;
 * 3. changes are sent at an even pace, whatever the answers take (open loop), and for each it is
 *    noted when each page heard of it.
 *
 * Every change has to be heard by exactly those who may read it and asked for it: one notice too
 * many or too few ends the run.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase } from '../../tests/harness/databases.ts'
import { readPhysicalNames } from '../handwritten/physical_names.ts'
import type { PhysicalNames } from '../handwritten/physical_names.ts'
import { fillRows } from '../measure/fill_rows.ts'
import { makePlace } from '../measure/place.ts'
import { cpuOfTree, residentOfTree } from '../measure/process_usage.ts'
import { ownersOf } from '../measure/run_bench.ts'
import { signIn } from '../measure/sign_in.ts'
import { startServer } from '../measure/start_server.ts'
import type { Database } from '#core/storage/index.ts'
import { listenAll } from './listen.ts'
import { makePeople } from './make_people.ts'
import type { Listener } from './make_people.ts'
import type { SocketOptions } from './socket_options.ts'

interface Times {
  p50: number
  p95: number
  p99: number
}

/** What was measured; times in milliseconds. */
export interface SocketResult {
  changes: number
  perSecond: number
  notices: number
  fromSending: Times
  fromAnswer: Times
  /** How long the changes themselves took to be answered. */
  answers: Times
  /** CPU time of the server, in percent of one core. */
  cpuShare: number
  /** MB. */
  resident: number
}

interface Order {
  id: string
  rev: number
  department: string
  priority: number
}

/** One change on its way. */
interface Sent {
  order: Order
  at: number
  answered: number
  expected: number
  heard: number[]
}

const rows = { rows: 5_000, customers: 100 }
/** Until everybody is taken to have heard, after the last change. */
const patience = 10_000

type Tell = (line: string) => void

/** Runs the measurement and removes all it made. @throws Error when a page hears too much or too little */
export async function runSockets(options: SocketOptions, tell: Tell): Promise<SocketResult> {
  const place = await makePlace(options.database)
  try {
    const server = await startServer('platform', place, { counting: false, profile: null })
    const database = await openDatabase(place.location)
    try {
      const names = await readPhysicalNames(database.lucid)
      const user = await signIn(server.url)
      const target = { database, location: place.location }
      await fillRows(target, names, await ownersOf(database, user), rows)
      const people = { count: options.sockets, departments: await departmentsOf(database, names) }
      const listeners = await makePeople(database, names.user, user.id, people)
      const orders = await ordersOf(database, names)
      tell(`connecting ${listeners.length} people`)
      return await measure({ url: server.url, pid: server.pid, listeners, orders, options, tell })
    } finally {
      await server.stop()
      await database.close()
    }
  } finally {
    await place.remove()
  }
}

interface Scene {
  url: string
  pid: number
  listeners: readonly Listener[]
  orders: readonly Order[]
  options: SocketOptions
  tell: Tell
}

async function measure(scene: Scene): Promise<SocketResult> {
  const { url, pid, listeners, options, tell } = scene
  const sent = new Map<string, Sent>()
  let foreign = 0
  const leave = await listenAll(url, listeners, (listener, { id, rev }) => {
    const change = sent.get(`${id}/${rev}`)
    if (change && isFor(listener, change.order)) change.heard.push(performance.now())
    else foreign++
  })
  try {
    tell(`sending ${options.changes} changes a second for ${options.seconds} s`)
    const [cpu, started] = [cpuOfTree(pid), performance.now()]
    await sendAll(scene, sent)
    const took = performance.now() - started
    const cpuShare = ((cpuOfTree(pid) - cpu) / took) * 100
    const isHeard = () => [...sent.values()].every((one) => one.heard.length >= one.expected)
    for (let n = 0; n < patience / 50 && !isHeard(); n++) await wait(50)
    // A notice too many would come now.
    await wait(1_000)
    const wrong = [...sent.values()].filter((one) => one.heard.length !== one.expected)
    if (wrong.length + foreign > 0) {
      throw new Error(`${wrong.length} changes heard too often or too seldom, ${foreign} foreign`)
    }
    return resultOf([...sent.values()], { took, cpuShare, resident: residentOfTree(pid) })
  } finally {
    leave()
  }
}

/** Open loop: each change is sent at its time, of a row that nobody is changing. */
async function sendAll(scene: Scene, sent: Map<string, Sent>): Promise<void> {
  const { listeners, options } = scene
  const count = options.changes * options.seconds
  const started = performance.now()
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  for (let n = 0; n < count; n++) {
    await wait(Math.max(0, started + (n * 1_000) / options.changes - performance.now()))
    if (failures.length > 0) throw failures[0]
    const order = scene.orders[n % scene.orders.length]!
    const expected = listeners.filter((listener) => isFor(listener, order)).length
    const one: Sent = { order, at: performance.now(), answered: 0, expected, heard: [] }
    sent.set(`${order.id}/${order.rev + 1}`, one)
    const { token } = listeners.find(({ department }) => department === order.department)!
    const change = patch(scene.url, token, order, n)
      .then(() => {
        order.rev++
        one.answered = performance.now()
      })
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(change))
    running.add(change)
  }
  await Promise.all(running)
  if (failures.length > 0) throw failures[0]
}

const isFor = (listener: Listener, { department, priority }: Order): boolean =>
  listener.department === department && listener.priority <= priority

async function patch(url: string, token: string, { id, rev }: Order, n: number): Promise<void> {
  const answer = await fetch(`${url}/api/v1/records/workshop.work_order/${id}`, {
    method: 'PATCH',
    headers: {
      'Authorization': `Bearer ${token}`,
      'Content-Type': 'application/json',
      'If-Match': `"${rev}"`,
    },
    body: JSON.stringify({ title: `Work order, change ${n}` }),
  })
  const text = await answer.text()
  if (answer.status !== 200) throw new Error(`${answer.status} ${text.slice(0, 300)}`)
}

function resultOf(
  changes: readonly Sent[],
  run: { took: number; cpuShare: number; resident: number }
): SocketResult {
  const { took, cpuShare, resident } = run
  return {
    changes: changes.length,
    perSecond: (changes.length * 1_000) / took,
    notices: changes.reduce((sum, { heard }) => sum + heard.length, 0),
    fromSending: timesOf(changes.flatMap(({ at, heard }) => heard.map((one) => one - at))),
    // A page may hear before the writer has its answer.
    fromAnswer: timesOf(
      changes.flatMap(({ answered, heard }) => heard.map((one) => Math.max(0, one - answered)))
    ),
    answers: timesOf(changes.map(({ at, answered }) => answered - at)),
    ...{ cpuShare, resident },
  }
}

function timesOf(times: readonly number[]): Times {
  if (times.length === 0) throw new Error('nobody heard anything')
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

async function departmentsOf(database: Database, { user }: PhysicalNames): Promise<string[]> {
  const { quote } = database.dialect
  const department = quote(user.columns['department']!)
  const found = await database.read.all<{ id: string }>(
    `SELECT DISTINCT ${department} AS id FROM ${quote(user.table)}
     WHERE ${department} IS NOT NULL ORDER BY 1`
  )
  return found.map(({ id }) => id)
}

/** Rows that somebody may change, in no order. */
async function ordersOf(database: Database, { workOrder }: PhysicalNames): Promise<Order[]> {
  const { quote } = database.dialect
  const [priority, amount] = ['priority', 'amount'].map((key) => quote(workOrder.columns[key]!))
  const found = await database.read.all<Order>(
    `SELECT id, rev, dept_id AS department, ${priority} AS priority
     FROM ${quote(workOrder.table)} ORDER BY ${amount}, id`
  )
  return found.map((row) => ({ ...row, rev: Number(row.rev), priority: Number(row.priority) }))
}
