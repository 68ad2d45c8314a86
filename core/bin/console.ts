/** The command line `guiju` under Node 24; `core/bin/guiju.mjs` finds that Node. */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { dataFolderOf, repositoryFolder } from '../start/env.ts'

// Database, keys and cache are for the owner of the process alone: also a folder that is made here.
process.umask(0o077)
enableCompileCache(join(dataFolderOf(process.env), 'cache', 'code'))

const { runCommand } = await import('../commands/run_command.ts')
const { moduleFolders } = await import('../start/module_folders.ts')
process.exitCode = await runCommand(process.argv.slice(2), {
  variables: process.env,
  moduleFolders: moduleFolders(repositoryFolder),
})
// Pools and timers of a library must not keep a command from ending.
process.exit()
