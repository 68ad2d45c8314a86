import type { CompiledApplication } from '#engine/compile/index.ts'
import type { Executor } from '#core/storage/index.ts'
import { DefinitionsInvalid } from '../../definitions_invalid.ts'
import { effectiveSet } from '../../layers/effective_set.ts'
import { compileSet } from '../../registry/compile_set.ts'
import type { CheckShape } from '../../registry/load_release.ts'
import type { FieldFill } from '../fills.ts'
import { readNames } from '../physical_names.ts'
import type { FieldMove } from '../physical_names.ts'
import { readRelease, readTexts } from '../release_store.ts'
import type { ReleaseMove } from './move_store.ts'

/** What a move works with: the release as it will be in force, and what becomes of values for it. */
export interface MoveTarget {
  readonly move: ReleaseMove
  readonly application: CompiledApplication
  readonly moves: readonly FieldMove[]
  readonly fills: readonly FieldFill[]
}

/** @throws DefinitionsInvalid when this version of the engine cannot compile the release */
export async function loadTarget(
  read: Executor,
  checkShape: CheckShape,
  move: ReleaseMove
): Promise<MoveTarget> {
  const release = await readRelease(read, move.release)
  if (!release) throw new Error(`release ${move.release} is gone`)
  const hashes = release.manifest.map((entry) => entry.hash)
  const texts = await readTexts(read, 'definition_revisions', hashes)
  const revisions = release.manifest.map((entry) => ({ ...entry, text: texts.get(entry.hash)! }))
  const recorded = await readNames(read)
  const { definitions } = effectiveSet(revisions)
  const { application, problems } = await compileSet(definitions, recorded, checkShape)
  if (!application) throw new DefinitionsInvalid(problems)
  const { moves, fills } = move.plan
  return {
    ...{ move, application },
    moves: moves.flatMap(({ from, to, ...of }) =>
      placesOf(application, of).map((place) => ({ ...place, from, to }))
    ),
    fills: fills.flatMap(({ from, to, ...of }) =>
      placesOf(application, of).map((place) => ({ ...place, from, to }))
    ),
  }
}

/** The field of two uids. */
function placesOf(
  { entities }: CompiledApplication,
  { entity: uid, field: fieldUid }: { entity: string; field: string }
) {
  const entity = [...entities.values()].find((one) => one.uid === uid)
  const field = entity?.byUid.get(fieldUid)
  return entity && field ? [{ entity, field }] : []
}
