import { systemLinks } from '../entities/entity_scope.ts'
import type { CompiledField, CompiledRollup } from '../compiled.ts'
import type { Hop } from './compiled_dependents.ts'
import type { CompileContext, EntityDraft } from '../context.ts'

/** One field that a computed field reads, and the way there from the record it stands on. */
export interface Read {
  /** Empty: of the own record, its rows, or the record its row belongs to. */
  readonly hops: readonly Hop[]
  readonly entity: EntityDraft
  /** A field, or an engine's column that links to a person or unit. */
  readonly key: string
}

interface Walk {
  readonly at: EntityDraft
  readonly hops: readonly Hop[]
}

/** Everything a computed field reads, every relation on the way among it. */
export function readsOf(
  entity: EntityDraft,
  field: CompiledField,
  context: CompileContext
): Read[] {
  const start = { at: entity, hops: [] }
  const { formula, rollup } = field
  const own = formula?.dependencies ?? rollup?.dependencies ?? []
  const reads = own.flatMap((name) => follow(start, name.split('.'), context))
  return rollup && rollup.rows === null ? gatheredReads(entity, rollup, context) : reads
}

/** What a rollup reads of the records it gathers: the field by which they point here too. */
function gatheredReads(
  entity: EntityDraft,
  rollup: CompiledRollup,
  context: CompileContext
): Read[] {
  const from = context.entities.get(rollup.from)
  if (!from) return []
  const by = rollup.by!
  const column = by.linkTable === null ? by.column : null
  const hop: Hop = { kind: 'back', from: entity.key, to: from.key, field: by, column }
  const there = { at: from, hops: [hop] }
  return [by.key, ...rollup.names].flatMap((name) => follow(there, name.split('.'), context))
}

function follow({ at, hops }: Walk, path: readonly string[], context: CompileContext): Read[] {
  const [head = '', ...rest] = path
  if (head === 'old' || head.startsWith('$')) return []
  if (head === 'parent' && at.parent !== null) return toParent({ at, hops }, rest, context)
  const field = at.fields.get(head)
  if (field?.lookup) {
    const way = field.lookup.steps.map(({ key }) => key as string)
    return follow({ at, hops }, [...way, ...rest], context)
  }
  const read: Read = { hops, entity: at, key: head }
  if (rest.length === 0) return [read]
  if (field?.childEntity) return toRows({ at, hops }, read, field, { rest, context })
  const next = hopBy(at, head, field, context)
  return next
    ? [read, ...follow({ at: next.to, hops: [...hops, next.hop] }, rest, context)]
    : [read]
}

/** Within the own record nothing is crossed: it is computed as a whole. */
function toParent({ at, hops }: Walk, rest: readonly string[], context: CompileContext): Read[] {
  const parent = context.entities.get(at.parent!)
  if (!parent || rest.length === 0) return []
  const hop: Hop = {
    kind: 'parent',
    from: at.key,
    to: parent.key,
    field: null,
    column: 'parent_id',
  }
  return follow({ at: parent, hops: hops.length === 0 ? [] : [...hops, hop] }, rest, context)
}

/** Rows of another record are part of it: that they changed is told by their children field. */
function toRows(
  { hops }: Walk,
  read: Read,
  field: CompiledField,
  { rest, context }: { rest: readonly string[]; context: CompileContext }
): Read[] {
  const child = context.entities.get(field.childEntity!)
  if (!child) return [read]
  const behind = follow({ at: child, hops }, rest, context)
  // Behind a relation only what the rows cross themselves is a way of its own.
  const crossed = hops.length === 0 ? behind : behind.filter((one) => one.hops.length > hops.length)
  return hops.length === 0 ? [read, ...behind] : [read, ...crossed]
}

function hopBy(
  at: EntityDraft,
  key: string,
  field: CompiledField | undefined,
  context: CompileContext
): { hop: Hop; to: EntityDraft } | null {
  const anchor = field === undefined ? systemLinks[key] : undefined
  const target = field?.target ?? (anchor === undefined ? undefined : context.anchors[anchor])
  const to = context.entities.get(target ?? '')
  if (!to) return null
  const isMany = field?.linkTable != null
  const kind = isMany ? 'links' : 'link'
  const column = isMany ? null : (field?.column ?? key)
  return { to, hop: { kind, from: at.key, to: to.key, field: field ?? null, column } }
}
