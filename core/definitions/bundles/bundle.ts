/**
 * Bundles (定义包): a module, or everything, as one document that can be kept, compared and brought in
 * elsewhere. Texts are canonical, so a bundle that goes out and comes back is the same, byte for byte.
 */
import { Refusal } from '#engine/errors.ts'
import { bundleInvalid } from '../errors.ts'

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
 * The documents of a bundle with the addresses they give themselves. Texts are parsed here; whether
 * they are definitions is found by the same check as for any draft.
 *
 * @throws E_BUNDLE_INVALID (422) for what is no bundle at all
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
  return definitions.map((one: Partial<BundledDefinition> | null, index) => {
    const body = parsed(one?.text)
    const { kind, key } = (body ?? {}) as { kind?: unknown; key?: unknown }
    if (typeof kind === 'string' && typeof key === 'string') return { address: { kind, key }, body }
    const place = `definitions/${index}`
    throw refused(`${place} 不是定义：须有 kind 与 key`, `${place} is no definition: kind and key`)
  })
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return null
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

function refused(zh: string, en: string): Refusal {
  return new Refusal(bundleInvalid({ zh, en }))
}
