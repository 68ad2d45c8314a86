import { atOnce, inTurns } from '#engine/steps.ts'
import type { Steps } from '#engine/steps.ts'
import { compileSteps, translateSteps } from '#engine/compile/index.ts'
import type { Compilation } from '#engine/compile/index.ts'
import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { Language } from '#engine/errors.ts'
import { letOthersIn } from '#core/storage/index.ts'
import { hashOf } from '../hash.ts'
import type { EffectiveDefinition } from '../layers/effective_set.ts'
import { namesFrom } from '../releases/physical_names.ts'
import type { RecordedNames } from '../releases/physical_names.ts'

/**
 * The application in other languages: the same definitions compiled with their translated texts, so
 * that whatever comes to speak of them speaks the language. Compiled when somebody first reads in it
 * and kept as long as the release; hashes and physical names are those of the application itself.
 */
export interface Translations {
  /** One object for each language; compiled at once where nobody made it ready. */
  in(language: Language): CompiledApplication
  /** Compiles in turns what `in` will answer, so that no request waits for another's reading. */
  ready(language: Language): Promise<void>
  /** Languages that were asked for. */
  asked(): Language[]
}

export function translationsOf(
  application: CompiledApplication,
  definitions: readonly EffectiveDefinition[],
  recorded: RecordedNames
): Translations {
  const made = new Map<Language, CompiledApplication>([[application.language, application]])
  const coming = new Map<Language, Promise<void>>()
  const keep = (language: Language, translated: CompiledApplication): CompiledApplication => {
    const known = made.get(language)
    if (known) return known
    const complete = Object.freeze({ ...translated, hash: application.hash })
    made.set(language, complete)
    return complete
  }
  const steps = (language: Language) => translatedSteps(language, definitions, recorded)
  return {
    in: (language) => made.get(language) ?? keep(language, atOnce(steps(language))),
    async ready(language) {
      if (made.has(language)) return
      const compiling =
        coming.get(language) ??
        inTurns(steps(language), letOthersIn).then((translated) => void keep(language, translated))
      coming.set(language, compiling)
      await compiling.finally(() => coming.delete(language))
    },
    asked: () => [...new Set([...made.keys(), ...coming.keys()])],
  }
}

function* translatedSteps(
  language: Language,
  definitions: readonly EffectiveDefinition[],
  recorded: RecordedNames
): Steps<CompiledApplication> {
  const documents = yield* translateSteps(definitions, language)
  const hashes = new Map(documents.map(({ text, hash }) => [text, hash]))
  const { application, problems }: Compilation = yield* compileSteps(documents, {
    ...{ names: namesFrom(recorded), language },
    hashOf: (text) => hashes.get(text) ?? hashOf(text),
    // Their shape was told before: only texts differ, and the check of translations knows their limits.
    checkShape: () => [],
  })
  if (application) return application
  throw new Error(`the release does not compile in ${language}: ${problems[0]?.message}`)
}
