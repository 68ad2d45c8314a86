import { test } from '@japa/runner'
import type { ChangeNotice } from '#core/records/index.ts'
import type { Client, Subscription } from '../../clients.ts'
import { createDelivery } from '../../telling/deliver.ts'

const notice = (seq: number, id: string, rev: number) => ({ seq, id, rev, gone: false })
const told = (seq: number, id: string, rev: number) => ({ ...notice(seq, id, rev), from: seq })

function listening() {
  const heard: string[] = []
  const delivery = createDelivery((ids, { id, rev, seq }) => {
    for (const to of ids) heard.push(`${to === 'one' ? '' : `${to} `}${id}/${rev} at ${seq}`)
  })
  const client = { id: 'one' } as Client
  const subscription = { entity: 'library.book' } as Subscription
  const other = { client: { id: 'two' } as Client, subscription }
  return { client, heard, subscription, delivery, one: { client, subscription }, other }
}

test.group('realtime | deliver', () => {
  test('what was missed is told before what happens meanwhile, and neither twice', async ({
    assert,
  }) => {
    const { client, heard, subscription, delivery, one } = listening()
    const read = Promise.withResolvers<ChangeNotice[]>()
    const caughtUp = delivery.catchUp(client, subscription, {
      settled: 6,
      read: () => read.promise,
    })
    delivery.tell([one], told(7, 'a', 3))
    delivery.tell([one], told(8, 'c', 1))
    read.resolve([notice(5, 'b', 2), notice(7, 'a', 3)])
    assert.equal(await caughtUp, 'told')
    assert.deepEqual(heard, ['b/2 at 5', 'a/3 at 6', 'c/1 at 8'])
    delivery.tell([one], told(7, 'a', 3))
    delivery.tell([one], told(9, 'a', 4))
    assert.deepEqual(heard.slice(3), ['a/4 at 9'])
  })

  test('where too much was missed, or reading fails, what happens meanwhile is told all the same', async ({
    assert,
  }) => {
    for (const outcome of ['too much', 'fails']) {
      const { client, heard, subscription, delivery, one } = listening()
      const caughtUp = delivery.catchUp(client, subscription, {
        settled: 6,
        read: async () => {
          delivery.tell([one], told(7, 'a', 3))
          if (outcome === 'fails') throw new Error('no answer')
          return null
        },
      })
      if (outcome === 'fails') await assert.rejects(() => caughtUp, 'no answer')
      else assert.equal(await caughtUp, outcome)
      assert.deepEqual(heard, ['a/3 at 7'], outcome)
    }
  })

  test('what everybody was told of is forgotten', async ({ assert }) => {
    const { client, heard, subscription, delivery, one } = listening()
    const read = async () => [notice(5, 'a', 2)]
    await delivery.catchUp(client, subscription, { settled: 4, read })
    delivery.settle(4)
    delivery.tell([one], told(5, 'a', 2))
    assert.lengthOf(heard, 1)
    delivery.settle(5)
    delivery.tell([one], told(5, 'a', 2))
    assert.lengthOf(heard, 2, 'nothing is remembered of it')
  })

  test('who is catching up does not hold up the others', async ({ assert }) => {
    const { client, heard, subscription, delivery, one, other } = listening()
    const read = Promise.withResolvers<ChangeNotice[]>()
    const caughtUp = delivery.catchUp(client, subscription, {
      settled: 6,
      read: () => read.promise,
    })
    delivery.tell([one, other], told(7, 'a', 3))
    assert.deepEqual(heard, ['two a/3 at 7'])
    read.resolve([])
    await caughtUp
    assert.deepEqual(heard, ['two a/3 at 7', 'a/3 at 7'])
  })
})
