import type { CompiledApplication } from '#engine/compile/compiled.ts'
import { validatorHash } from './entity_validators.ts'
import { createRegistry } from './registry.ts'
import type { Registry } from './registry.ts'
import { validatorText } from './validators.ts'

/**
 * A registry over one compiled application, without a database: for tests of other rooms.
 * Validators are compiled in this process at first use; there are no texts of definitions.
 */
export function registryOf(application: CompiledApplication): Registry {
  const entities = new Map([...application.entities.values()].map((e) => [validatorHash(e), e]))
  const made = new Map<string, string>()
  const textOf = (hash: string) => {
    const entity = entities.get(hash)
    if (entity && !made.has(hash)) {
      made.set(hash, validatorText({ schema: entity.validatorSchema, words: 'closed' }))
    }
    return made.get(hash)
  }
  const release = {
    id: '0',
    phase: 0,
    application,
    translations: { in: () => application, ready: async () => {}, asked: () => [] },
    definitions: [],
    revisions: [],
    validators: { get: textOf },
  }
  return createRegistry(release, async () => null)
}
