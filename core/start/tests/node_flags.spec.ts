import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { repositoryFolder } from '../env.ts'
import nodeFlags from '../../bin/node_flags.json' with { type: 'json' }

test.group('start | flags of Node', () => {
  test('image and guide start the server with the flags that npm start gives', ({ assert }) => {
    for (const file of ['Dockerfile', 'docs/operating.md']) {
      const text = readFileSync(join(repositoryFolder, file), 'utf8')
      for (const flag of nodeFlags) assert.include(text, flag, file)
    }
  })
})
