import type { CompileOptions } from '#engine/compile/index.ts'
import type { Database } from '#core/storage/index.ts'
import { DefinitionsInvalid } from '../definitions_invalid.ts'
import { effectiveSet } from '../layers/effective_set.ts'
import { readNames } from '../releases/physical_names.ts'
import { insertCode, readTexts } from '../releases/release_store.ts'
import type { HeadRelease } from '../releases/release_store.ts'
import { compileSet } from './compile_set.ts'
import { translationsOf } from './translations.ts'
import { entityValidators } from './entity_validators.ts'
import type { ActiveRelease } from './registry.ts'

export type CheckShape = CompileOptions['checkShape']

/**
 * Puts a stored release in working order: texts by hash, compiled, with the validators of its
 * entities. Validators not kept (made by another generator) are compiled and kept.
 *
 * @throws DefinitionsInvalid when this version of the engine cannot compile it
 */
export async function loadRelease(
  database: Database,
  release: HeadRelease,
  checkShape: CheckShape
): Promise<ActiveRelease> {
  const hashes = release.manifest.map((entry) => entry.hash)
  const texts = await readTexts(database.read, 'definition_revisions', hashes)
  const revisions = release.manifest.map((entry) => {
    const text = texts.get(entry.hash)
    if (text === undefined)
      throw new Error(`revision ${entry.hash} of release ${release.id} is gone`)
    return { ...entry, text }
  })
  const { definitions, problems } = effectiveSet(revisions)
  if (problems.length > 0) throw new DefinitionsInvalid(problems)
  const recorded = await readNames(database.read)
  const compiled = await compileSet(definitions, recorded, checkShape)
  if (!compiled.application) throw new DefinitionsInvalid(compiled.problems)
  const validators = await entityValidators(database.read, compiled.application)
  if (validators.problems.length > 0) throw new DefinitionsInvalid(validators.problems)
  if (validators.made.size > 0) await database.tx((t) => insertCode(t, validators.made))
  const application = Object.freeze({ ...compiled.application, hash: release.hash })
  const { id, phase } = release
  const translations = translationsOf(application, definitions, recorded)
  return {
    id,
    phase,
    application,
    translations,
    definitions,
    revisions,
    validators: validators.texts,
  }
}
