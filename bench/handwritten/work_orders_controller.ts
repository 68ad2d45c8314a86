import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#core/records/storage/ids.ts'
import { authenticate } from './authenticate.ts'
import type { CurrentUser } from './authenticate.ts'
import { readListQuery, writeCursor } from './list_query.ts'
import { Customer } from './models/customer.ts'
import { WorkOrder, workOrderFields } from './models/work_order.ts'
import type { PhysicalNames } from './physical_names.ts'
import { presentRow, presentWhole } from './present.ts'
import { Refused, refuse } from './refused.ts'
import { isUniqueViolation } from './unique_violation.ts'
import { readWorkOrder } from './work_order_input.ts'
import type { WorkOrderInput } from './work_order_input.ts'
import { writeHistory } from './write_history.ts'
import type { Changes } from './write_history.ts'

/** Work orders over HTTP. */
export class WorkOrdersController {
  readonly #names: PhysicalNames
  readonly #organizationId: string | null

  constructor(names: PhysicalNames, organizationId: string | null) {
    this.#names = names
    this.#organizationId = organizationId
  }

  /** The newest first, with their customers. */
  async index(ctx: HttpContext) {
    const user = await authenticate(ctx, this.#names.user, 'read')
    const { status, limit, after, count } = readListQuery(ctx.request.qs())
    const asked = () => {
      const query = WorkOrder.query().withScopes((scopes) => scopes.visibleTo(user))
      return status === null ? query : query.where(this.#names.workOrder.columns.status!, status)
    }
    const query = asked().orderBy('created_at', 'desc').orderBy('id', 'desc').preload('customer')
    if (after) {
      query.where((rows) => {
        rows
          .where('created_at', '<', after.createdAt)
          .orWhere((tied) => tied.where('created_at', after.createdAt).where('id', '<', after.id))
      })
    }
    const found = await query.limit(limit + 1)
    const rows = found.slice(0, limit)
    const next = found.length > limit ? writeCursor(rows.at(-1)!) : null
    const total = count ? await asked().count('* as total') : []
    const counted = count ? { count: Number(total[0]!.$extras.total), countIs: 'exact' } : {}
    return { data: rows.map(presentRow), page: { next, ...counted } }
  }

  async show(ctx: HttpContext) {
    const user = await authenticate(ctx, this.#names.user, 'read')
    const order = await WorkOrder.query()
      .withScopes((scopes) => scopes.visibleTo(user))
      .where('id', idOf(ctx))
      .preload('customer')
      .first()
    if (!order) throw notFound()
    ctx.response.header('ETag', `"${order.rev}"`)
    return { data: presentWhole(order), can: { update: true, delete: false } }
  }

  async store(ctx: HttpContext) {
    const user = await authenticate(ctx, this.#names.user, 'create')
    const input = readWorkOrder(ctx.request.body(), true)
    const order = await this.#transaction(async (client) => {
      const customer = await findCustomer(client, input.customer!)
      const at = new Date().toISOString()
      const made = { id: newId(), rev: 1, createdAt: at, createdBy: user.id }
      const changed = { updatedAt: at, updatedBy: user.id }
      const owned = { ownerId: user.id, deptId: user.departmentId, orgId: this.#organizationId }
      const all = { ...made, ...changed, ...owned, ...attributesOf(input) }
      const created = await WorkOrder.create(all, { client })
      await this.#writeHistory(client, ctx, created, 'create', this.#allOf(created))
      created.$setRelated('customer', customer)
      return created
    })
    ctx.response.header('Location', `/api/v1/work_orders/${order.id}`)
    ctx.response.status(201).header('ETag', `"${order.rev}"`)
    return { data: presentWhole(order) }
  }

  async update(ctx: HttpContext) {
    const user = await authenticate(ctx, this.#names.user, 'update')
    const rev = revOf(ctx)
    const input = readWorkOrder(ctx.request.body(), false)
    const order = await this.#transaction(async (client) => {
      const found = await lockVisible(client, idOf(ctx), user)
      if (found.rev !== rev) throw refuse(409, 'E_RECORD_STALE', `the record is at ${found.rev}`)
      if (input.customer !== undefined) await findCustomer(client, input.customer)
      found.merge(attributesOf(input))
      if (found.$isDirty) {
        const changes = this.#changesOf(found)
        found.merge({ rev: rev + 1, updatedAt: new Date().toISOString(), updatedBy: user.id })
        await found.save()
        await this.#writeHistory(client, ctx, found, 'update', changes)
      }
      await found.load('customer')
      return found
    })
    ctx.response.header('ETag', `"${order.rev}"`)
    return { data: presentWhole(order) }
  }

  async #transaction<T>(work: (client: TransactionClientContract) => Promise<T>): Promise<T> {
    try {
      return await db.transaction(work)
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      const message = 'there is another one with this code'
      throw new Refused(422, [{ code: 'E_RECORD_NOT_UNIQUE', message, path: '/code' }])
    }
  }

  #writeHistory(
    client: TransactionClientContract,
    ctx: HttpContext,
    order: WorkOrder,
    ...[command, changes]: ['create' | 'update', Changes]
  ): Promise<void> {
    const requestId = ctx.request.id() ?? ''
    return writeHistory(client, this.#names.workOrder, { order, command, changes, requestId })
  }

  /** Every value of a new work order. */
  #allOf(order: WorkOrder): Changes {
    const { uids } = this.#names.workOrder
    const system = { owner_id: order.ownerId, dept_id: order.deptId, org_id: order.orgId }
    const own = workOrderFields.map((name) => [uids[name]!, order[propertyOf(name)] ?? null])
    const all = [...Object.entries(system), ...own] as [string, unknown][]
    const given = all.filter(([, value]) => value !== null)
    return Object.fromEntries(given.map(([name, value]) => [name, [null, value]]))
  }

