import { BaseModel, belongsTo, column, scope } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { CurrentUser } from '../authenticate.ts'
import type { TableNames } from '../physical_names.ts'
import { Customer } from './customer.ts'

/** The columns of its own a work order has, by their names in the API. */
export const workOrderFields = [
  'code',
  'title',
  'status',
  'priority',
  'amount',
  'due_on',
  'description',
  'customer',
] as const

/** A piece of work for a customer. Times and days are text, as JSON has them. */
export class WorkOrder extends BaseModel {
  static override selfAssignPrimaryKey = true
  declare id: string
  declare rev: number
  declare createdAt: string
  declare createdBy: string
  declare updatedAt: string
  declare updatedBy: string
  declare deletedAt: string | null
  declare orgId: string | null
  declare deptId: string | null
  declare ownerId: string | null
  declare code: string
  declare title: string
  declare status: string
  declare priority: number
  declare amount: string | null
  declare dueOn: string | null
  declare description: string | null
  declare customerId: string
  declare customer: BelongsTo<typeof Customer>

  /** The row rule: the own ones, and those of the own department. */
  static visibleTo = scope((query, user: CurrentUser) => {
    query.whereNull('deleted_at').where((rows) => {
      rows.where('owner_id', user.id).orWhere('dept_id', user.departmentId!)
    })
  })

  /** The same for a row at hand. */
  isVisibleTo(user: CurrentUser): boolean {
    if (this.deletedAt !== null) return false
    return this.ownerId === user.id || this.deptId === user.departmentId
  }
}

/** What decorators would say. */
export function mapWorkOrder({ table, columns }: TableNames): void {
  WorkOrder.table = table
  const own = WorkOrder.prototype
  column({ isPrimary: true })(own, 'id')
  column()(own, 'rev')
  for (const name of ['createdAt', 'createdBy', 'updatedAt', 'updatedBy'] as const) {
    column()(own, name)
  }
  for (const name of ['deletedAt', 'orgId', 'deptId', 'ownerId'] as const) column()(own, name)
  column({ columnName: columns.code })(own, 'code')
  column({ columnName: columns.title })(own, 'title')
  column({ columnName: columns.status })(own, 'status')
  column({ columnName: columns.priority })(own, 'priority')
  column({ columnName: columns.amount, prepare: toCents, consume: fromCents })(own, 'amount')
  column({ columnName: columns.due_on })(own, 'dueOn')
  column({ columnName: columns.description })(own, 'description')
  column({ columnName: columns.customer })(own, 'customerId')
  belongsTo(() => Customer, { foreignKey: 'customerId' })(own, 'customer')
}

function toCents(amount: string | null): number | null {
  return amount === null ? null : Math.round(Number(amount) * 100)
}

function fromCents(cents: number | null): string | null {
  return cents === null ? null : (cents / 100).toFixed(2)
}
