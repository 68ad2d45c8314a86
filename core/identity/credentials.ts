import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { Database, Transaction } from '#core/storage/index.ts'
import { peopleOf } from './people.ts'
import type { UserRow } from './people.ts'

/** A user with what proves him; `password` is the hash line, null when he has none of his own. */
export interface Credential extends UserRow {
  password: string | null
  must_change: boolean | number | null
  sample: boolean | number | null
}

/** The user who signs in under this account, as written; null when there is none. */
export async function credentialOfAccount(
  database: Database,
  application: CompiledApplication,
  account: string
): Promise<Credential | null> {
  return find(database, application, `${peopleOf(application).account} = ?`, account)
}

/** The same by the id of the user's record. */
export async function credentialOfUser(
  database: Database,
  application: CompiledApplication,
  userId: string
): Promise<Credential | null> {
  return find(database, application, 'u.id = ?', userId)
}

async function find(
  database: Database,
  application: CompiledApplication,
  where: string,
  value: string
): Promise<Credential | null> {
  const people = peopleOf(application)
  const rows = await database.read.all<Credential>(
    `SELECT u.id AS user_id, ${people.select}, c.password, c.must_change, c.sample
     FROM ${people.table} u LEFT JOIN identity_credentials c ON c.user_id = u.id
     WHERE ${where} AND u.deleted_at IS NULL`,
    [value]
  )
  return rows[0] ?? null
}

/** Writes what proves a user, inside the caller's transaction; replaces what was there. */
export async function writeCredential(
  t: Transaction,
  credential: {
    userId: string
    password: string | null
    mustChange: boolean
    sample: boolean
    now: Date
  }
): Promise<void> {
  const { userId, password, mustChange, sample, now } = credential
  await t.run('DELETE FROM identity_credentials WHERE user_id = ?', [userId])
  await t.run(
    `INSERT INTO identity_credentials (user_id, password, must_change, sample, changed_at)
     VALUES (?, ?, ?, ?, ?)`,
    [userId, password, ...[mustChange, sample].map((is) => bound(t, is)), now.toISOString()]
  )
}

function bound(t: Transaction, is: boolean): boolean | number {
  return t.dialect.name === 'postgres' ? is : Number(is)
}
