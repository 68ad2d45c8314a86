import { applyOverlay, diffDocuments, overlayOf } from '#schemas/index.ts'
import type { Change, Overlay } from '#schemas/index.ts'
import type { Members } from '../definition.ts'

/** An element that both sides changed, each in its way. */
export interface Conflict {
  readonly path: readonly string[]
  readonly mine: Change
  readonly theirs: Change
}

export interface Versions {
  readonly kind: string
  readonly base: Members
  readonly mine: Members
  readonly theirs: Members
}

/** Elements changed on both sides. What both changed alike is no conflict. Pure. */
export function conflictsOf({ kind, base, mine, theirs }: Versions): Conflict[] {
  const their = diffDocuments(kind, base, theirs)
  return diffDocuments(kind, base, mine).flatMap((own) => {
    const other = their.find((one) => touches(own, one) && !isAlike(own, one))
    return other ? [{ path: own.path, mine: own, theirs: other }] : []
  })
}

/**
 * Theirs with what I changed laid over it; of what both changed, mine, but where `take` says theirs.
 * Pure.
 */
export function merged({ kind, base, mine, theirs }: Versions, take: readonly Conflict[]): Members {
  const isTheirs = (at: readonly string[]) => take.some(({ path }) => isWithin(at, path))
  const { base: _, ...parts } = overlayOf(kind, '', base, mine)
  const kept = Object.fromEntries(
    Object.entries(parts).map(([word, list]) => [word, list.filter(({ at }) => !isTheirs(at))])
  )
  const overlay = { base: '', ...kept } as Overlay
  return applyOverlay(kind, theirs, overlay).document as Members
}

function touches(a: Change, b: Change): boolean {
  if (a.change === 'ordered' || b.change === 'ordered') {
    return a.change === b.change && a.path.join('\n') === b.path.join('\n')
  }
  return isWithin(a.path, b.path) || isWithin(b.path, a.path)
}

function isAlike(a: Change, b: Change): boolean {
  return a.change === b.change && JSON.stringify(a.after) === JSON.stringify(b.after)
}

function isWithin(path: readonly string[], outer: readonly string[]): boolean {
  return outer.every((id, index) => path[index] === id)
}
