import { test } from '@japa/runner'
import { followRelease } from '../releases/follow_release.ts'

test('a release is followed until it is in force and its last rows are in order', async ({
  assert,
}) => {
  const states = [
    { state: 'migrating', progress: { done: 2, total: 10 } },
    { state: 'active', settling: true, progress: { done: 10, total: 10 } },
    { state: 'active', progress: { done: 10, total: 10 } },
  ]
  const releases = { get: async (id: string) => ({ id, manifest: [], ...states.shift()! }) }
  const lines: string[] = []
  const last = await followRelease(releases as never, '7', (line) => lines.push(line))
  assert.deepEqual(last as object, { id: '7', state: 'active', progress: { done: 10, total: 10 } })
  assert.deepEqual(lines, ['▓▓░░░░░░░░  20 %  2 / 10', '▓▓▓▓▓▓▓▓▓▓  100 %  10 / 10'])
})
