/**
 * The process behind startServer: the same start as core/bin/server.ts, on the folders of
 * definitions that the arguments name. Tells its parent the address when it listens.
 */
import { enableCompileCache } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repositoryFolder } from '../../core/start/env.ts'

enableCompileCache(join(tmpdir(), 'guiju-test-code'))
const { start } = await import('../../core/start/start.ts')
const running = await start({
  variables: process.env,
  moduleFolders: process.argv.slice(2),
  publicFolder: process.env.TEST_PUBLIC_FOLDER ?? join(repositoryFolder, 'core', 'public'),
})
process.send!({ url: running.url })
process.disconnect()
