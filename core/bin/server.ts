/** Starts the server: `node core/bin/server.ts`. What it needs to know is in the environment. */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { dataFolderOf, repositoryFolder } from '../start/env.ts'

// Database, keys and cache are for the owner of the process alone: also a folder that is made here.
process.umask(0o077)
// Before anything else is loaded: a second start takes a third of the time.
enableCompileCache(join(dataFolderOf(process.env), 'cache', 'code'))

const { start } = await import('../start/start.ts')
const { moduleFolders } = await import('../start/module_folders.ts')
await start({
  variables: process.env,
  moduleFolders: moduleFolders(repositoryFolder),
  publicFolder: join(repositoryFolder, 'core', 'public'),
})
