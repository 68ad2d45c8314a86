/** What no review should have to look for: arrows, cycles, sizes, names, and words that do not belong. */
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'

const root = fileURLToPath(new URL('../', import.meta.url))
const rooms = ['core', 'schemas', 'runtime', 'designer', 'plugins', 'tests', 'bench', 'scripts']

/** Every file of the repository under the given folders, generated and fetched ones left out. */
function filesOf(folders: readonly string[], pattern: RegExp): string[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .map((file) => join(folder, file))
        .filter((file) => pattern.test(file))
    )
    .filter((file) => !/node_modules|core\/public|\.generated\.|schemas\/types\//.test(file))
}

const linesOf = (file: string) => readFileSync(join(root, file), 'utf8').split('\n').length

test.group('architecture', () => {
  test('imports follow the arrows and make no cycle', ({ assert }) => {
    let output = ''
    try {
      const folders = ['core', 'schemas', 'runtime', 'tests'].concat(
        ['designer', 'bench'].filter((folder) => filesOf([folder], /\.tsx?$/).length > 0)
      )
      const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
      execFileSync(process.execPath, [program, ...folders, '--output-type', 'err'], { cwd: root })
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: Buffer; stderr?: Buffer }
      output = `${stdout}${stderr}` || String(error)
    }
    assert.equal(output, '')
  })

  test('no source file is above 400 lines, no test above 500, and the median stays small', ({
    assert,
  }) => {
    const sources = filesOf(rooms, /\.(ts|tsx|mjs)$/)
    const large = sources.filter((file) => linesOf(file) > (/\.spec\.ts$/.test(file) ? 500 : 400))
    assert.deepEqual(large, [])
    const sizes = sources
      .filter((file) => !file.includes('.spec.'))
      .map(linesOf)
      .sort((a, b) => a - b)
    assert.isBelow(sizes[Math.floor(sizes.length / 2)]!, 110)
  })

  test('files are named in snake_case, React components in PascalCase', ({ assert }) => {
    const odd = filesOf(rooms, /\.(ts|tsx|mjs)$/).filter((file) => {
      const name = basename(file).replace(/(\.spec|\.stories|\.d)?\.(ts|tsx|mjs)$/, '')
      const ok = file.endsWith('.tsx') ? /^([A-Z][A-Za-z0-9]*|main)$/ : /^[a-z0-9_]+(\.config)?$/
      return !ok.test(name)
    })
    assert.deepEqual(odd, [])
  })

  test('no file is named after nothing in particular', ({ assert }) => {
    const banned = /(^|[_/])(manager|helpers?|utils?|common|misc)(_|\.|\/)/
    assert.deepEqual(
      filesOf(rooms, /\.(ts|tsx)$/).filter((file) => banned.test(file)),
      []
    )
  })

  test('no module word stands in core/', ({ assert }) => {
    // The keys of shipped modules and what they keep: whoever adds a module adds a forbidden word.
    const words = moduleWords()
    assert.isAbove(words.length, 3)
    const pattern = new RegExp(`\\b(${words.join('|')})\\b`, 'i')
    const hits = filesOf(['core'], /\.ts$/)
      .filter((file) => !file.includes('/tests/'))
      .flatMap((file) =>
        readFileSync(join(root, file), 'utf8')
          .split('\n')
          .flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : []))
      )
    assert.deepEqual(hits, [])
  })

  test('every room has its README, short enough to be read', ({ assert }) => {
    const expected = [
      ...['core', 'schemas', 'runtime', 'designer', 'plugins', 'bench', 'tests'],
      ...[
        'engine',
        'storage',
        'definitions',
        'jobs',
        'records',
        'files',
        'identity',
        'preferences',
        'http',
        'realtime',
      ].map((room) => `core/${room}`),
    ]
    const missing = expected.filter((room) => !existsSync(join(root, room, 'README.md')))
    assert.deepEqual(missing, [])
    assert.deepEqual(
      expected.filter((room) => linesOf(join(room, 'README.md')) > 60),
      []
    )
  })
})

/** Entity names of the shipped modules that are not words of the platform itself. */
function moduleWords(): string[] {
  const anchors = ['user', 'department', 'organization', 'file']
  const ofThePlatform = new Set(['system', ...anchors, 'module', 'role'])
  const modules = join(root, 'schemas/modules')
  const names = readdirSync(modules).flatMap((module) => [
    module,
    ...(existsSync(join(modules, module, 'entity'))
      ? readdirSync(join(modules, module, 'entity')).map((file) => basename(file, '.json'))
      : []),
  ])
  const ambiguous = new Set(['request', 'contact', 'log'])
  return [
    ...new Set([...names, 'contract', 'invoice', 'settlement', 'equipment', 'aftersales']),
  ].filter(
    (name) => /^[a-z][a-z0-9_]*$/.test(name) && !ofThePlatform.has(name) && !ambiguous.has(name)
  )
}
