import { databaseConfig } from '#core/storage/index.ts'
import type { Environment } from '#core/start/env.ts'

export function databaseSection({ databaseUrl, dataFolder }: Environment) {
  return databaseConfig(databaseUrl === null ? { folder: dataFolder } : { url: databaseUrl })
}
