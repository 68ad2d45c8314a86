import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { openKeys } from '../keys.ts'

test.group('start | keys', (group) => {
  let folder: string
  group.each.setup(() => {
    folder = mkdtempSync(join(tmpdir(), 'guiju-keys-'))
    return () => rmSync(folder, { recursive: true })
  })

  test('T070 keys are random, made once, and readable by their owner only', ({ assert }) => {
    const keys = openKeys(folder)
    assert.equal(keys.app, openKeys(folder).app)
    assert.notEqual(keys.app, Buffer.from(keys.cursor).toString('hex'))
    assert.lengthOf(keys.cursor, 32)
    assert.equal(statSync(join(folder, 'keys')).mode & 0o777, 0o700)
    for (const name of ['app.key', 'cursor.key']) {
      assert.equal(statSync(join(folder, 'keys', name)).mode & 0o777, 0o600)
    }
  })

  test('a key file that was cut short is refused', ({ assert }) => {
    openKeys(folder)
    writeFileSync(join(folder, 'keys', 'cursor.key'), 'abc')
    assert.throws(() => openKeys(folder), /too short/)
  })

  test('a text is made once and kept', ({ assert }) => {
    const first = openKeys(folder).text('sample.password', () => 'first-password')
    const second = openKeys(folder).text('sample.password', () => 'other-password')
    assert.equal(first, 'first-password')
    assert.equal(second, first)
    assert.include(readFileSync(join(folder, 'keys', 'sample.password'), 'utf8'), first)
  })
})
