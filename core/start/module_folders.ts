import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where definitions come from: the product's modules, then those of each plugin. */
export function moduleFolders(repository: string): string[] {
  const plugins = join(repository, 'plugins')
  const names = existsSync(plugins) ? readdirSync(plugins).sort() : []
  return [
    join(repository, 'schemas', 'modules'),
    ...names
      .map((name) => join(plugins, name, 'schemas', 'modules'))
      .filter((folder) => existsSync(folder)),
  ]
}
