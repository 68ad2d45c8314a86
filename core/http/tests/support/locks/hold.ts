import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { repositoryFolder } from '#core/start/env.ts'

const program = fileURLToPath(new URL('./lock_process.ts', import.meta.url))

/** Has another process take the write lock, or a snapshot; gives how to make it let go. */
export async function hold(file: string, kind: 'write' | 'read'): Promise<() => Promise<void>> {
  const child = fork(program, [file, kind])
  await once(child, 'message')
  return async () => {
    const ended = once(child, 'exit')
    child.send('end')
    await ended
  }
}

export interface CommandEnd {
  code: number | null
  output: string
}

/** One command of `guiju` in a process of its own, on the data of a running server. */
export function runCli(dataFolder: string, words: readonly string[]): Promise<CommandEnd> {
  const child = spawn(
    process.execPath,
    [join(repositoryFolder, 'core', 'bin', 'console.ts'), ...words],
    {
      env: { ...process.env, GUIJU_DATA_DIR: dataFolder, NODE_ENV: 'development' },
      stdio: ['ignore', 'pipe', 'pipe'],
    }
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })))
}
