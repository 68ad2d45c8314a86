import { isKind, kinds, metaSchemaOf, shapeProblems } from '#schemas/index.ts'
import type { ShapeProblem, ShapeViolation } from '#schemas/index.ts'
import { nearestName } from '#engine/compile/index.ts'
import { pointerTo } from '#engine/problems.ts'
import type { Database } from '#core/storage/index.ts'
import { hashOf } from '../hash.ts'
import { insertCode, readTexts } from '../releases/release_store.ts'
import { compileValidators } from './compile_validators.ts'
import { loadValidator } from './load_validator.ts'
import type { SchemaError, Validator } from './load_validator.ts'
import { generator } from './validators.ts'

/** Checks a document against the meta-schema of its kind; all faults at once. */
export type CheckShape = (document: unknown, kind: string) => ShapeProblem[]

/** By kind: the name under which the text of its validator is kept. */
const kindHashes: ReadonlyMap<string, string> = new Map(
  kinds.map((kind) => [kind, hashOf(`${generator}\n${JSON.stringify(metaSchemaOf(kind))}`)])
)

/** Changes whenever any meta-schema does: what was known of a file by its text is then void. */
export const metaHash: string = hashOf([...kindHashes.values()].join('\n'))

/**
 * The checker of this version's meta-schemas. Their validators are compiled once for a database and
 * kept there; a function is made of a text when a document of its kind is first met.
 */
export async function shapeChecker(database: Database): Promise<CheckShape> {
  const texts = await kindTexts(database)
  const validators = new Map<string, Validator>()
  return (document, kind) => {
    if (!isKind(kind)) return []
    let validate = validators.get(kind)
    if (!validate) {
      validate = loadValidator(texts.get(kindHashes.get(kind)!)!, kind)
      validators.set(kind, validate)
    }
    const errors = validate(document)
    return errors.length === 0 ? [] : withNearestNames(errors)
  }
}

async function kindTexts(database: Database): Promise<ReadonlyMap<string, string>> {
  const texts = await readTexts(database.read, 'compiled_code', [...kindHashes.values()])
  const missing = [...kindHashes].filter(([, hash]) => !texts.has(hash))
  if (missing.length === 0) return texts
  const compiled = await compileValidators(
    missing.map(([kind]) => ({ schema: metaSchemaOf(kind), words: 'open' })),
    { deadline: 30_000 }
  )
  const made = new Map<string, string>()
  compiled.forEach((result, index) => {
    const [kind, hash] = missing[index]!
    if ('failure' in result) throw new Error(`meta-schema of ${kind}: ${result.failure}`)
    made.set(hash, result.text)
  })
  await database.tx((t) => insertCode(t, made))
  return new Map([...texts, ...made])
}

/** The problems of schemas/, an unknown property with the known one it was probably meant to be. */
function withNearestNames(errors: readonly SchemaError[]): ShapeProblem[] {
  const meant = new Map<string, string>()
  for (const { keyword, instancePath, params, parentSchema } of errors) {
    const name = params.additionalProperty
    if (keyword !== 'additionalProperties' || typeof name !== 'string') continue
    const known = Object.keys((parentSchema as { properties?: object })?.properties ?? {})
    const near = nearestName(name, known)
    if (near !== undefined) meant.set(pointerTo(instancePath, name), near)
  }
  return shapeProblems(errors as readonly ShapeViolation[]).map((problem) => {
    const near = meant.get(problem.pointer)
    if (near === undefined || problem.code !== 'E_DEFINITION_UNKNOWN_PROPERTY') return problem
    return { ...problem, fix: `是不是“${near}”？`, params: { suggestion: near } }
  })
}
