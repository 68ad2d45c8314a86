import { readFileSync, readdirSync } from 'node:fs'

import { test } from '@japa/runner'

import { generatedIndex } from '../generate/index_file.ts'
import { generatedTypes } from '../generate/type_files.ts'

function committed(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
}

test.group('generated files', () => {
  test('the index of schemas/meta is fresh (node schemas/generate.ts)', async ({ assert }) => {
    for (const [path, text] of await generatedIndex()) assert.equal(committed(path), text, path)
  })

  test('the types are fresh and no other file lies beside them', async ({ assert }) => {
    const files = await generatedTypes()
    for (const [path, text] of files) assert.equal(committed(path), text, path)
    const present = readdirSync(new URL('../types/', import.meta.url)).map(
      (name) => `types/${name}`
    )
    assert.sameMembers([...files.keys()], present)
  })
})
