/**
 * The platform as a process of the benchmark: the same start as core/bin/server.ts, on the folders
 * of definitions that the arguments name. Tells its parent the address when it listens.
 */
import { join } from 'node:path'
import { enableCompileCache } from 'node:module'
import { dataFolderOf, repositoryFolder } from '#core/start/env.ts'

enableCompileCache(join(dataFolderOf(process.env), 'cache', 'code'))
const { start } = await import('#core/start/start.ts')
const running = await start({
  variables: process.env,
  moduleFolders: process.argv.slice(2),
  publicFolder: join(repositoryFolder, 'core', 'public'),
})
process.send?.({ url: running.url })
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
