import { metaSchemaOf } from '#schemas/index.ts'
import type { Element, Elements, MetaSchema } from '#schemas/index.ts'
import { isMembers } from '../definition.ts'
import type { DesignDefinition, Members } from '../definition.ts'
import { partsOf, schemaFor } from './parts.ts'

type Source = Pick<DesignDefinition, 'kind' | 'document'>
type Path = readonly string[]

/** An element to be put into a list or map; `key` in a map. */
export interface NewElement {
  readonly key?: string
  readonly value: unknown
  /** Place among its siblings; the last without it. */
  readonly index?: number
}

/** Nothing stands at the path that was edited. A fault of the caller: a path is looked up first. */
export class ElementMissing extends RangeError {
  constructor(path: Path) {
    super(`no element at ${path.join(' › ')}`)
  }
}

/**
 * A copy of the document with another value of one element; undefined takes it away. Objects on the
 * way to a property that is absent are made; those that become empty go with what was taken.
 */
export function setAt(source: Source, path: Path, value: unknown): Members {
  return edited(source, path, (holder, id) => {
    const { shape, items, build } = holder
    const found = items.find((item) => item.id === id)
    if (found) {
      if (value === undefined) return build(items.filter((item) => item !== found))
      return build(items.map((item) => (item === found ? { ...item, value } : item)))
    }
    if (shape !== 'members' && shape !== 'leaf') throw new ElementMissing(path)
    return value === undefined ? build(items) : build([...items, { key: id, value }])
  })
}

/** A copy with one element more in the list or map at `path`. */
export function insertAt(source: Source, path: Path, { key, value, index }: NewElement): Members {
  return edited(source, [...path, ''], ({ items, build }) => {
    const place = index ?? items.length
    const made = { key: key ?? '', value }
    return build([...items.slice(0, place), made, ...items.slice(place)])
  })
}

/** A copy with the element at another place among its siblings; `index` counts without itself. */
export function moveAt(source: Source, path: Path, index: number): Members {
  return edited(source, path, ({ items, build }, id) => {
    const found = items.find((item) => item.id === id)
    if (!found) throw new ElementMissing(path)
    const others = items.filter((item) => item !== found)
    return build([...others.slice(0, index), found, ...others.slice(index)])
  })
}

/** A copy with the member of a map under another key, in its place. */
export function renameAt(source: Source, path: Path, key: string): Members {
  return edited(source, path, ({ items, build }, id) => {
    if (!items.some((item) => item.id === id)) throw new ElementMissing(path)
    return build(items.map((item) => (item.id === id ? { ...item, key } : item)))
  })
}

interface Holder {
  readonly shape: Elements['shape']
  readonly items: readonly Element[]
  build(items: readonly Pick<Element, 'key' | 'value'>[]): unknown
}

function edited(
  { kind, document }: Source,
  path: Path,
  work: (holder: Holder, id: string) => unknown
): Members {
  const root = metaSchemaOf(kind)
  const step = (given: MetaSchema, value: unknown, [id = '', ...rest]: Path): unknown => {
    const schema = schemaFor(root, given, value)
    const { shape, items } = partsOf(root, schema, value)
    const isList = Array.isArray(value) || (value === undefined && schema.type === 'array')
    const build: Holder['build'] = (parts) =>
      isList
        ? parts.map((part) => part.value)
        : Object.fromEntries(parts.map((part) => [part.key, part.value]))
    if (rest.length === 0)
      return work({ shape: emptyShape(schema, value, shape), items, build }, id)
    const inner = items.find((item) => item.id === id)
    const known = inner?.schema ?? schema.properties?.[id]
    if (!known) throw new ElementMissing(path)
    const next = step(known, inner?.value, rest)
    const isGone = isEmpty(next) && !isEmpty(inner?.value) && mayGo(schema, id, shape)
    if (inner && isGone) return build(items.filter((item) => item !== inner))
    if (inner) return build(items.map((item) => (item === inner ? { ...item, value: next } : item)))
    return isGone || next === undefined ? value : build([...items, { key: id, value: next }])
  }
  return step(root, document, path) as Members
}

function emptyShape(schema: MetaSchema, value: unknown, shape: Elements['shape']) {
  return value === undefined && schema.properties ? 'members' : shape
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (isMembers(value) && Object.keys(value).length === 0)
}

/** An optional object that came to hold nothing says nothing. An empty list may: "nobody". */
function mayGo(schema: MetaSchema, id: string, shape: Elements['shape']): boolean {
  return shape === 'members' && !schema.required?.includes(id)
}
