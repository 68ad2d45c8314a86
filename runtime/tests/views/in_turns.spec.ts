import { test } from '@japa/runner'
import { inTurns } from '#runtime/views/bulk/in_turns.ts'
import type { Selected } from '#runtime/views/state/selection.ts'

const records = Array.from({ length: 7 }, (_, n): Selected => {
  const id = `r${n}`
  return { id, rev: 1, title: id, values: { id, rev: 1 } }
})
const ids = (some: readonly Selected[]) => some.map(({ id }) => id)

test.group('views | bulk', () => {
  test('records go in turns, and what is refused leaves the others alone', async ({ assert }) => {
    const turns: number[] = []
    const progress: number[] = []
    const outcome = await inTurns(records, {
      size: 3,
      carryOut: async (turn) => {
        turns.push(turn.length)
        return turn.map(({ id }) => (id === 'r4' ? '没有权限' : null))
      },
      onProgress: (tried) => progress.push(tried),
      isStopped: () => false,
    })
    assert.deepEqual(
      [turns, progress],
      [
        [3, 3, 1],
        [3, 6, 7],
      ]
    )
    assert.deepEqual(ids(outcome.done), ['r0', 'r1', 'r2', 'r3', 'r5', 'r6'])
    assert.deepEqual(outcome.failed, [{ record: records[4]!, fault: '没有权限' }])
    assert.isEmpty(outcome.left)
  })

  test('somebody may stop between two turns', async ({ assert }) => {
    let tried = 0
    const outcome = await inTurns(records, {
      size: 2,
      carryOut: async (turn) => turn.map(() => null),
      onProgress: (count) => (tried = count),
      isStopped: () => tried >= 4,
    })
    assert.deepEqual([outcome.done.length, ids(outcome.left)], [4, ['r4', 'r5', 'r6']])
  })

  test('a turn without an answer ends the run; nothing after it is tried', async ({ assert }) => {
    const outcome = await inTurns(records, {
      size: 3,
      carryOut: async (turn) => {
        if (turn[0]!.id === 'r3') throw new Error('网络连接不可用')
        return turn.map(() => null)
      },
      onProgress: () => undefined,
      isStopped: () => false,
    })
    assert.deepEqual(
      [outcome.done.length, outcome.failed.length, ids(outcome.left)],
      [3, 3, ['r6']]
    )
    assert.equal(outcome.failed[0]?.fault, '网络连接不可用')
  })
})
