import { accessOf } from '#engine/access/index.ts'
import type { Actor } from '#engine/access/index.ts'
import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import type { Refusal } from '#engine/errors.ts'
import type { Query } from '../read/index.ts'
import { FormerNames } from './former_names.ts'
import { presentBody, presentRefusal } from './present_answer.ts'
import { RequestReader } from './read_request.ts'

/** What the body of a request holds. */
export type BodyShape = 'values' | 'bulk' | 'aggregate' | 'transition' | 'none'

export interface NamedRequest {
  readonly entity: string
  readonly query: Query
  readonly body: unknown
}

/** A request that used former names, by the present ones, and the way back for its answer. */
export interface FormerRequest extends NamedRequest {
  /** Latest day on which one of the names became a former one, YYYY-MM-DD. */
  readonly since: string
  /** The body of an answer under the names asked by. */
  answer(body: unknown): unknown
  refusal(refusal: Refusal): Refusal
}

/**
 * Null when the request uses no former name, which costs next to nothing.
 *
 * @throws E_FIELD_NAMED_TWICE (400) when a body gives a field under two of its names
 */
export function readFormerNames(
  application: CompiledApplication,
  actor: Actor,
  request: NamedRequest,
  shape: BodyShape
): FormerRequest | null {
  if (!hasFormerNames(application)) return null
  const names = new FormerNames(application, accessOf(application, actor))
  const entity = names.entity(request.entity)
  if (!entity) return null
  const reader = new RequestReader(names)
  const groups = new Map<string, string>()
  const query = reader.query(entity, request.query)
  const body = readBody(reader, entity, { body: request.body, shape, groups })
  const { since } = names
  if (since === null) return null
  return {
    ...{ entity: entity.key, query, body, since },
    answer: (answered) =>
      shape === 'aggregate' ? regrouped(answered, groups) : presentBody(names, entity, answered),
    refusal: (refusal) => presentRefusal(names, entity, refusal),
  }
}

/** What a subscription names, by its present names; null when it uses no former one. */
export function readFormerSubscription(
  application: CompiledApplication,
  actor: Actor,
  asked: { entity: string; filter: unknown }
): { entity: string; filter: unknown } | null {
  if (!hasFormerNames(application)) return null
  const names = new FormerNames(application, accessOf(application, actor))
  const entity = names.entity(asked.entity)
  const filter = new RequestReader(names).filter(entity, asked.filter)
  return names.since === null || !entity ? null : { entity: entity.key, filter }
}

function readBody(
  reader: RequestReader,
  entity: CompiledEntity,
  given: { body: unknown; shape: BodyShape; groups: Map<string, string> }
): unknown {
  const { body, shape, groups } = given
  if (shape === 'values') return reader.values(entity, body)
  if (shape === 'bulk') return reader.bulk(entity, body)
  if (shape === 'transition') return reader.transition(entity, body)
  return shape === 'aggregate' ? reader.aggregate(entity, body, groups) : body
}

function regrouped(body: unknown, groups: ReadonlyMap<string, string>): unknown {
  const { data } = body as { data: Record<string, unknown>[] }
  const rows = data.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [groups.get(key) ?? key, value]))
  )
  return { ...(body as object), data: rows }
}

const known = new WeakMap<CompiledApplication, boolean>()

function hasFormerNames(application: CompiledApplication): boolean {
  let has = known.get(application)
  if (has === undefined) {
    has =
      application.formerEntities.size > 0 ||
      [...application.entities.values()].some((entity) => entity.aliases.size > 0)
    known.set(application, has)
  }
  return has
}
