import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import type { Problem } from '#engine/problems.ts'
import { letOthersIn } from '#core/storage/index.ts'
import type { Executor } from '#core/storage/index.ts'
import { hashOf } from '../hash.ts'
import { readTexts } from '../releases/release_store.ts'
import { compileValidators } from './compile_validators.ts'
import type { CompileLimits } from './compile_validators.ts'
import { generator } from './validators.ts'

/** Validator texts of an application's entities, by validator hash. */
export interface EntityValidators {
  texts: ReadonlyMap<string, string>
  /** Those of `texts` that were not kept yet. */
  made: ReadonlyMap<string, string>
  /** Entities whose validator could not be made. */
  problems: Problem[]
}

/**
 * Texts made for the last set that lacked some: a plan writes nothing, and publishing it would have
 * to make them again.
 */
let lastMade: ReadonlyMap<string, string> = new Map()

const hashes = new WeakMap<CompiledEntity, string>()

/** Name of an entity's validator text: changes with the closed schema and with the generator. */
export function validatorHash(entity: CompiledEntity): string {
  let hash = hashes.get(entity)
  if (hash === undefined) {
    hash = hashOf(`${generator}\n${JSON.stringify(entity.validatorSchema)}`)
    hashes.set(entity, hash)
  }
  return hash
}

/**
 * Finds the validators of all entities among the kept ones, and compiles those that are missing.
 *
 * @param limits time (milliseconds) and memory for each, where others than usual
 */
export async function entityValidators(
  read: Executor,
  application: CompiledApplication,
  limits: CompileLimits = {}
): Promise<EntityValidators> {
  const byHash = new Map<string, CompiledEntity>()
  for (const entity of application.entities.values()) {
    byHash.set(validatorHash(entity), entity)
    await letOthersIn()
  }
  const texts = await readTexts(read, 'compiled_code', [...byHash.keys()])
  const known = [...byHash.keys()].filter((hash) => !texts.has(hash) && lastMade.has(hash))
  const made = new Map(known.map((hash) => [hash, lastMade.get(hash)!]))
  const missing = [...byHash].filter(([hash]) => !texts.has(hash) && !made.has(hash))
  const compiled = await compileValidators(
    missing.map(([, entity]) => ({ schema: entity.validatorSchema, words: 'closed' })),
    limits
  )
  const problems: Problem[] = []
  compiled.forEach((result, index) => {
    const [hash, entity] = missing[index]!
    if ('text' in result) made.set(hash, result.text)
    else problems.push(notCompiled(entity, result.failure))
  })
  if (missing.length > 0) lastMade = made
  return { texts: new Map([...texts, ...made]), made, problems }
}

function notCompiled(entity: CompiledEntity, failure: string): Problem {
  return {
    code: 'E_DEFINITION_TOO_COMPLEX',
    severity: 'error',
    kind: 'entity',
    key: entity.key,
    pointer: '/schema',
    message: `实体“${entity.title}”的校验程序无法生成：${failure}`,
    fix: '减少字段或约束',
  }
}
