import { metaSchemaOf, pointerSegment, pointerSteps } from '#schemas/index.ts'
import type { MetaSchema } from '#schemas/index.ts'
import { isMembers } from '../definition.ts'
import type { DesignDefinition, Members } from '../definition.ts'
import { partsOf, schemaFor } from './parts.ts'

/** An element of a definition, found. */
export interface Located {
  readonly path: readonly string[]
  readonly pointer: string
  /** Key or index under which it stands; '' for the definition. */
  readonly key: string
  /** Absent where it may stand and does not. */
  readonly value: unknown
  readonly schema: MetaSchema
  readonly root: MetaSchema
  /** Schema of what it stands in; null for the definition. */
  readonly holder: MetaSchema | null
  /** Objects it stands in, outermost first. */
  readonly enclosing: readonly Members[]
  /** Key of the nearest member of a map on the way, itself among them. */
  readonly member: string | null
}

type Source = Pick<DesignDefinition, 'kind' | 'document'>

/**
 * Finds an element by its identities. A property that the meta-schema knows is found also where it is
 * absent, so that it can be entered; null for what is not there and may not be.
 */
export function locate({ kind, document }: Source, path: readonly string[]): Located | null {
  const root = metaSchemaOf(kind)
  let here: Located | null = {
    ...{ path: [], pointer: '', key: '', value: document, root, holder: null },
    ...{ schema: schemaFor(root, root, document), enclosing: [], member: null },
  }
  for (const id of path) {
    here = stepInto(here, id)
    if (here === null) return null
  }
  return here
}

function stepInto(from: Located, id: string): Located | null {
  const { root, value, schema } = from
  const { shape, items } = partsOf(root, schema, value)
  const found = items.find((item) => item.id === id)
  const enclosing = isMembers(value) ? [...from.enclosing, value] : from.enclosing
  const rest = { root, holder: schema, enclosing, path: [...from.path, id] }
  if (found) {
    const member = shape === 'map' ? found.key : from.member
    const pointer = from.pointer + pointerSegment(found.key)
    const inner = schemaFor(root, found.schema, found.value)
    return { ...rest, pointer, key: found.key, value: found.value, schema: inner, member }
  }
  const known = schema.properties && Object.hasOwn(schema.properties, id) && schema.properties[id]
  if (!known) return null
  const pointer = from.pointer + pointerSegment(id)
  const inner = schemaFor(root, known, undefined)
  return { ...rest, pointer, key: id, value: undefined, schema: inner, member: from.member }
}

/** The identities a JSON pointer leads through; as far as it leads somewhere. */
export function pathOf({ kind, document }: Source, pointer: string): string[] {
  const root = metaSchemaOf(kind)
  let schema: MetaSchema = root
  let value: unknown = document
  const path: string[] = []
  for (const step of pointerSteps(pointer)) {
    const found = partsOf(root, schema, value).items.find((item) => item.key === step)
    if (!found) {
      const known = schemaFor(root, schema, value).properties?.[step]
      if (known) path.push(step)
      break
    }
    path.push(found.id)
    schema = found.schema
    value = found.value
  }
  return path
}
