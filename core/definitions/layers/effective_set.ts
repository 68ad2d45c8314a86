/**
 * What is in force of the layers `product` < `partner` < `site`: shipped definitions with the changes
 * made here laid over them, and what was made here altogether (architecture.md "Layers").
 */
import { canonicalText } from '#engine/compile/index.ts'
import type { Problem } from '#engine/problems.ts'
import { applyOverlay, overlayOf } from '#schemas/index.ts'
import type { Misfit } from '#schemas/index.ts'
import { hashOf } from '../hash.ts'
import type { Layer } from '../releases/manifest.ts'
import type { Revision } from '../releases/release_store.ts'
import { overlayIn, overlayRevision } from './overlay_text.ts'

/** A definition in force. `hash` is that of its effective text; `layer` where it comes from. */
export interface EffectiveDefinition {
  kind: string
  key: string
  uid: string
  hash: string
  layer: Layer
  text: string
  file?: string
  /** Whether an overlay changed what was shipped. */
  isChanged: boolean
}

type Source = Revision & { file?: string }

/** Lays the overlays over their bases. What does not fit is a problem, and left as it was shipped. */
export function effectiveSet(revisions: readonly Source[]): {
  definitions: EffectiveDefinition[]
  problems: Problem[]
} {
  const overlays = new Map<string, Revision>()
  for (const one of revisions) if (overlayIn(one)) overlays.set(one.uid, one)
  const problems: Problem[] = []
  const definitions = revisions.flatMap((one) => {
    if (overlayIn(one)) return []
    const overlay = one.layer === 'site' ? undefined : overlays.get(one.uid)
    return overlay ? changedHere(one, overlay, problems) : [{ ...one, isChanged: false }]
  })
  return { definitions, problems }
}

const reasons: Readonly<Record<Misfit['why'], string>> = {
  'missing': '所改的内容已经没有了',
  'there already': '所加的内容已经有了',
  'no container': '所在的位置已经不同',
}

function changedHere(
  shipped: Source,
  revision: Revision,
  problems: Problem[]
): EffectiveDefinition[] {
  const overlay = overlayIn(revision)!
  const misfit = (pointer: string, message: string) =>
    problems.push({
      ...{ code: 'E_DEFINITION_OVERLAY', severity: 'error', kind: shipped.kind, key: shipped.key },
      ...(shipped.file === undefined ? {} : { file: shipped.file }),
      ...{ pointer, message, fix: '保留原来的版本，或在设计器中重新修改' },
    })
  if (overlay.base !== shipped.hash) {
    misfit('', `随产品发布的“${shipped.kind} ${shipped.key}”变了，而这里修改过它`)
    return [{ ...shipped, isChanged: false }]
  }
  if (overlay.gone) return []
  const { document, misfits } = applyOverlay(shipped.kind, JSON.parse(shipped.text), overlay)
  for (const { at, why } of misfits)
    misfit(`/${at.join('/')}`, `这里的修改放不上去：${reasons[why]}`)
  const text = canonicalText(document, shipped.kind)
  const { key } = document as { key: string }
  return [{ ...shipped, key, text, hash: hashOf(text), isChanged: true }]
}

/**
 * The revisions that make `wanted` the effective set: shipped ones as they are, an overlay for each
 * that differs, whole documents for the rest.
 */
export function revisionsFor(
  shipped: readonly Revision[],
  wanted: readonly Pick<EffectiveDefinition, 'kind' | 'key' | 'uid' | 'text'>[]
): Revision[] {
  const target = new Map(wanted.map((one) => [one.uid, one]))
  const known = new Set(shipped.map((one) => one.uid))
  const overlays = shipped.flatMap((base) => {
    const here = target.get(base.uid)
    if (!here) return [overlayRevision(base, { base: base.hash, gone: true })]
    if (here.text === base.text) return []
    const [before, after] = [JSON.parse(base.text), JSON.parse(here.text)] as unknown[]
    return [overlayRevision(here, overlayOf(base.kind, base.hash, before, after))]
  })
  const own = wanted
    .filter((one) => !known.has(one.uid))
    .map(({ kind, key, uid, text }) => ({
      ...{ kind, key, uid, text, hash: hashOf(text), layer: 'site' as const },
    }))
  return [...shipped, ...overlays, ...own]
}
