/**
 * Who may see what, told the slow way: row by row and grant by grant from the documents of the roles,
 * with nothing of the engine. What it does not allow and an answer shows is a leak.
 */
import { fieldsOf } from './leak_definitions.ts'
import type { Grant, LeakRole, Rows } from './leak_definitions.ts'

/** A record as it is stored: links as ids, rows of sub-tables as objects. */
export type Stored = Record<string, unknown> & { id: string; rev: number }

export interface Seer {
  readonly userId: string
  readonly roles: readonly LeakRole[]
}

export class LeakOracle {
  /** By entity, by id; removed records too. */
  readonly records = new Map<string, Map<string, Stored>>()
  /** Where each canary was ever written. */
  readonly #origins = new Map<string, { entity: string; id: string; field: string }>()

  /** What only one person may see, because he has not saved it. */
  readonly #secrets = new Map<string, string>()

  keepSecret(text: string, userId: string): void {
    for (const canary of canariesIn(text)) this.#secrets.set(canary, userId)
  }

  put(entity: string, record: Stored): void {
    const byId = this.records.get(entity) ?? new Map<string, Stored>()
    this.records.set(entity, byId.set(record.id, record))
    for (const [field, value] of Object.entries(record)) {
      for (const canary of canariesIn(JSON.stringify(value ?? null))) {
        if (field in derived || this.#origins.has(canary)) continue
        this.#origins.set(canary, { entity, id: record.id, field })
      }
    }
  }

  of(entity: string): Stored[] {
    return [...(this.records.get(entity)?.values() ?? [])]
  }

  grants({ roles }: Seer, entity: string, action = 'read'): Grant[] {
    return roles
      .flatMap((role) => role.grants)
      .filter((grant) => grant.entity === entity && grant.actions.includes(action))
  }

  may(seer: Seer, entity: string, action: string, record: Stored): boolean {
    return this.grants(seer, entity, action).some((grant) => this.#meets(record, grant.rows, seer))
  }

  reads(seer: Seer, entity: string, record: Stored): boolean {
    return (record.deleted_at ?? null) === null && this.may(seer, entity, 'read', record)
  }

  /** Whether the value is shown in clear on this record. */
  sees(seer: Seer, entity: string, record: Stored, field: string): boolean {
    return this.#giving(seer, entity, field, true).some((g) => this.#meets(record, g.rows, seer))
  }

  /** Whether the name is known at all, and whether it may be asked by. */
  known(seer: Seer, entity: string, field: string): boolean {
    return this.#giving(seer, entity, field, false).length > 0
  }

  askable(seer: Seer, entity: string, field: string): boolean {
    return this.#giving(seer, entity, field, true).length > 0
  }

  writable(seer: Seer, entity: string, field: string): boolean {
    return ['create', 'update'].some((action) =>
      this.grants(seer, entity, action).some((g) => gives(g, field))
    )
  }

  /** The value as a filter, a sort key or a sum meets it. */
  value(seer: Seer, entity: string, record: Stored, path: string): unknown {
    const [field = '', ...rest] = path.split('.')
    if (!this.sees(seer, entity, record, field)) return null
    const value = record[field] ?? null
    if (rest.length === 0) return value
    const target = targets[field]!
    const related = this.records.get(target)?.get(String(value))
    if (!related || !this.reads(seer, target, related)) return null
    return this.value(seer, target, related, rest.join('.'))
  }

  /** Canaries of a text that the seer has no right to. */
  leaks(seer: Seer, text: string, also: ReadonlySet<string> = new Set()): string[] {
    return canariesIn(text).filter((canary) => !also.has(canary) && !this.#mayKnow(seer, canary))
  }

  /** Names of fields in a text that the seer may not even know. */
  unknownNames(seer: Seer, text: string, also: string): string[] {
    const names = new Set(text.match(/\b[abc]_(?:[tn]\d|z|b|c|look|sum|rows)\b/g) ?? [])
    return [...names].filter((name) => {
      const entity = `leak.${name[0]!}`
      const isKnown = this.known(seer, entity, name) || this.writable(seer, entity, name)
      return !isKnown && !also.includes(name)
    })
  }

  #mayKnow(seer: Seer, canary: string): boolean {
    const secretOf = this.#secrets.get(canary)
    if (secretOf !== undefined) return secretOf === seer.userId
    const origin = this.#origins.get(canary)
    if (!origin) return true
    const { entity, id, field } = origin
    const record = this.records.get(entity)!.get(id)!
    if (this.sees(seer, entity, record, field)) return true
    // A formula tells what it was computed from; a grant of it is a grant of that.
    return field === 'a_t2' && this.sees(seer, entity, record, 'a_sum')
  }

  #giving(seer: Seer, entity: string, field: string, inClear: boolean): Grant[] {
    return this.grants(seer, entity).filter(
      (grant) =>
        !(fieldsOf[entity] ?? []).includes(field) ||
        (gives(grant, field) && !(inClear && grant.fields?.mask?.includes(field)))
    )
  }

  #meets(record: Stored, rows: Rows | undefined, seer: Seer): boolean {
    return Object.entries(rows ?? {}).every(([key, condition]) => {
      if (key === 'any') return (condition as Rows[]).some((one) => this.#meets(record, one, seer))
      if (key === 'not') return !this.#meets(record, condition as Rows, seer)
      const value = this.#trusted(record, key)
      if (condition === '$me') return value === seer.userId
      if (typeof condition === 'string') return value === condition
      return (condition as { in: string[] }).in.includes(String(value))
    })
  }

  /** Row scopes see everything. */
  #trusted(record: Stored, path: string): unknown {
    const [field = '', ...rest] = path.split('.')
    const value = record[field] ?? null
    if (rest.length === 0) return value
    const related = this.records.get(targets[field]!)?.get(String(value))
    return related ? this.#trusted(related, rest.join('.')) : null
  }
}

function gives({ fields }: Grant, field: string): boolean {
  if (fields?.only && !fields.only.includes(field)) return false
  return !fields?.deny?.includes(field)
}

const targets: Readonly<Record<string, string>> = { a_b: 'leak.b', b_c: 'leak.c' }
/** What is computed from other fields has no canary of its own. */
const derived: Readonly<Record<string, true>> = { a_look: true, a_sum: true }

/** Texts like K0000AB12Z and nine-digit numbers that begin with 7; parts of ids are none of them. */
export function canariesIn(text: string): string[] {
  const plain = text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '')
  return [...new Set(plain.match(/K[0-9A-Z]{8}Z|(?<!\d)7\d{8}(?!\d)/g) ?? [])]
}
