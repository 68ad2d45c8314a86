import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { TableNames } from '../physical_names.ts'

/** Whom a work order is for. */
export class Customer extends BaseModel {
  static override selfAssignPrimaryKey = true
  declare id: string
  declare name: string
  declare city: string | null
  declare deletedAt: string | null
}

/** What decorators would say; Node strips types but has no decorators. */
export function mapCustomer({ table, columns }: TableNames): void {
  Customer.table = table
  const own = Customer.prototype
  column({ isPrimary: true })(own, 'id')
  column({ columnName: columns.name })(own, 'name')
  column({ columnName: columns.city })(own, 'city')
  column({ columnName: 'deleted_at' })(own, 'deletedAt')
}
