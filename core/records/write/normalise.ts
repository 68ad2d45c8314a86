/**
 * From a request's body to values of the entity: shape and types only. Pure, and before any lock.
 * What is no body at all is refused at once; faults of single values are collected, so that they
 * are told together with those of `validate`.
 */
import { convert, fieldOfForm, typeOfForm } from '#engine/conversions/index.ts'
import { budgets } from '#engine/budgets.ts'
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { pointerTo } from '#engine/problems.ts'
import { isBlank } from '#engine/values.ts'
import type { Value } from '#engine/values.ts'
import { bodyForbiddenKey, bodyTooDeep, fieldReadOnly, recordInvalid } from '../errors.ts'
import { completeValue } from './complete_value.ts'
import { isId, newId } from '../storage/ids.ts'
import { referencesOf } from './references.ts'
import type { Reference } from './references.ts'

/** A row of a sub-table as the body names it. */
export interface GivenRow {
  readonly id: string
  readonly isNew: boolean
  readonly isRemoved: boolean
  /** Pointer of the row in the body, `/items/0`. */
  readonly path: string
  readonly given: GivenValues
}

export interface GivenValues {
  /** Fields the body names, with their values; blank is null. */
  readonly values: ReadonlyMap<string, Value>
  /** Sub-tables the body names. */
  readonly rows: ReadonlyMap<string, readonly GivenRow[]>
}

export interface Given extends GivenValues {
  /** Pointer of the values in the body: '', or `/values` where they stand beside other things. */
  readonly base: string
  /** Links to other records that the body sets. */
  readonly references: readonly Reference[]
  readonly faults: readonly Fault[]
}

export interface NormaliseOptions {
  entityOf(key: string): CompiledEntity
  /** Pointer of the values in the body. */
  readonly base: string
  /** A field the actor may neither read nor write is answered as one that does not exist. */
  isKnown(entity: CompiledEntity, field: string): boolean
  /** Import and samples may give what a request may not: serial numbers and states. */
  mayGive?(field: CompiledField): boolean
  /** Rows of a new record, which may bring the id they had elsewhere. */
  readonly rowsAreNew?: boolean
}

/**
 * @throws E_BODY_FORBIDDEN_KEY, E_BODY_TOO_DEEP (400), E_RECORD_INVALID when the body is no object
 */
export function normalise(entity: CompiledEntity, body: unknown, options: NormaliseOptions): Given {
  const { base } = options
  refuseHostile(body, base, 0)
  if (!isObject(body)) throw new Refusal(notAnObject(base))
  const reader = new BodyReader(options)
  const { values, rows } = reader.readRecord(entity, body, { path: base, zh: '', en: '' })
  return { base, values, rows, references: reader.references, faults: reader.faults }
}

const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

/** Refuses keys that could reach a prototype, in dotted form too, at any depth (T010). */
function refuseHostile(value: unknown, path: string, depth: number): void {
  if (typeof value !== 'object' || value === null) return
  if (depth > budgets.bodyDepth) throw new Refusal(bodyTooDeep({ depth: budgets.bodyDepth }))
  for (const [key, inner] of Object.entries(value)) {
    const hostile = key.split('.').find((part) => forbidden.has(part))
    if (hostile !== undefined) {
      throw new Refusal(bodyForbiddenKey({ key: hostile }, pointerTo(path, key.slice(0, 100))))
    }
    refuseHostile(inner, pointerTo(path, key), depth + 1)
  }
}

/** Where the reader stands: its pointer, and how people are told of it. */
interface Place {
  readonly path: string
  readonly zh: string
  readonly en: string
}

class BodyReader {
  readonly faults: Fault[] = []
  readonly references: Reference[] = []
  readonly #options: NormaliseOptions

  constructor(options: NormaliseOptions) {
    this.#options = options
  }

  readRecord(entity: CompiledEntity, body: Record<string, unknown>, at: Place): GivenValues {
    const values = new Map<string, Value>()
    const rows = new Map<string, readonly GivenRow[]>()
    for (const [key, given] of Object.entries(body)) {
      const place = { ...at, path: pointerTo(at.path, key.slice(0, 100)) }
      const field = this.#fieldOf(entity, key, place.path)
      if (!field) continue
      if (field.childEntity !== null) rows.set(key, this.#readRows(field, given, place))
      else {
        const value = this.#readValue(field, given, place)
        if (value !== undefined) values.set(key, value)
      }
    }
    return { values, rows }
  }

  #fieldOf(entity: CompiledEntity, key: string, path: string): CompiledField | null {
    const { isKnown, mayGive } = this.#options
    const field = !isKnown(entity, key) ? undefined : entity.fields.get(key)
    if (!field) this.faults.push(unknownKey(key, path))
    else if (field.readOnly && !mayGive?.(field)) {
      this.faults.push(fieldReadOnly({ field: key, title: field.title }, path))
    } else return field
    return null
  }