  /** The values that differ from those in the database. */
  #changesOf(order: WorkOrder): Changes {
    const { uids } = this.#names.workOrder
    const changed = workOrderFields.filter((name) => propertyOf(name) in order.$dirty)
    return Object.fromEntries(
      changed.map((name) => {
        const property = propertyOf(name)
        return [uids[name]!, [order.$original[property] ?? null, order[property] ?? null]]
      })
    )
  }
}

function propertyOf(name: (typeof workOrderFields)[number]) {
  if (name === 'due_on') return 'dueOn' as const
  return name === 'customer' ? ('customerId' as const) : name
}

function attributesOf({ due_on: dueOn, customer: customerId, ...same }: WorkOrderInput) {
  const amount = same.amount == null ? {} : { amount: Number(same.amount).toFixed(2) }
  return {
    ...same,
    ...amount,
    ...(dueOn === undefined ? {} : { dueOn }),
    ...(customerId === undefined ? {} : { customerId }),
  }
}

async function findCustomer(client: TransactionClientContract, id: string): Promise<Customer> {
  const customer = await Customer.query({ client }).where('id', id).whereNull('deleted_at').first()
  if (customer) return customer
  const message = 'there is no such customer'
  throw new Refused(422, [{ code: 'E_FIELD_REFERENCE', message, path: '/customer' }])
}

async function lockVisible(client: TransactionClientContract, id: string, user: CurrentUser) {
  const order = await WorkOrder.query({ client }).where('id', id).forUpdate().first()
  if (!order?.isVisibleTo(user)) throw notFound()
  return order
}

function idOf({ params }: HttpContext): string {
  const id = String(params.id)
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw notFound()
  return id
}

function revOf({ request }: HttpContext): number {
  const rev = /^"(\d{1,15})"$/.exec(request.header('if-match') ?? '')?.[1]
  if (rev === undefined) throw refuse(428, 'E_RECORD_REV_REQUIRED', 'send If-Match: "<rev>"')
  return Number(rev)
}

function notFound(): Refused {
  return refuse(404, 'E_RECORD_NOT_FOUND', 'there is no such work order')
}
