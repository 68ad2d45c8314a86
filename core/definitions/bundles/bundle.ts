/**
 * Bundles (定义包): a module, or everything, as one document that can be kept, compared and brought in
 * elsewhere. Texts are canonical, so a bundle that goes out and comes back is the same, byte for byte.
 */
import { readDefinition } from '#engine/compile/index.ts'
import { Refusal } from '#engine/errors.ts'
import type { Problem } from '#engine/problems.ts'
import { bundleInvalid } from '../errors.ts'
import { refuseProblems } from '../problem_text.ts'

/** One definition of a bundle; `path` as in schemas/modules, `text` its canonical form. */
export interface BundledDefinition {
  path: string
  text: string
}

export interface Bundle {
  bundle: 1
  /** Version of the release it was taken from; for people. */
  release: string
  definitions: BundledDefinition[]
}

/** Most definitions of one bundle. */
const mostDefinitions = 5_000

/** `library/entity/book.json`: where a definition lies among the files of its module. */
export function pathOf({ kind, key }: { kind: string; key: string }): string {
  const [module, name] = key.split('.')
  return kind === 'module' ? `${module}/module.json` : `${module}/${kind}/${name}.json`
}

/** Definitions in the order of their paths. */
export function writeBundle(
  release: string,
  definitions: readonly { kind: string; key: string; text: string }[]
): Bundle {
  const bundled = definitions.map((one) => ({ path: pathOf(one), text: one.text }))
  bundled.sort((a, b) => (a.path < b.path ? -1 : 1))
  return { bundle: 1, release, definitions: bundled }
}

/**
 * The documents of a bundle with the addresses they give themselves. What could hurt is looked for in
 * each text as in that of a file (T015): parsed first, a member given twice or a number too large
 * would already be another one. Whether they are definitions is found by the check of drafts.
 *
 * @throws E_BUNDLE_INVALID (422) for what is no bundle at all, E_DEFINITION_INVALID (422)
 */
export function readBundle(
  given: unknown
): { address: { kind: string; key: string }; body: unknown }[] {
  const { bundle, definitions } = (given ?? {}) as Partial<Bundle>
  if (bundle !== 1 || !Array.isArray(definitions)) {
    throw refused(
      '不是定义包：须有 bundle: 1 与 definitions',
      'it must have bundle: 1 and definitions'
    )
  }
  if (definitions.length > mostDefinitions) {
    throw refused(`定义多于 ${mostDefinitions} 个`, `more than ${mostDefinitions} definitions`)
  }
  const problems: Problem[] = []
  const documents = definitions.map((one: Partial<BundledDefinition> | null, index) => {
    const read = typeof one?.text === 'string' ? readDefinition(one.text) : noDefinition
    if (read.problems.length === 0) return addressed(read.document, index)
    const place = {
      kind: 'definitions',
      key: one?.path ? String(one.path).slice(0, 200) : `${index}`,
    }
    if (problems.length < mostProblems)
      problems.push(
        ...read.problems.map((found) => ({
          ...found,
          ...place,
          severity: 'error' as const,
          fix: found.fix ?? '',
        }))
      )
    return { address: place, body: null }
  })
  if (problems.length > 0) throw refuseProblems(problems)
  return documents
}

/** So many are told of all texts together, and those of one more. */
const mostProblems = 200
const noDefinition: ReturnType<typeof readDefinition> = { document: null, problems: [] }

function addressed(
  body: Record<string, unknown> | null,
  index: number
): { address: { kind: string; key: string }; body: unknown } {
  const { kind, key } = body ?? {}
  if (typeof kind === 'string' && typeof key === 'string') return { address: { kind, key }, body }
  const place = `definitions/${index}`
  throw refused(`${place} 不是定义：须有 kind 与 key`, `${place} is no definition: kind and key`)
}

function refused(zh: string, en: string): Refusal {
  return new Refusal(bundleInvalid({ zh, en }))
}
