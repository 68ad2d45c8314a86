import { test } from '@japa/runner'
import { matches, parseFilter } from '#engine/filters/index.ts'
import type { Values } from '#engine/values.ts'
import { tripContext } from './sample.ts'

const context = { ...tripContext, seesChange: true }

/** Whether a rule that sees the record before and after holds. */
function holds(filter: object, old: Values | null, record: Values): boolean {
  const { node, problems } = parseFilter(filter, context)
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  const environment = { actorValue: () => null, related: () => null, expressionContext: null }
  return matches(node, record, { ...environment, old })
}

test.group('filters | changed, from, to', () => {
  test('changed compares before and after; a new record changes what it fills', ({ assert }) => {
    assert.isTrue(holds({ km: { changed: true } }, { km: 1 }, { km: 2 }))
    assert.isFalse(holds({ km: { changed: true } }, { km: 1 }, { km: 1 }))
    assert.isTrue(holds({ km: { changed: false } }, { km: 1 }, { km: 1 }))
    assert.isTrue(holds({ km: { changed: true } }, null, { km: 1 }))
    assert.isFalse(holds({ km: { changed: true } }, null, { km: null }))
    assert.isTrue(holds({ km: { changed: true } }, { km: 1 }, { km: null }))
    assert.isFalse(holds({ fee: { changed: true } }, { fee: '1.50' }, { fee: '1.50' }))
  })

  test('from is left and to is reached, by a change', ({ assert }) => {
    const [road, none] = [{ kind: 'road' }, { kind: null }]
    assert.isTrue(holds({ kind: { to: 'road' } }, none, road))
    assert.isFalse(holds({ kind: { to: 'road' } }, road, road))
    assert.isTrue(holds({ kind: { from: 'road' } }, road, none))
    assert.isFalse(holds({ kind: { from: 'road' } }, none, road))
    assert.isTrue(holds({ km: { from: 1, to: 2 } }, { km: 1 }, { km: 2 }))
    assert.isFalse(holds({ km: { from: 1, to: 2 } }, { km: 1 }, { km: 3 }))
  })

  test('they ask the record itself, not one it points to', ({ assert }) => {
    const { problems } = parseFilter({ 'vehicle.plate': { changed: true } }, context)
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['E_QUERY_UNKNOWN_OPERATOR']
    )
  })
})
