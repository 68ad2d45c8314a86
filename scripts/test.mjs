/**
 * `npm test`: everything that must hold, in readable order, ending with `N passed, N failed`.
 *
 * format -> lint -> types -> unused code -> builds -> rooms on SQLite (architecture among them) -> browser
 * journeys, every story, large forms, and at the same time rooms with a database on PostgreSQL: what they
 * say is shown behind. `npm test -- --quick` stops after the rooms on SQLite.
 * PostgreSQL is DATABASE_URL, else a throw-away cluster of this run, else skipped with one loud
 * line, on which CI fails.
 */
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync } from 'node:fs'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, buildStories } from './steps/build.mjs'
import { install } from './steps/install.mjs'
import { node24, root } from './steps/node24.mjs'
import { postgresFolder, startCluster } from './steps/postgres.mjs'

/** The whole run ends by itself within this time, well before whoever waits for it gives up. */
const deadline = Date.now() + 75 * 60_000
const quick = process.argv.includes('--quick')
const scratch = mkdtempSync(join(tmpdir(), 'guiju-test-run-'))
let passed = 0
let failed = 0

await install()
check('format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])
check('lint', 'eslint/bin/eslint.js', ['--max-warnings', '0', '.'])
check('types', 'typescript/bin/tsc', ['-p', 'tsconfig.json'])
check('types of the browser rooms', 'typescript/bin/tsc', ['-p', 'tsconfig.web.json'])
check('unused code', 'knip/bin/knip.js', [])
// Before the suites: some of them serve the built application.
await build()
await suite('rooms, SQLite', ['--suite', 'rooms'])
if (!quick) {
  await buildStories()
  // Either leaves half of two cores idle.
  const onPostgresToo = onPostgres((url) =>
    suite('rooms with a database, PostgreSQL', ['--suite', 'database'], {
      ...{ env: { TEST_DATABASE_URL: url }, isShownAtEnd: true },
    })
  )
  // What goes wrong there is told where it is waited for.
  onPostgresToo.catch(() => {})
  await suite('browser journeys and stories', ['--suite', 'browser'])
  const show = await onPostgresToo
  show?.()
}

rmSync(scratch, { recursive: true, force: true })
const summary = `${passed} passed, ${failed} failed`
mkdirSync(join(root, '.cache'), { recursive: true })
writeFileSync(join(root, '.cache/test-summary'), `${summary}\n`)
console.log(`\n${summary}`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)

/** One static check: a program of node_modules that exits with 0 when all is well. */
function check(title, program, args) {
  const started = Date.now()
  const { status } = spawnSync(node24(), [join('node_modules', program), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  report(title, status === 0, Date.now() - started)
  if (status === 0) passed++
  else failed++
}

/**
 * One run of tests/run.ts, whose counts come back through a file. Where it is shown at the end, the
 * answer is a function that shows it.
 */
async function suite(title, args, { env = {}, isShownAtEnd = false } = {}) {
  const started = Date.now()
  const place = join(scratch, title.replace(/\W+/g, '_'))
  const output = isShownAtEnd ? openSync(`${place}.log`, 'w') : 'inherit'
  if (!isShownAtEnd) console.log(`\n── ${title}`)
  const run = spawn(node24(), ['tests/run.ts', ...args], {
    cwd: root,
    stdio: ['inherit', output, output],
    timeout: Math.max(1, deadline - Date.now()),
    killSignal: 'SIGKILL',
    env: { ...withoutDatabase(process.env), ...env, TEST_COUNTS_FILE: `${place}.json` },
  })
  const status = await new Promise((resolve) => run.on('close', resolve))
  const millis = Date.now() - started
  let result = { passed: 0, failed: 0 }
  try {
    result = JSON.parse(readFileSync(`${place}.json`, 'utf8'))
  } catch {
    // The run ended before it could count: its exit code below tells.
  }
  passed += result.passed
  failed += result.failed
  if (result.failed === 0 && (status !== 0 || result.passed === 0)) failed++
  const tell = () => report(title, status === 0 && result.passed > 0, millis)
  if (!isShownAtEnd) return tell()
  closeSync(output)
  return () => {
    console.log(`\n── ${title}`)
    process.stdout.write(readFileSync(`${place}.log`))
    tell()
  }
}

async function onPostgres(act) {
  if (process.env.DATABASE_URL) return act(process.env.DATABASE_URL)
  const programs = postgresFolder()
  if (!programs) {
    console.log(
      '\n!!! PostgreSQL half SKIPPED: no DATABASE_URL, and no initdb in PATH or /usr/lib/postgresql'
    )
    if (process.env.CI) failed++
    return undefined
  }
  const cluster = await startCluster(programs)
  try {
    return await act(cluster.url)
  } finally {
    await cluster.stop()
  }
}

/** Suites must not write into a database that the environment happens to name. */
function withoutDatabase(env) {
  const { DATABASE_URL: _url, ...rest } = env
  return rest
}

function report(title, ok, millis) {
  console.log(`${ok ? '✔' : '✖'} ${title} (${(millis / 1000).toFixed(1)} s)`)
}
