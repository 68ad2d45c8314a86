import type { WorkOrder } from './models/work_order.ts'

/** A work order as the list shows it. */
export function presentRow(order: WorkOrder) {
  return {
    id: order.id,
    rev: order.rev,
    code: order.code,
    title: order.title,
    status: order.status,
    priority: order.priority,
    amount: order.amount,
    due_on: order.dueOn,
    created_at: order.createdAt,
    customer: order.customer && { id: order.customer.id, title: order.customer.name },
  }
}

/** All of a work order. */
export function presentWhole(order: WorkOrder) {
  return {
    id: order.id,
    rev: order.rev,
    created_at: order.createdAt,
    created_by: order.createdBy,
    updated_at: order.updatedAt,
    updated_by: order.updatedBy,
    org_id: order.orgId,
    dept_id: order.deptId,
    owner_id: order.ownerId,
    code: order.code,
    title: order.title,
    status: order.status,
    priority: order.priority,
    amount: order.amount,
    due_on: order.dueOn,
    description: order.description,
    customer: order.customer && { id: order.customer.id, title: order.customer.name },
  }
}
