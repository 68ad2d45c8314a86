/**
 * Runs Japa suites. `node tests/run.ts` alone runs all rooms on SQLite; narrower:
 * `--suite rooms|database|browser`, `--files "core/records/tests/write/*.spec.ts"`, `--tests "title"`.
 * The database is SQLite, or the PostgreSQL cluster that TEST_DATABASE_URL names.
 */
import { writeFileSync } from 'node:fs'
import { assert } from '@japa/assert'
import { configure, processCLIArgs, run } from '@japa/runner'
import { spec } from '@japa/runner/reporters'
import { dropSpares } from './harness/databases.ts'
import { watchRun } from './harness/watchdog.ts'
import type { Runner } from '@japa/runner/core'

const suites: Record<string, { files: string[]; timeout: number }> = {
  rooms: {
    files: [
      '{core,schemas,plugins,runtime,designer,bench}/**/tests/**/*.spec.ts',
      'tests/*.spec.ts',
    ],
    timeout: 120_000,
  },
  database: {
    files: [
      'core/{storage,definitions,jobs,records,identity,http,realtime,start,commands}/tests/**/*.spec.ts',
    ],
    timeout: 120_000,
  },
  browser: { files: ['tests/browser/**/*.spec.ts'], timeout: 300_000 },
}

const args = process.argv.slice(2)
const chosen = suites[takeOption('--suite') ?? 'rooms']
if (!chosen) throw new Error(`--suite is one of ${Object.keys(suites).join(', ')}`)
const files = takeOption('--files')?.split(',') ?? chosen.files

processCLIArgs(args)
configure({
  files,
  timeout: chosen.timeout,
  plugins: [assert()],
  teardown: [dropSpares],
  forceExit: true,
  importer: (url) => import(url.href),
  reporters: {
    activated: ['spec', 'counts', 'watchdog'],
    list: [
      spec(),
      {
        name: 'counts',
        handler: (runner, emitter) => {
          emitter.on('runner:end', () => count(runner))
        },
      },
      { name: 'watchdog', handler: (_runner, emitter) => watchRun(emitter) },
    ],
  },
})
await run()

/** Value of an option of ours, taken out of what Japa sees. */
function takeOption(name: string): string | undefined {
  const at = args.indexOf(name)
  return at === -1 ? undefined : args.splice(at, 2)[1]
}

/** Tells scripts/test.mjs how many tests passed; it asks by naming a file. */
function count(runner: Runner): void {
  const file = process.env.TEST_COUNTS_FILE
  if (!file) return
  const { passed, failed } = runner.getSummary().aggregates
  writeFileSync(file, JSON.stringify({ passed, failed }))
}
