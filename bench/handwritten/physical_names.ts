import type { Database } from '@adonisjs/lucid/database'
import organization from '../../schemas/modules/system/entity/organization.json' with { type: 'json' }
import user from '../../schemas/modules/system/entity/user.json' with { type: 'json' }
import customer from '../modules/workshop/entity/customer.json' with { type: 'json' }
import workOrder from '../modules/workshop/entity/work_order.json' with { type: 'json' }

/** One table: its name, the names of its columns by key, and the uids history knows them by. */
export interface TableNames {
  uid: string
  table: string
  columns: Record<string, string>
  uids: Record<string, string>
}

export interface PhysicalNames {
  workOrder: TableNames
  customer: TableNames
  user: TableNames
  organization: TableNames
}

/** What the platform recorded of a table: its columns by the uid of the field. */
interface RecordedNames {
  table: string
  columns: Record<string, { name: string }>
}

interface Definition {
  uid: string
  key: string
  schema: { properties: Record<string, { 'x-uid': string }> }
}

/**
 * The names the platform gave to the tables of the bench, so that both apps work on the same rows.
 *
 * @throws TypeError when the platform has not made them yet
 */
export async function readPhysicalNames(db: Database): Promise<PhysicalNames> {
  const rows = (await db.from('physical_names')) as { entity_uid: string; names: string }[]
  const find = ({ uid, key, schema }: Definition): TableNames => {
    const row = rows.find((one) => one.entity_uid === uid)
    if (!row) throw new TypeError(`the database has no table for ${key}`)
    const { table, columns } = JSON.parse(row.names) as RecordedNames
    const uids = Object.entries(schema.properties).map(([name, one]) => [name, one['x-uid']])
    return {
      uid,
      table,
      columns: Object.fromEntries(uids.map(([name, one]) => [name, columns[one!]!.name])),
      uids: Object.fromEntries(uids),
    }
  }
  return {
    workOrder: find(workOrder),
    customer: find(customer),
    user: find(user),
    organization: find(organization),
  }
}
