import { systemFieldOf } from '#engine/filters/index.ts'
import type { CompiledApplication, CompiledEntity } from '#engine/compile/index.ts'

/** Paths of a saved view, each beside the uids of its fields: a rename changes keys, never uids. */
export type ViewNames = Readonly<Record<string, string>>

/** `author.name` -> `f1a2b3c4.k3v9q2mt`; null when there is no such way. */
export function uidsOf(
  path: string,
  entity: CompiledEntity,
  application: CompiledApplication
): string | null {
  return walk(path.split('.'), entity, application, (here, key) => {
    const field = here.fields.get(key) ?? systemFieldOf(here, key)
    return field && { next: field.target, name: field.uid }
  })
}

/** The way back, by the keys of today; null when a field on it is gone. */
export function pathOf(
  uids: string,
  entity: CompiledEntity,
  application: CompiledApplication
): string | null {
  return walk(uids.split('.'), entity, application, (here, uid) => {
    const own = [...here.fields.values()].find((field) => field.uid === uid)
    const field = own ?? systemFieldOf(here, uid)
    return field && { next: field.target, name: field.key }
  })
}

type Step = { next: string | null; name: string } | undefined

function walk(
  steps: readonly string[],
  entity: CompiledEntity,
  application: CompiledApplication,
  take: (here: CompiledEntity, step: string) => Step
): string | null {
  const names: string[] = []
  let here: CompiledEntity | undefined = entity
  for (const step of steps) {
    const taken: Step = here && take(here, step)
    if (!taken) return null
    names.push(taken.name)
    here = application.entities.get(taken.next ?? '')
  }
  return names.join('.')
}
