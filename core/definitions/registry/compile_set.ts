import { inTurns } from '#engine/steps.ts'
import { compileSteps, createReadMemory } from '#engine/compile/index.ts'
import type { Compilation, CompileOptions, SourceDocument } from '#engine/compile/index.ts'
import { letOthersIn } from '#core/storage/index.ts'
import { hashOf } from '../hash.ts'
import { namesFrom } from '../releases/physical_names.ts'
import type { RecordedNames } from '../releases/physical_names.ts'

/** Most texts of a set were read for the set before it, whichever database that was for. */
const memory = createReadMemory()

/** All that decides what comes out. */
interface Asked {
  /** Hash over what the documents are, in their order. */
  readonly documents: string
  readonly recorded: RecordedNames
  readonly checkShape: CompileOptions['checkShape']
}

let last: (Asked & { readonly compilation: Promise<Compilation> }) | null = null

/**
 * Compiles a set of definitions with the names their tables already have, letting requests in
 * between: hundreds of definitions take longer than anybody should wait. The last set is remembered:
 * a draft that is saved, its plan and its publishing are the same set, one after the other.
 */
export function compileSet(
  documents: readonly SourceDocument[],
  recorded: RecordedNames,
  checkShape: CompileOptions['checkShape']
): Promise<Compilation> {
  const hashes = new Map(documents.map(({ text }) => [text, hashOf(text)]))
  const lines = documents.map(
    ({ layer, file = '', text }) => `${layer} ${file} ${hashes.get(text)}`
  )
  const asked: Asked = { documents: hashOf(lines.join('\n')), recorded, checkShape }
  if (last && isSame(last, asked)) return last.compilation
  const options = {
    ...{ names: namesFrom(recorded), checkShape, memory },
    hashOf: (text: string) => hashes.get(text) ?? hashOf(text),
  }
  const compilation = inTurns(compileSteps(documents, options), letOthersIn)
  const kept = { ...asked, compilation }
  last = kept
  compilation.catch(() => {
    if (last === kept) last = null
  })
  return compilation
}

function isSame(a: Asked, b: Asked): boolean {
  return a.documents === b.documents && a.recorded === b.recorded && a.checkShape === b.checkShape
}
