import type { CompiledApplication } from '#engine/compile/index.ts'
import type { Problem } from '#engine/problems.ts'
import type { Executor } from '#core/storage/index.ts'
import { showProblem } from '../problem_text.ts'
import type { ShownProblem } from '../problem_text.ts'
import { compileSet } from '../registry/compile_set.ts'
import type { CheckShape } from '../registry/load_release.ts'
import { readNames } from '../releases/physical_names.ts'
import type { WorkingDefinition } from './working_set.ts'

/** A set that was compiled as one; the application is null when any problem is an error. */
export interface CheckedSet {
  application: CompiledApplication | null
  problems: Problem[]
}

/** Compiles a set as a release of it would be, with the names its tables have. */
export async function checkSet(
  read: Executor,
  set: readonly WorkingDefinition[],
  checkShape: CheckShape
): Promise<CheckedSet> {
  return compileSet(set, await readNames(read), checkShape)
}

/** Problems with the fixes that can be computed from the texts they are about. */
export function showProblems(
  problems: readonly Problem[],
  set: readonly WorkingDefinition[]
): ShownProblem[] {
  const texts = new Map(set.map(({ kind, key, text }) => [`${kind} ${key}`, text]))
  const documents = new Map<string, unknown>()
  const documentOf = (address: string): unknown => {
    if (!documents.has(address)) documents.set(address, JSON.parse(texts.get(address) ?? 'null'))
    return documents.get(address)
  }
  return problems.map((problem) =>
    showProblem(problem, documentOf(`${problem.kind} ${problem.key}`))
  )
}
