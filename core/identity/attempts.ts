/**
 * Counts sign-in attempts so that guessing takes years, without giving an attacker a way to keep
 * the owner out. Three counters run per attempt, each over a window of ten minutes that does not
 * grow while it is locked:
 *
 * | counter            | limit | stops                                   |
 * | ------------------ | ----- | --------------------------------------- |
 * | account + address  | 5     | one machine guessing one account        |
 * | account            | 25    | many machines guessing one account      |
 * | address            | 300   | one machine trying one password on many |
 *
 * An address from which this account signed in before is not held by the `account` counter. The
 * attempt is counted before the password is looked at, in one atomic statement, so a thousand
 * parallel tries count as a thousand.
 */
import { Refusal } from '#engine/errors.ts'
import type { Database, Transaction } from '#core/storage/index.ts'
import { signInLocked } from './errors.ts'
import { digestOf } from './secrets.ts'

const window = 10 * 60_000
const limits = { pair: 5, account: 25, address: 300 }
/** How long an address stays known to an account. */
const knownFor = 90 * 86_400_000

export interface Attempts {
  /**
   * Counts one attempt.
   * @throws E_AUTH_LOCKED (429) with the seconds that are left
   */
  begin(account: string, address: string): Promise<{ failures: number }>
  /** The attempt was right: forgets the failures of this pair and knows the address from now on. */
  succeed(account: string, address: string): Promise<void>
}

interface Counter {
  subject: string
  failures: number
  since: string
}

/** Attempts kept in `identity_attempts`; what is stored are digests, not accounts and addresses. */
export function storedAttempts(database: Database, clock: () => Date): Attempts {
  return {
    async begin(account, address) {
      const now = clock()
      const subjects = subjectsOf(account, address)
      const counters = await database.tx((t) =>
        t.all<Counter>(countSql, countBindings(subjects, now))
      )
      const count = (subject: string) => counters.find((one) => one.subject === subject)!
      const pair = count(subjects.pair)
      const over = [pair, count(subjects.account), count(subjects.address)].filter(isOver)
      const isHeld =
        over.some((one) => one.subject !== subjects.account) ||
        (over.length > 0 && !(await isKnown(database, subjects.known, now)))
      if (isHeld) throw locked(over, now)
      return { failures: pair.failures - 1 }
    },
    succeed(account, address) {
      const subjects = subjectsOf(account, address)
      const now = clock()
      return database.tx((t) => noteSuccess(t, subjects, now))
    },
  }
}

function isOver({ subject, failures }: Counter): boolean {
  return failures > limits[subject.split(':')[0] as keyof typeof limits]
}

async function noteSuccess(t: Transaction, subjects: Subjects, now: Date): Promise<void> {
  // It was counted before it was known to be right.
  await t.run(
    `UPDATE identity_attempts SET failures = failures - 1
     WHERE subject IN (?, ?) AND failures > 0`,
    [subjects.account, subjects.address]
  )
  await t.run('DELETE FROM identity_attempts WHERE subject = ?', [subjects.pair])
  await t.run(
    `INSERT INTO identity_attempts (subject, failures, since) VALUES (?, 0, ?)
     ON CONFLICT (subject) DO UPDATE SET since = excluded.since`,
    [subjects.known, now.toISOString()]
  )
  await purge(t, now)
}

/** Counters of windows long past, and addresses not seen for a season. */
async function purge(t: Transaction, now: Date): Promise<void> {
  await t.run(
    `DELETE FROM identity_attempts
     WHERE since < ? AND (since < ? OR subject NOT LIKE 'known:%')`,
    [before(now, window), before(now, knownFor)]
  )
}

function before(now: Date, span: number): string {
  return new Date(now.getTime() - span).toISOString()
}

type Subjects = ReturnType<typeof subjectsOf>

function subjectsOf(account: string, address: string) {
  const folded = account.normalize('NFC').trim().toLowerCase()
  return {
    pair: `pair:${digestOf(JSON.stringify([folded, address]))}`,
    account: `account:${digestOf(folded)}`,
    address: `address:${digestOf(address)}`,
    known: `known:${digestOf(JSON.stringify([folded, address]))}`,
  }
}

// In the order of the key, so that two attempts never wait for each other in a circle.
const countSql = `INSERT INTO identity_attempts AS a (subject, failures, since)
  VALUES (?, 1, ?), (?, 1, ?), (?, 1, ?)
  ON CONFLICT (subject) DO UPDATE SET
    failures = CASE WHEN a.since < ? THEN 1 ELSE a.failures + 1 END,
    since = CASE WHEN a.since < ? THEN excluded.since ELSE a.since END
  RETURNING subject, failures, since`

function countBindings(subjects: Subjects, now: Date): string[] {
  const at = now.toISOString()
  const start = before(now, window)
  return [subjects.account, at, subjects.address, at, subjects.pair, at, start, start]
}

async function isKnown(database: Database, known: string, now: Date): Promise<boolean> {
  const rows = await database.read.all(
    'SELECT subject FROM identity_attempts WHERE subject = ? AND since > ?',
    [known, before(now, knownFor)]
  )
  return rows.length > 0
}

function locked(counters: readonly Counter[], now: Date): Refusal {
  const end = Math.max(...counters.map((counter) => Date.parse(counter.since) + window))
  const seconds = Math.max(1, Math.ceil((end - now.getTime()) / 1000))
  return new Refusal(signInLocked({ seconds }), { retryAfter: seconds })
}
