import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import { pointerTo } from '#engine/problems.ts'
import { fieldNamedTwice } from '../errors.ts'
import type { Query } from '../read/index.ts'
import type { FormerNames } from './former_names.ts'

type Members = Readonly<Record<string, unknown>>
type Entity = CompiledEntity | undefined

/**
 * The parts of a request with every former name replaced by the present one. What is not
 * well-formed stays as it is: the reader behind says what is wrong with it.
 */
export class RequestReader {
  readonly #names: FormerNames

  constructor(names: FormerNames) {
    this.#names = names
  }

  query(entity: Entity, query: Query): Query {
    const read: Query = { ...query }
    const { fields, sort, field, filter } = query
    if (typeof fields === 'string') read.fields = this.#list(entity, fields)
    if (typeof sort === 'string') read.sort = this.#list(entity, sort)
    if (typeof field === 'string') read.field = this.#names.field(entity, field)
    if (typeof filter === 'string') read.filter = this.#filterText(entity, filter)
    return read
  }

  /** Values of a record, rows of sub-tables among them. @throws E_FIELD_NAMED_TWICE */
  values(entity: Entity, given: unknown, path = ''): unknown {
    if (!entity || !isMembers(given)) return given
    const read = new Map<string, string>()
    const entries = Object.entries(given).map(([name, value]) => {
      const key = this.#names.field(entity, name)
      const at = pointerTo(path, name.slice(0, 100))
      const other = read.get(key)
      if (other !== undefined) throw new Refusal(fieldNamedTwice({ names: [other, name] }, at))
      read.set(key, name)
      const child = entity.fields.get(key)?.childEntity ?? null
      if (child === null || !Array.isArray(value)) return [key, value]
      const of = this.#names.behind(entity, key)
      return [key, value.map((row, n) => this.values(of, row, pointerTo(at, n)))]
    })
    return Object.fromEntries(entries)
  }

  bulk(entity: Entity, body: unknown): unknown {
    if (!isMembers(body) || !Array.isArray(body.operations)) return body
    const operations = body.operations.map((one: unknown, n) => {
      if (!isMembers(one) || one.values === undefined) return one
      const at = pointerTo('', 'operations', n, 'values')
      return { ...one, values: this.values(entity, one.values, at) }
    })
    return { ...body, operations }
  }

  transition(entity: Entity, body: unknown): unknown {
    if (!isMembers(body) || body.values === undefined) return body
    return { ...body, values: this.values(entity, body.values, '/values') }
  }

  /** Groups keep the text they were asked by in `groups`: the answer is keyed by it. */
  aggregate(entity: Entity, body: unknown, groups: Map<string, string>): unknown {
    if (!isMembers(body)) return body
    const { groupBy, measures, filter, sort } = body
    const path = (text: unknown) => {
      if (typeof text !== 'string') return text
      const now = this.#names.path(entity, text).text
      if (now !== text) groups.set(now, text)
      return now
    }
    const isMeasure = (name: string) =>
      Array.isArray(measures) && measures.some((one) => isMembers(one) && one.as === name)
    const sortKey = (text: string) => {
      const [sign, name] = text.startsWith('-') ? ['-', text.slice(1)] : ['', text]
      return isMeasure(name) ? text : sign + this.#names.path(entity, name).text
    }
    const list = (value: unknown, read: (item: unknown) => unknown) =>
      Array.isArray(value) ? value.map(read) : value
    return {
      ...body,
      ...(groupBy === undefined ? {} : { groupBy: list(groupBy, path) }),
      ...(measures === undefined
        ? {}
        : { measures: list(measures, (one) => this.#of(entity, one)) }),
      ...(filter === undefined ? {} : { filter: this.filter(entity, filter) }),
      ...(typeof sort === 'string' ? { sort: sort.split(',').map(sortKey).join(',') } : {}),
      ...(Array.isArray(sort)
        ? { sort: sort.map((one) => (typeof one === 'string' ? sortKey(one) : one)) }
        : {}),
    }
  }

  #of(entity: Entity, measure: unknown): unknown {
    if (!isMembers(measure) || typeof measure.of !== 'string') return measure
    return { ...measure, of: this.#names.path(entity, measure.of).text }
  }

  /** A filter; the depth is bounded by the body or by the reader of the query. */
  filter(entity: Entity, given: unknown): unknown {
    if (!isMembers(given)) return given
    const entries = Object.entries(given).map(([key, value]) => {
      if (key === 'not') return [key, this.filter(entity, value)]
      if (key === 'any' || key === 'all') {
        return [key, Array.isArray(value) ? value.map((one) => this.filter(entity, one)) : value]
      }
      const { text, to } = this.#names.path(entity, key)
      const isHas = isMembers(value) && isMembers(value.has)
      return [text, isHas ? { ...value, has: this.filter(to, value.has) } : value]
    })
    // Two names of one field are two conditions; one must not take the place of the other.
    const keys = new Set(entries.map(([key]) => key))
    if (keys.size === entries.length) return Object.fromEntries(entries)
    return { all: entries.map(([key, value]) => ({ [String(key)]: value })) }
  }

  #filterText(entity: Entity, text: string): string {
    try {
      const given: unknown = JSON.parse(text)
      const now = this.filter(entity, given)
      // A text that changes nothing stays: members given twice are found in it.
      return JSON.stringify(now) === JSON.stringify(given) ? text : JSON.stringify(now)
    } catch {
      return text
    }
  }

  #list(entity: Entity, text: string): string {
    const names = text.split(',').map((part) => {
      const name = part.trim()
      if (name.startsWith('-')) return `-${this.#names.path(entity, name.slice(1)).text}`
      return this.#names.path(entity, name).text
    })
    return [...new Set(names)].join(',')
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
