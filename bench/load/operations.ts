import type { Operation, Style, WorkingSet } from './messages.ts'

/** One request, and how its answer is judged. */
export interface Request {
  method: 'GET' | 'POST' | 'PATCH'
  path: string
  headers?: Record<string, string>
  body?: string
  /** What is wrong with the answer; null when it is right. */
  fault(status: number, answer: Answer): string | null
}

/** The shape both servers answer with, as far as it is checked. */
export interface Answer {
  data?: unknown
  page?: { next?: unknown; count?: unknown; countIs?: unknown }
  can?: { update?: unknown }
}

type Row = Record<string, unknown>

/** Makes requests of one kind, again and again; `lane` keeps connections off each other's records. */
export type RequestSource = (lane: number, lanes: number) => Request

/** How many rows a page has, and a page that a program fetches. */
const pageSize = 20
const largePageSize = 1_000
const fields = 'code,title,status,priority,amount,due_on,created_at,customer'

const paths: Record<Style, { records: string; list(limit: number): string }> = {
  platform: {
    records: '/api/v1/records/workshop.work_order',
    list: (limit) =>
      `/api/v1/records/workshop.work_order?${new URLSearchParams({
        filter: '{"status":"open"}',
        sort: '-created_at',
        limit: String(limit),
        fields,
      })}`,
  },
  handwritten: {
    records: '/api/v1/work_orders',
    list: (limit) => `/api/v1/work_orders?status=open&limit=${limit}`,
  },
}

/** The requests of an operation. Codes of new records and revisions of patched ones go on from run to run. */
export function requestSource(
  operation: Operation,
  style: Style,
  workingSet: WorkingSet
): RequestSource {
  const { records, list } = paths[style]
  if (operation === 'list') return () => listRequest(list(pageSize), pageSize)
  if (operation === 'list_1000') return () => listRequest(list(largePageSize), largePageSize)
  if (operation === 'list_count') {
    return () => ({ method: 'GET', path: `${list(pageSize)}&count=exact`, fault: countFault })
  }
  if (operation === 'get')
    return (lane, lanes) => getRequest(records, pick(workingSet, lane, lanes))
  if (operation === 'create') return () => createRequest(records, workingSet)
  return (lane, lanes) => patchRequest(records, pick(workingSet, lane, lanes))
}

/** A random record of this lane. */
function pick({ orders }: WorkingSet, lane: number, lanes: number) {
  const own = Math.floor(orders.length / lanes)
  return orders[lane + lanes * Math.floor(Math.random() * own)]!
}

function listRequest(path: string, size: number): Request {
  return { method: 'GET', path, fault: (status, answer) => listFault(status, answer, size) }
}

function listFault(status: number, { data, page }: Answer, size: number): string | null {
  if (status !== 200 || !Array.isArray(data)) return 'no list'
  if (data.length !== size) return `${data.length} rows`
  if (typeof page?.next !== 'string') return 'no next page'
  let before = '9'
  for (const row of data as Row[]) {
    const at = String(row.created_at)
    if (row.status !== 'open' || at > before) return 'filter or order'
    if (!(row.customer as Row | null)?.title) return 'no customer'
    before = at
  }
  return null
}

function countFault(status: number, answer: Answer): string | null {
  const { count, countIs } = answer.page ?? {}
  if (typeof count !== 'number' || count < pageSize || countIs !== 'exact') return 'no count'
  return listFault(status, answer, pageSize)
}

function getRequest(records: string, { id }: { id: string }): Request {
  return {
    method: 'GET',
    path: `${records}/${id}`,
    fault(status, { data, can }) {
      if (status !== 200 || (data as Row)?.id !== id) return 'not the record'
      return can?.update === true && ((data as Row).customer as Row).title ? null : 'incomplete'
    },
  }
}

let made = 0
const prefix = `N${Date.now().toString(36).toUpperCase()}`

function createRequest(records: string, { customers }: WorkingSet): Request {
  const code = `${prefix}-${++made}`
  const customer = customers[made % customers.length]!
  const body = {
    code,
    title: `Replace the seal of pump ${made}`,
    priority: 1 + (made % 5),
    amount: `${made % 10_000}.50`,
    due_on: '2027-03-31',
    description: 'It drips since Monday; the spare part is in the store, shelf 14.',
    customer,
  }
  return {
    method: 'POST',
    path: records,
    body: JSON.stringify(body),
    fault(status, { data }) {
      const row = (data ?? {}) as Row
      if (status !== 201 || row.code !== code) return 'not created'
      const isWhole = row.status === 'open' && row.rev === 1 && row.amount === body.amount
      return isWhole && (row.customer as Row | null)?.id === customer ? null : 'incomplete'
    },
  }
}

function patchRequest(records: string, order: { id: string; rev: number }): Request {
  const amount = `${Math.floor(Math.random() * 1e9)}.${String(10 + Math.floor(Math.random() * 90))}`
  const { rev } = order
  return {
    method: 'PATCH',
    path: `${records}/${order.id}`,
    headers: { 'If-Match': `"${rev}"` },
    body: JSON.stringify({ amount }),
    fault(status, { data }) {
      const row = (data ?? {}) as Row
      if (status !== 200 || row.amount !== amount || row.rev !== rev + 1) return 'not changed'
      order.rev = rev + 1
      return null
    },
  }
}
