import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import type { Values } from '#engine/values.ts'
import type { Registry } from '#core/definitions/index.ts'
import type { SampleUsers } from '#core/identity/index.ts'
import type { Records } from '#core/records/index.ts'

/**
 * Samples of the modules, loaded once into an empty database, in one transaction. They lie in
 * `<module>/samples/<entity>.jsonl`, one record a line as the API takes it, with its `id` where
 * other samples point to it; `<module>/samples/roles.jsonl` has lines
 * `{"account": "…", "role": "…"}` for the users among them.
 *
 * @returns the sample users, for identity
 * @throws TypeError naming file and line when a file cannot be read
 */
export async function loadSamples(options: {
  folders: readonly string[]
  records: Pick<Records, 'insertBatches'>
  registry: Pick<Registry, 'current'>
}): Promise<SampleUsers> {
  const application = options.registry.current()
  const files = options.folders.flatMap(sampleFiles)
  const rolesFiles = files.filter((file) => file.name === 'roles')
  const batches = files
    .filter((file) => file.name !== 'roles')
    .map((file) => ({
      entity: entityOf(application, file),
      rows: readLines(file.path) as Values[],
    }))
  await options.records.insertBatches(
    batches.map(({ entity, rows }) => ({ entity: entity.key, rows }))
  )
  const users = batches.find((batch) => batch.entity.key === application.anchors.user)
  const roles = rolesFiles.flatMap((file) => readLines(file.path))
  return {
    accounts: (users?.rows ?? []).map((row) => String(row.account)),
    roles: roles.map((row) => ({ account: String(row.account), role: String(row.role) })),
  }
}

interface SampleFile {
  path: string
  module: string
  name: string
}

function sampleFiles(folder: string): SampleFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort()
    .map((module) => ({ module, samples: join(folder, module, 'samples') }))
    .filter(({ samples }) => existsSync(samples))
    .flatMap(({ module, samples }) =>
      readdirSync(samples)
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
        .map((name) => ({ module, path: join(samples, name), name: name.slice(0, -6) }))
    )
}

/** A file is named after the entity: by its whole key, or without the module. */
function entityOf(application: CompiledApplication, file: SampleFile): CompiledEntity {
  const key = file.name.includes('.') ? file.name : `${file.module}.${file.name}`
  const entity = application.entities.get(key)
  if (!entity) throw new TypeError(`${file.path}: there is no entity ${key}`)
  return entity
}

function readLines(path: string): Record<string, unknown>[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.flatMap((line, n): Record<string, unknown>[] => {
    if (line.trim() === '') return []
    try {
      return [JSON.parse(line) as Record<string, unknown>]
    } catch {
      throw new TypeError(`${path}:${n + 1} is not JSON`)
    }
  })
}
