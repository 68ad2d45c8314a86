import type { Environment } from '#core/start/env.ts'
import type { Keys } from '#core/start/keys.ts'
import { appConfig } from './app.ts'
import { databaseSection } from './database.ts'
import { encryptionConfig } from './encryption.ts'
import { loggerConfig } from './logger.ts'

/** What Adonis and Lucid look up by name. Given to the application instead of read from a folder. */
export function configOf(environment: Environment, keys: Keys): Record<string, unknown> {
  return {
    app: appConfig(environment),
    database: databaseSection(environment),
    encryption: encryptionConfig(keys),
    logger: loggerConfig(),
  }
}
