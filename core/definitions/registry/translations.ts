import { compileApplication, translateDocuments } from '#engine/compile/index.ts'
import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { Language } from '#engine/errors.ts'
import { hashOf } from '../hash.ts'
import type { EffectiveDefinition } from '../layers/effective_set.ts'
import { namesFrom } from '../releases/physical_names.ts'
import type { RecordedNames } from '../releases/physical_names.ts'

/**
 * The application in other languages: the same definitions compiled with their translated texts, so
 * that whatever comes to speak of them speaks the language. Compiled when somebody first reads in it
 * and kept as long as the release; hashes and physical names are those of the application itself.
 */
export function translationsOf(
  application: CompiledApplication,
  definitions: readonly EffectiveDefinition[],
  recorded: RecordedNames
): (language: Language) => CompiledApplication {
  const made = new Map<Language, CompiledApplication>([[application.language, application]])
  return (language) => {
    const known = made.get(language)
    if (known) return known
    const translated = compileIn(language, definitions, recorded)
    const complete = Object.freeze({ ...translated, hash: application.hash })
    made.set(language, complete)
    return complete
  }
}

function compileIn(
  language: Language,
  definitions: readonly EffectiveDefinition[],
  recorded: RecordedNames
): CompiledApplication {
  const documents = translateDocuments(definitions, language)
  const hashes = new Map(documents.map(({ text, hash }) => [text, hash]))
  const { application, problems } = compileApplication(documents, {
    ...{ names: namesFrom(recorded), language },
    hashOf: (text) => hashes.get(text) ?? hashOf(text),
    // Their shape was told before: only texts differ, and the check of translations knows their limits.
    checkShape: () => [],
  })
  if (application) return application
  throw new Error(`the release does not compile in ${language}: ${problems[0]?.message}`)
}
