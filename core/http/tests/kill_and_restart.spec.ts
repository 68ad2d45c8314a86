/** A process killed in the middle of writing: what was answered is there, once, and nothing half. */
import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { TestServer } from '../../../tests/harness/server.ts'
import { libraryModules } from './support/library.ts'

const order = {
  ...{ kind: 'entity', key: 'library.order', uid: 'uorderkill', schemaVersion: 1, title: '订单' },
  ...{ titleField: 'name' },
  numbering: {
    field: 'no',
    pattern: 'N-{yyyy}-{00000}',
    reset: 'year',
    at: 'create',
    gapless: true,
  },
  schema: {
    type: 'object',
    properties: {
      name: { 'type': 'string', 'title': '名称', 'maxLength': 40, 'x-uid': 'uordername1' },
    },
  },
}
const orders = '/api/v1/records/library.order'
/** `GUIJU_LAWS=full` kills as often as the hostile case asks for. */
const kills = process.env.GUIJU_LAWS === 'full' ? 20 : 2
const writers = 50

test.group('http | killed in the middle', () => {
  test('T117 T115 numbers have no gap and no twin after kills, and a key sent again has one effect', async ({
    assert,
  }) => {
    let server: TestServer = await startServer({ modules: [...libraryModules, order] })
    const answered = new Map<string, string>()
    try {
      for (let round = 0; round < kills; round++) {
        const client = await server.signIn('admin')
        const unanswered: string[] = []
        let isOver = false
        const write = async (writer: number) => {
          for (let n = 0; !isOver; n++) {
            const key = `k-${round}-${writer}-${n}`
            // Some are refused, and give their number back.
            const values = { name: n % 5 === 4 ? 'x'.repeat(50) : key }
            const sent = client.post(orders, values, { 'Idempotency-Key': key })
            const reply = await sent.catch(() => null)
            if (reply === null) unanswered.push(key)
            if (reply?.status === 201) answered.set(key, reply.json.data.id as string)
          }
        }
        const busy = Array.from({ length: writers }, (_, writer) => write(writer))
        const enough = answered.size + 20 + 7 * round
        for (let waited = 0; answered.size < enough && waited < 20_000; waited += 50) {
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
        isOver = true
        await server.stop('SIGKILL')
        await Promise.all(busy)
        server = await startServer({ modules: [...libraryModules, order], place: server.place })
        const again = await server.signIn('admin')
        for (const key of unanswered.slice(0, 20)) {
          const [first, second] = await Promise.all(
            [1, 2].map(() => again.post(orders, { name: key }, { 'Idempotency-Key': key }))
          )
          const isOther = first!.status === 422 && second!.status === 422
          assert.isTrue(isOther || first!.json.data.id === second!.json.data.id, first!.text)
        }
      }
      const admin = await server.signIn('admin')
      const found: { id: string; no: string; name: string }[] = []
      for (let next: string | null = ''; next !== null;) {
        const page = await admin.get(`${orders}?sort=no&limit=1000${next ? `&cursor=${next}` : ''}`)
        found.push(...page.json.data)
        next = page.json.page.next as string | null
      }
      const numbers = found.map(({ no }) => Number(no.slice(-5)))
      assert.deepEqual(
        numbers,
        numbers.map((_, n) => n + 1)
      )
      const ids = new Set(found.map(({ id }) => id))
      assert.isAbove(answered.size, kills)
      for (const [key, id] of answered) assert.isTrue(ids.has(id), key)
      assert.lengthOf(found, new Set(found.map(({ name }) => name)).size)
    } finally {
      await server.close()
    }
  }).timeout(180_000)
})
