/** Runs commands in this process, on a database of the test's own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newLocation } from '../../../tests/harness/databases.ts'
import { runCommand } from '../run_command.ts'

export interface CommandRun {
  code: number
  out: string
  err: string
}

export interface Workshop {
  /** Folder for files of the test. */
  folder: string
  run(...argv: string[]): Promise<CommandRun>
  /** The same with `--json`, the answer parsed. */
  json<T>(...argv: string[]): Promise<{ code: number; answer: T }>
  remove(): Promise<void>
}

/** A database that no process has seen yet. */
export async function openWorkshop(moduleFolders: readonly string[]): Promise<Workshop> {
  const { location, remove } = await newLocation()
  const folder = mkdtempSync(join(tmpdir(), 'guiju-commands-'))
  const variables = {
    GUIJU_SAMPLES: '0',
    GUIJU_ADMIN_PASSWORD: 'Orchard-Lantern-42',
    GUIJU_DATA_DIR: join(folder, 'data'),
    ...('url' in location ? { DATABASE_URL: location.url } : {}),
  }
  const run = async (...argv: string[]): Promise<CommandRun> => {
    const written = { out: '', err: '' }
    const restore = [record(process.stdout, 'out', written), record(process.stderr, 'err', written)]
    try {
      const code = await runCommand(argv, { variables, moduleFolders })
      return { code, ...written }
    } finally {
      for (const one of restore) one()
    }
  }
  return {
    folder,
    run,
    async json<T>(...argv: string[]) {
      const { code, out, err } = await run(...argv, '--json')
      if (out === '') throw new Error(`no answer: ${err}`)
      return { code, answer: JSON.parse(out) as T }
    },
    async remove() {
      rmSync(folder, { recursive: true, force: true })
      await remove()
    },
  }
}

/** Keeps what is written to a stream instead of letting it through; answers how to end that. */
function record(
  stream: NodeJS.WriteStream,
  name: 'out' | 'err',
  written: { out: string; err: string }
): () => void {
  const write = stream.write
  stream.write = ((text: string | Uint8Array) => {
    written[name] += typeof text === 'string' ? text : Buffer.from(text).toString()
    return true
  }) as typeof stream.write
  return () => {
    stream.write = write
  }
}
