import { EnvironmentInvalid, readEnvironment } from './env.ts'
import { checkGivenPassword } from './first_start.ts'
import { openKeys } from './keys.ts'
import { serve } from './serve.ts'
import type { RunningServer } from './serve.ts'
import { startProblems } from './start_problems.ts'
import { stopOnSignal } from './stop_on_signal.ts'

/**
 * Starts a server as a process of its own: reads the environment, prints what people must know,
 * ends with 1 and one line per problem when it cannot start, and stops on SIGTERM and SIGINT.
 */
export async function start(options: {
  variables: Record<string, string | undefined>
  moduleFolders: readonly string[]
  publicFolder: string
}): Promise<RunningServer> {
  // What is written (database, keys, cache) is for the owner of the process alone.
  process.umask(0o077)
  try {
    const environment = readEnvironment(options.variables)
    checkGivenPassword(environment, print)
    const server = await serve({
      environment,
      keys: openKeys(environment.dataFolder),
      moduleFolders: options.moduleFolders,
      publicFolder: options.publicFolder,
      print,
    })
    stopOnSignal(server, print)
    return server
  } catch (error) {
    const lines = error instanceof EnvironmentInvalid ? error.faults : startProblems(error)
    process.stderr.write(lines.map((line) => `${line}\n`).join(''), () => process.exit(1))
    return new Promise(() => {})
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
