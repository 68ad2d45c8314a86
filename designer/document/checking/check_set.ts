import { compileApplication, createReadMemory, defaultNames } from '#engine/compile/index.ts'
import type { CompiledApplication, KnownDefinitions } from '#engine/compile/index.ts'
import { language } from '#runtime/texts/index.ts'
import type { Problem } from '#engine/problems.ts'
import { textOf } from '../definition.ts'
import type { DesignSet } from '../definition.ts'

export interface CheckedSet {
  readonly problems: readonly Problem[]
  /** What could be made sense of, also of a faulty set: for pickers, completion and where-used. */
  readonly known: KnownDefinitions
  /** Null when any problem is an error. */
  readonly application: CompiledApplication | null
}

const checked = new WeakMap<DesignSet, CheckedSet>()
/** An edit changes one text of many. */
const memory = createReadMemory()

/**
 * Compiles a set with the engine, as a release of it would be; what was checked once is remembered.
 * The shape of documents is the server's matter (it has the validators of the meta-schemas): it
 * answers every save with all problems.
 */
export function checkSet(set: DesignSet): CheckedSet {
  let found = checked.get(set)
  if (!found) {
    const documents = [...set.values()].map((one) => ({ layer: one.layer, text: textOf(one) }))
    const options = {
      ...{ names: defaultNames, hashOf: shortHash, checkShape: () => [], memory },
      // What the engine names by itself; the author's titles stay as he wrote them.
      language,
    }
    checked.set(set, (found = compileApplication(documents, options)))
  }
  return found
}

/** Nothing here is kept under this hash: it only tells texts apart while the page is open. */
function shortHash(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 2_654_435_761)
    b = Math.imul(b ^ code, 1_597_334_677)
  }
  return (a >>> 0).toString(16) + (b >>> 0).toString(16)
}
