import assert from 'node:assert/strict'
import type { Database } from '#core/storage/index.ts'
import type { Operation, Style, Target, WorkingSet } from '../load/messages.ts'
import { requestSource } from '../load/operations.ts'
import type { Answer } from '../load/operations.ts'
import { allOperations } from './options.ts'

/** The platform's second half of BEGIN on SQLite. */
const writeGate = 'DELETE FROM tx_gate'

/** SQL statements of one request; BEGIN, the write gate that is part of it on SQLite, and COMMIT are not counted. */
export type StatementCounts = Record<Style, Partial<Record<Operation, number>>>

/**
 * Sends each request once to both servers, before anything is measured: the answers must be right
 * and the same, and a write must leave one row of history and one audit entry with the same changes.
 * Tells how many statements each request took.
 *
 * @throws AssertionError where the two differ
 */
export async function rehearse(
  database: Database,
  targets: readonly Target[],
  workingSet: WorkingSet,
  asked: readonly Operation[]
): Promise<StatementCounts> {
  const counts: StatementCounts = { platform: {}, handwritten: {} }
  const one = { ...workingSet, orders: [workingSet.orders[0]!] }
  // A page of 1,000 rows needs a table that has them.
  const rehearsed = allOperations.filter((one) => one !== 'list_1000' || asked.includes(one))
  for (const operation of rehearsed) {
    const answers: Answer[] = []
    for (const target of targets) {
      const before = await writtenRows(database)
      // The first time, things are read that are kept afterwards.
      await once(target, operation, one)
      const heard = await once(target, operation, one)
      counts[target.style][operation] = heard.statements
      answers.push(heard.answer)
      const expected = operation === 'create' || operation === 'patch' ? 2 : 0
      const written = (await writtenRows(database)).map((n, i) => n - before[i]!)
      assert.deepEqual(written, [expected, expected], `${target.style} ${operation}: rows written`)
    }
    await compare(database, operation, answers)
  }
  return counts
}

/** Reads give the same values; writes the same fields, and the same changes in history. */
async function compare(
  database: Database,
  operation: Operation,
  answers: readonly Answer[]
): Promise<void> {
  const [first, second] = answers as [Answer, Answer]
  if (operation !== 'create' && operation !== 'patch') {
    assert.deepEqual(second.data, first.data, `${operation}: other values`)
    assert.equal(second.page?.count, first.page?.count, `${operation}: another count`)
    return
  }
  const fields = ({ data }: Answer) => Object.keys(data as object).sort()
  assert.deepEqual(fields(second), fields(first), `${operation}: other fields`)
  const changes = await Promise.all(answers.map((answer) => changesOf(database, answer)))
  assert.deepEqual(changes[1], changes[0], `${operation}: history tells other changes`)
}

/** The names of what history says was changed by the write that was answered so. */
async function changesOf(database: Database, { data }: Answer): Promise<string[][]> {
  const { id, rev } = data as { id: string; rev: number }
  const rows = await database.read.all<{ changes: string }>(
    'SELECT changes FROM record_history WHERE record_id = ? AND rev = ?',
    [id, rev]
  )
  return rows.map(({ changes }) => Object.keys(JSON.parse(changes) as object).sort())
}

async function once(target: Target, operation: Operation, workingSet: WorkingSet) {
  const request = requestSource(operation, target.style, workingSet)(0, 1)
  const ask = (path: string, init?: RequestInit) => fetch(target.url + path, init)
  await (await ask('/__test__/statements')).text()
  const { method, path, body } = request
  const headers = {
    'Authorization': `Bearer ${target.token}`,
    'Content-Type': 'application/json',
    ...request.headers,
  }
  const reply = await ask(path, { method, body, headers })
  const text = await reply.text()
  const answer = JSON.parse(text) as Answer
  const fault = request.fault(reply.status, answer)
  assert.equal(fault, null, `${target.style} ${operation}: ${reply.status} ${text}`)
  const log = (await (await ask('/__test__/statements')).json()) as { data: { sql: string }[] }
  const counted = log.data.filter(({ sql }) => !sql.startsWith(writeGate))
  return { answer, statements: counted.length }
}

/** Rows of history and audit. */
async function writtenRows(database: Database): Promise<number[]> {
  const [row] = await database.read.all<{ history: number; audit: number }>(
    'SELECT (SELECT COUNT(*) FROM record_history) AS "history", ' +
      '(SELECT COUNT(*) FROM audit_entries) AS "audit"'
  )
  return [Number(row!.history), Number(row!.audit)]
}
