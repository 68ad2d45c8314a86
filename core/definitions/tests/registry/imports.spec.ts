import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'

const core = fileURLToPath(new URL('../../../', import.meta.url))
const holding = (pattern: RegExp) =>
  globSync('**/*.ts', { cwd: core })
    .filter((file) => !file.includes('tests/'))
    .filter((file) => pattern.test(readFileSync(core + file, 'utf8')))
    .map((file) => file.replaceAll('\\', '/'))

test.group('definitions | law 3', () => {
  test('one file of the server imports AJV', ({ assert }) => {
    assert.deepEqual(holding(/['"]ajv[/'"]/), ['definitions/registry/validators.ts'])
  })

  test('one file of the server turns text into code', ({ assert }) => {
    assert.deepEqual(holding(/['"]node:vm['"]|new Function\(|[^.\w]eval\(/), [
      'definitions/registry/load_validator.ts',
    ])
  })
})
