/** A release that does everything to tables at once, and how records stand before and after it. */
import { systemActor } from '#engine/access/index.ts'
import type { Document, Workshop } from '../workshop.ts'

type Schema = { required?: string[]; properties: Record<string, Record<string, unknown>> }
type Shop = Omit<Workshop, 'drop' | 'location'>

const count = 24
const text = (title: string, uid: string) => ({ 'type': 'string', title, 'x-uid': uid })

const sheet: Document = {
  ...{ kind: 'entity', key: 'shop.sheet', uid: 'csheet000', title: '单据', schemaVersion: 1 },
  titleField: 'name',
  schema: {
    type: 'object',
    properties: {
      name: text('名称', 'csheetnam'),
      price: text('价格', 'csheetpri'),
      level: text('级别', 'csheetlev'),
      note: text('备注', 'csheetnot'),
    },
  },
}

export const before: readonly Document[] = [
  {
    kind: 'module',
    key: 'shop',
    uid: 'cshop0000',
    title: '店',
    version: '1.0.0',
    schemaVersion: 1,
  },
  sheet,
]

/** Retyped, renamed, unique, required with a default, dropped; and an entity more. */
export function after(): Document[] {
  const next = structuredClone(sheet) as Document & { schema: Schema }
  const { name, price, level } = next.schema.properties
  next.schema.required = ['grade']
  next.schema.properties = {
    name: name!,
    price: { ...price, 'x-type': 'money', 'x-scale': 2 },
    grade: { ...level, default: 'low' },
  }
  next.unique = [{ uid: 'cuniqname', fields: ['name'] }]
  const more: Document = {
    ...{ kind: 'entity', key: 'shop.more', uid: 'cmore0000', title: '其他', schemaVersion: 1 },
    titleField: 'name',
    schema: { type: 'object', properties: { name: text('名称', 'cmorename') } },
  }
  return [next, more]
}

export async function fill(shop: Shop): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) => ({
    name: `n${String(n).padStart(3, '0')}`,
    price: n % 6 === 0 ? `约 ${n}` : `${n}.50`,
    level: n % 2 === 0 ? 'top' : null,
    note: 'x',
  }))
  await shop.records.insertMany('shop.sheet', rows)
}

/**
 * What is wrong with the records of the release in force; nothing when it is right. While values are
 * moved, defaults are filled in already (docs/decisions/0006).
 */
export async function faultsOf(shop: Shop, isMoving = false): Promise<string[]> {
  const isAfter = shop.registry.current().entities.has('shop.more')
  const fields = isAfter ? 'name,price,grade' : 'name,price,level,note'
  const query = { fields, sort: 'name', limit: '100' }
  const { data } = await shop.records.list(systemActor, 'shop.sheet', query)
  const faults = data.length === count ? [] : [`${data.length} records`]
  for (const [n, { id: _id, rev: _rev, ...record }] of data.entries()) {
    const isBad = n % 6 === 0
    const price = isBad ? (isAfter ? null : `约 ${n}`) : `${n}.50`
    const level = n % 2 === 0 ? 'top' : null
    const own = { name: `n${String(n).padStart(3, '0')}`, price }
    const expected = isAfter ? { ...own, grade: level ?? 'low' } : { ...own, level, note: 'x' }
    if (isMoving && level === null && record.level === 'low') record.level = null
    if (JSON.stringify(record) !== JSON.stringify(expected)) faults.push(JSON.stringify(record))
  }
  if (!isAfter) return faults
  const head = shop.registry.releaseId
  const { page } = await shop.records.quarantine(systemActor, head, {})
  return page.count === count / 6 ? faults : [...faults, `${page.count} values in quarantine`]
}
