import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { pointerTo } from '#engine/problems.ts'
import { pointerSteps } from '#schemas/index.ts'
import type { FormerNames } from './former_names.ts'

type Members = Readonly<Record<string, unknown>>

/** A record of an answer under the names it was asked by, with what it shows of others. */
export function presentRecord(
  names: FormerNames,
  entity: CompiledEntity | undefined,
  record: unknown
): unknown {
  if (!entity || !isMembers(record)) return record
  const shown: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(record)) {
    const behind = names.behind(entity, key)
    const inner = Array.isArray(value)
      ? value.map((one) => presentRecord(names, behind, one))
      : presentRecord(names, behind, value)
    for (const name of names.shownAs(entity, key)) shown[name] = inner
  }
  return shown
}

/** The same for whatever an answer holds under `data`, and for what may be done with a record. */
export function presentBody(
  names: FormerNames,
  entity: CompiledEntity | undefined,
  body: unknown
): unknown {
  if (!isMembers(body)) return body
  const { data, can } = body
  const one = (record: unknown): unknown => presentRecord(names, entity, record)
  return {
    ...body,
    data: Array.isArray(data) ? data.map(one) : one(data),
    ...(entity && isMembers(can) && Array.isArray(can.fields)
      ? { can: { ...can, fields: can.fields.flatMap((key) => names.shownAs(entity, String(key))) } }
      : {}),
  }
}

/** A refusal whose places are named as the sender named them. */
export function presentRefusal(
  names: FormerNames,
  entity: CompiledEntity,
  refusal: Refusal
): Refusal {
  const faults = refusal.faults.map((fault): Fault => {
    const path = fault.path === undefined ? undefined : pointerBefore(names, entity, fault.path)
    return path === undefined || path === fault.path ? fault : { ...fault, path }
  })
  const { retryAfter } = refusal
  return new Refusal(faults, retryAfter === undefined ? {} : { retryAfter })
}

function pointerBefore(names: FormerNames, entity: CompiledEntity, pointer: string): string {
  let here: CompiledEntity | undefined = entity
  const steps = pointerSteps(pointer).map((step) => {
    if (!here?.fields.has(step)) return step
    const [name = step] = names.shownAs(here, step)
    here = names.behind(here, step)
    return name
  })
  return pointerTo('', ...steps)
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