  #readValue(field: CompiledField, given: unknown, { path, zh, en }: Place): Value | undefined {
    const shaped = field.type.parse(given, field)
    const parsed = shaped.ok ? completeValue(field, shaped.value) : shaped
    const earlier = parsed.ok ? null : readEarlier(field, given)
    if (!parsed.ok && earlier === null) {
      const { fault } = parsed
      const texts = {
        zh: `${zh}“${field.title}”${fault.zh}`,
        en: `${en}"${field.title}" ${fault.en}`,
      }
      this.faults.push(recordInvalid({ ...fault.params, keyword: fault.keyword, ...texts }, path))
      return undefined
    }
    const read = parsed.ok ? parsed.value : earlier
    const value = isBlank(read) ? null : read
    this.references.push(...referencesOf(field, value, path))
    return value
  }

  #readRows(field: CompiledField, given: unknown, at: Place): GivenRow[] {
    if (isBlank(given)) return []
    if (!Array.isArray(given)) {
      const texts = {
        zh: `“${field.title}”应为明细行的列表`,
        en: `"${field.title}" must be a list`,
      }
      this.faults.push(recordInvalid({ keyword: 'type', ...texts }, at.path))
      return []
    }
    const seen = new Set<string>()
    return given.flatMap((item: unknown, index) => {
      const row = this.#readRow(field, item, {
        path: pointerTo(at.path, index),
        zh: `${at.zh}“${field.title}”第 ${index + 1} 行的`,
        en: `${at.en}"${field.title}", row ${index + 1}: `,
      })
      if (row && seen.has(row.id)) this.faults.push(repeatedRow(row.path))
      if (row) seen.add(row.id)
      return row ? [row] : []
    })
  }

  #readRow(field: CompiledField, item: unknown, place: Place): GivenRow | null {
    const { path } = place
    if (!isObject(item)) {
      this.faults.push(notAnObject(path))
      return null
    }
    const { id, $delete: removed, ...own } = item
    if (id !== undefined && !isId(id)) {
      this.faults.push(misplaced(pointerTo(path, 'id'), 'id'))
      return null
    }
    if (removed !== undefined && (typeof removed !== 'boolean' || (removed && id === undefined))) {
      this.faults.push(misplaced(pointerTo(path, '$delete'), '$delete'))
      return null
    }
    const child = this.#options.entityOf(field.childEntity!)
    const given = this.readRecord(child, own, place)
    // Ids of new rows are given here, so that a command run again gives the same ones.
    return {
      id: id ?? newId(),
      isNew: id === undefined || this.#options.rowsAreNew === true,
      isRemoved: removed === true,
      path,
      given,
    }
  }
}

/**
 * A value as the field took it before a retype, as it is now: forms that were opened then are still
 * submitted. Null when it was none then either. The browser's check of a form opened since lets no
 * such value through.
 */
function readEarlier({ form, mirrors }: CompiledField, given: unknown): Value | null {
  for (const mirror of mirrors) {
    const parsed = typeOfForm(mirror.form).parse(given, fieldOfForm(mirror.form))
    if (!parsed.ok) continue
    const converted = convert(parsed.value, mirror.form, form!)
    if (converted.outcome !== 'failing') return converted.value
  }
  return null
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function notAnObject(path: string): Fault {
  return recordInvalid({ keyword: 'type', zh: '应为一个对象', en: 'must be an object' }, path)
}

function unknownKey(key: string, path: string): Fault {
  const shown = key.slice(0, 100)
  const texts = { zh: `没有名为“${shown}”的字段`, en: `there is no field "${shown}"` }
  return recordInvalid({ keyword: 'additionalProperties', key: shown, ...texts }, path)
}

function repeatedRow(path: string): Fault {
  const texts = { zh: '同一明细行出现两次', en: 'the same row is given twice' }
  return recordInvalid({ keyword: 'uniqueItems', ...texts }, path)
}

function misplaced(path: string, key: string): Fault {
  const texts = { zh: `明细行的 ${key} 不正确`, en: `${key} of a row is not right` }
  return recordInvalid({ keyword: 'format', ...texts }, path)
}
