import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ValidateFunction } from 'ajv/dist/2020.js'

import type { ShapeProblem } from '#schemas/index.ts'
import { kinds, metaSchemaOf, metaVocabulary, shapeProblems } from '#schemas/index.ts'

/** AJV as meta-schemas are meant to be compiled: strict, every violation, with its schema. */
export function metaAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    logger: false,
  })
  ajv.addVocabulary([...metaVocabulary])
  return ajv
}

const ajv = metaAjv()
const validators = new Map<string, ValidateFunction>(
  kinds.map((kind) => [kind, ajv.compile(metaSchemaOf(kind) as object)])
)

/** Problems of shape of a document of a known kind. */
export function checkShape(document: unknown): ShapeProblem[] {
  const { kind } = document as { kind: string }
  const validate = validators.get(kind)
  if (!validate) throw new TypeError(`there is no kind ${kind}`)
  validate(document)
  return shapeProblems(validate.errors ?? [])
}

/** Problems as lines `code pointer`, sorted, for comparison. */
export function lines(problems: readonly { code: string; pointer: string }[]): string[] {
  return problems.map(({ code, pointer }) => `${code} ${pointer}`).sort()
}
