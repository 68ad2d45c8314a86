import { canonicalText, readDefinition } from '#engine/compile/index.ts'
import { Refusal } from '#engine/errors.ts'
import { isKind } from '#schemas/index.ts'
import { definitionUnknown, draftMisplaced } from '../errors.ts'
import { hashOf } from '../hash.ts'
import { refuseProblems } from '../problem_text.ts'
import { fillInUids } from './fill_in_uids.ts'

/** A definition as it was sent, ready to be kept: within the budgets, canonical, with its identities. */
export interface DraftDocument {
  kind: string
  key: string
  uid: string
  text: string
  hash: string
}

/**
 * Reads what was sent for an address. What does not fit the meta-schema is kept and told by the
 * check; what could hurt (size, depth, keys twice, `{{`) is refused here as on every way in.
 *
 * @param known the definition that is there now, null when it is new
 * @throws E_DEFINITION_INVALID, E_DRAFT_MISPLACED (422), E_DEFINITION_UNKNOWN (404) for no kind
 */
export function readDraftDocument(
  address: { kind: string; key: string },
  body: unknown,
  known: { uid: string; text: string } | null
): DraftDocument {
  const { kind, key } = address
  const isKnown: boolean = isKind(kind)
  if (!isKnown) throw new Refusal(definitionUnknown({ kind: kind.slice(0, 100), key }))
  const { document, problems } = readDefinition(JSON.stringify(body))
  if (document === null || problems.length > 0) {
    const severity = 'error' as const
    throw refuseProblems(
      problems.map((problem) => ({ severity, ...problem, kind, key, fix: problem.fix ?? '' }))
    )
  }
  const expected = { kind, key, ...(known ? { uid: known.uid } : {}) }
  const faults = Object.entries(expected).flatMap(([name, value]) => {
    const given = document[name] ?? value
    if (given === value) return []
    const told = JSON.stringify(given)?.slice(0, 80) ?? ''
    return [draftMisplaced({ name, expected: value, given: told }, `/${name}`)]
  })
  if (faults.length > 0) throw new Refusal(faults)
  const whole = { ...document, ...expected }
  fillInUids(kind, whole, known ? JSON.parse(known.text) : null)
  const text = canonicalText(whole, kind)
  return {
    kind,
    key,
    uid: String((whole as { uid?: unknown }).uid ?? ''),
    text,
    hash: hashOf(text),
  }
}
