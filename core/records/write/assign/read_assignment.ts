import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { systemFieldOf } from '#engine/filters/index.ts'
import type { Values } from '#engine/values.ts'
import { fieldReference, recordInvalid } from '../../errors.ts'
import { isId } from '../../storage/ids.ts'
import { loadRows } from '../load_rows.ts'
import type { Reference } from '../references.ts'
import type { WriteContext } from '../write_context.ts'

/** Whom a record is handed to; what is not named follows from the others, null is nobody. */
export interface Assignment {
  readonly owner?: string | null
  readonly department?: string | null
  readonly organization?: string | null
}

/** Where the columns of a record and the parts of an assignment meet. */
const parts = [
  { name: 'owner', column: 'owner_id', anchor: 'user' },
  { name: 'department', column: 'dept_id', anchor: 'department' },
  { name: 'organization', column: 'org_id', anchor: 'organization' },
] as const

/** @throws E_RECORD_INVALID (422) with every fault of the body */
export function readAssignment(application: CompiledApplication, body: unknown): Assignment {
  const faults: Fault[] = []
  const wrong = (path: string, keyword: string, zh: string, en: string) =>
    void faults.push(recordInvalid({ keyword, zh, en }, path))
  const given = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {}
  if (given !== body || Object.keys(given).length === 0) {
    wrong('', 'required', '请说明转交给谁', 'must say who it is handed to')
  }
  const read: Record<string, string | null> = {}
  for (const [key, value] of Object.entries(given).slice(0, 100)) {
    const part = parts.find(({ name }) => name === key)
    const path = `/${key.slice(0, 100)}`
    if (!part || application.anchors[part.anchor] === undefined) {
      wrong(path, 'additionalProperties', '没有这一项', 'is unknown')
    } else if (value !== null && !isId(value)) {
      wrong(path, 'format', '应为记录的 id', 'must be the id of a record')
    } else read[key] = value
  }
  if (faults.length > 0) throw new Refusal(faults)
  return read
}

/** The records an assignment names, to be locked and looked at like any other link. */
export function namedOwners(application: CompiledApplication, given: Assignment): Reference[] {
  return parts.flatMap(({ name, anchor, column }): Reference[] => {
    const id = given[name]
    const target = application.entities.get(application.anchors[anchor] ?? '')
    const field = target && systemFieldOf(target, column)
    if (typeof id !== 'string' || !target || !field) return []
    return [{ field, target: target.key, id, path: `/${name}` }]
  })
}

/**
 * The three columns as they will be: the department follows the person, the organization the
 * department, unless they are given.
 *
 * @throws E_FIELD_REFERENCE for a person who may not sign in any more
 */
export async function ownersFollowing(
  context: WriteContext,
  given: Assignment,
  before: Values
): Promise<Values> {
  const { anchors } = context.application
  const rowOf = async (key: string | undefined, id: string | null | undefined) => {
    if (key === undefined || typeof id !== 'string') return null
    const [row] = await loadRows(context.t, context.entityOf(key), [id], false)
    return row ?? null
  }
  const person = await rowOf(anchors.user, given.owner)
  if (person) refuseDisabled(context.entityOf(anchors.user!), person)
  const owner_id = given.owner === undefined ? (before.owner_id ?? null) : given.owner
  const dept_id = firstOf(given.department, person?.department, before.dept_id)
  const isMoved = dept_id !== (before.dept_id ?? null)
  const department = isMoved ? await rowOf(anchors.department, dept_id) : null
  const place = department && (department.organization ?? department.org_id)
  return { owner_id, dept_id, org_id: firstOf(given.organization, place, before.org_id) }
}

/** What is given decides, also where it is nobody; else what follows, else what was. */
function firstOf(
  given: string | null | undefined,
  ...others: readonly (Values[string] | undefined)[]
): string | null {
  if (given !== undefined) return given
  const found = others.find((one) => typeof one === 'string')
  return typeof found === 'string' ? found : null
}

function refuseDisabled(entity: CompiledEntity, person: Values): void {
  const state = person.state ?? null
  if (state === null || state === 'active') return
  const field = { field: 'owner', title: entity.title, id: String(person.id) }
  throw new Refusal(fieldReference(field, '/owner'))
}
