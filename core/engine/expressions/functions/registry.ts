import { aggregateFunctions } from './aggregate.ts'
import { dateFunctions } from './date.ts'
import { logicFunctions } from './logic.ts'
import { mathFunctions } from './math.ts'
import { textFunctions } from './text.ts'
import type { FunctionEntry } from './function_entry.ts'

/** The families; a function is added in the file of its family and nowhere else. */
const families = [logicFunctions, mathFunctions, textFunctions, dateFunctions, aggregateFunctions]

/** Every function of the language, by family. */
export const allFunctions: readonly FunctionEntry[] = families.flat()

const byName = indexByName(allFunctions)

/** The function of this name, in any case, English or Chinese; undefined when there is none. */
export function findFunction(name: string): FunctionEntry | undefined {
  return byName.get(name.toUpperCase())
}

function indexByName(entries: readonly FunctionEntry[]): ReadonlyMap<string, FunctionEntry> {
  const index = new Map<string, FunctionEntry>()
  for (const entry of entries) {
    for (const name of [entry.name, entry.title]) {
      if (index.has(name)) throw new TypeError(`function ${name} is declared twice`)
      index.set(name, entry)
    }
  }
  return index
}
