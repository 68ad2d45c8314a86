import { test } from '@japa/runner'
import { setTimeout as wait } from 'node:timers/promises'
import { gatherChanges } from '#runtime/client/live/gather.ts'
import { changedFields } from '#runtime/records/live/changed_fields.ts'
import { arrivedRows, changedRows, mergePage } from '#runtime/views/live/merge_page.ts'
import type { Gathered } from '#runtime/client/live/gather.ts'

const record = (id: string, rev: number, name = id) => ({ id, rev, name })
const notice = (id: string, rev: number) => ({ entity: 'library.book', id, rev, seq: rev })
const changes = new Map(
  [notice('b', 2), notice('c', 5), notice('x', 1)].map((one) => [one.id, one])
)
const page = {
  data: [record('a', 1), record('b', 1), record('c', 1), record('d', 3)],
  page: { next: null, count: 40 },
}

test.group('views | live', () => {
  test('rows that changed are read again; those read since are not', ({ assert }) => {
    const shown = [record('a', 1), record('b', 2), record('c', 1)]
    assert.deepEqual(
      changedRows(shown, changes).map(({ id }) => id),
      ['c']
    )
  })

  test('a changed row stays at its place; one that is not found is taken out, and from the count', ({
    assert,
  }) => {
    const merged = mergePage(page, new Set(['b', 'c']), [record('b', 2, '新')])
    assert.deepEqual(merged.data, [record('a', 1), record('b', 2, '新'), record('d', 3)])
    assert.equal(merged.page.count, 39)
  })

  test('what the page read by itself meanwhile is not made older', ({ assert }) => {
    const merged = mergePage(page, new Set(['d']), [record('d', 2)])
    assert.deepEqual(merged.data, page.data)
  })

  test('only what came by the changes and is not shown has arrived', ({ assert }) => {
    const fresh = [record('x', 1), record('y', 1), ...page.data]
    assert.deepEqual(arrivedRows(fresh, page.data, changes), ['x'])
  })

  test('fields of a newer revision that differ are told', ({ assert }) => {
    const before = { ...record('a', 1), tags: ['x'], note: null }
    const now = { ...record('a', 2), tags: ['x'], note: '有' }
    assert.deepEqual([...changedFields(before, now)], ['rev', 'note'])
  })

  test('notices come in batches, one at a time, the newest of each record', async ({ assert }) => {
    const batches: Gathered[] = []
    let running = 0
    const gathered = gatherChanges(async (batch) => {
      assert.equal(++running, 1)
      batches.push(batch)
      await wait(30)
      running--
    })
    for (const rev of [1, 3, 2]) gathered.add(notice('a', rev))
    while (batches.length === 0) await wait(10)
    gathered.add(notice('b', 1))
    gathered.add(null)
    while (batches.length < 2) await wait(10)
    gathered.add(notice('c', 1))
    gathered.stop()
    await wait(400)
    assert.lengthOf(batches, 2)
    assert.deepEqual([...batches[0]!.values()], [notice('a', 3)])
    assert.isNull(batches[1], 'anything may have changed')
  })
})
