import { pointerSteps } from '#schemas/index.ts'
import { isMembers } from '#designer/document/index.ts'
import type { DesignCommand, Members } from '#designer/document/index.ts'
import type { PatchStep } from '#designer/document/saving/drafts_client.ts'
import type { PlacedProblem } from '#designer/workshop/index.ts'
import { texts } from './texts.ts'

/** The command that does what a problem's fix says; null where there is none. */
export function fixCommand({ at, patch, message }: PlacedProblem): DesignCommand | null {
  if (!at || !patch) return null
  return {
    ...{ name: 'problem.fix', label: texts.fixed(message) },
    execute: (editing) =>
      editing.change(at.uid, ({ document }) => patch.reduce<Members>(patched, document)),
  }
}

/** A copy with one step of a JSON Patch done; a step whose place is gone changes nothing. Pure. */
export function patched(document: Members, step: PatchStep): Members {
  const copy = structuredClone(document) as Record<string, unknown>
  const from = placeIn(copy, step.op === 'move' ? step.from : step.path)
  if (!from) return document
  const { holder, key } = from
  if (step.op === 'replace') holder[key] = step.value
  else if (step.op === 'remove') {
    if (Array.isArray(holder)) holder.splice(Number(key), 1)
    else delete holder[key]
  } else {
    const to = placeIn(copy, step.path)
    if (!to) return document
    to.holder[to.key] = holder[key]
    delete holder[key]
  }
  return copy
}

function placeIn(document: unknown, pointer: string) {
  const steps = pointerSteps(pointer)
  const key = steps.pop() ?? ''
  const holder = steps.reduce<unknown>(
    (value, step) =>
      isMembers(value) || Array.isArray(value) ? (value as Members)[step] : undefined,
    document
  )
  const isThere = isMembers(holder) || Array.isArray(holder)
  return isThere ? { holder: holder as Record<string, unknown>, key } : null
}
