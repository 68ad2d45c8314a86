import type { Database } from '#core/storage/index.ts'
import { newId } from '#core/records/storage/ids.ts'
import { digestOf, newSecret } from '#core/identity/secrets.ts'
import type { TableNames } from '../handwritten/physical_names.ts'

/** Somebody with a token and a role, whose rows are those of a department. */
export interface Listener {
  token: string
  department: string
  /** He asks for rows of at least this priority, 1 to 5. */
  priority: number
}

/** People of one INSERT. */
const batch = 100

/**
 * Adds people like the user of the bench, spread over the departments, each with a token. By SQL:
 * signing in a thousand people takes minutes, for passwords are slow on purpose.
 */
export async function makePeople(
  database: Database,
  users: TableNames,
  like: string,
  of: { count: number; departments: readonly string[] }
): Promise<Listener[]> {
  const { quote } = database.dialect
  const [model] = await database.read.all<Record<string, unknown>>(
    `SELECT * FROM ${quote(users.table)} WHERE id = ?`,
    [like]
  )
  const listeners: Listener[] = []
  for (let from = 0; from < of.count; from += batch) {
    await database.tx(async (t) => {
      for (let n = from; n < Math.min(of.count, from + batch); n++) {
        const [id, token] = [newId(), `gj_${newSecret()}`]
        const department = of.departments[n % of.departments.length]!
        const row: Record<string, unknown> = {
          ...model,
          id,
          [users.columns['account']!]: `listener${n}`,
          [users.columns['department']!]: department,
        }
        const names = Object.keys(row)
        const marks = names.map(() => '?').join(', ')
        await t.run(
          `INSERT INTO ${quote(users.table)} (${names.map(quote).join(', ')}) VALUES (${marks})`,
          Object.values(row)
        )
        await t.run(`INSERT INTO role_assignments (id, user_id, role) VALUES (?, ?, ?)`, [
          ...[newId(), id, 'workshop.worker'],
        ])
        await t.run(
          `INSERT INTO identity_tokens (id, hash, user_id, name, scopes, created_at, expires_at)
           VALUES (?, ?, ?, ?, ?, ?, ?)`,
          [
            ...[newId(), digestOf(token), id, 'bench', '["read","write"]'],
            ...[new Date().toISOString(), new Date(Date.now() + 86_400_000).toISOString()],
          ]
        )
        listeners.push({ token, department, priority: 1 + (n % 5) })
      }
    })
  }
  return listeners
}
