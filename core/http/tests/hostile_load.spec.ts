/** More than a server should be asked at once: definitions without end. */
import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, TestServer } from '../../../tests/harness/server.ts'
import { libraryModules, librarySamples } from './support/library.ts'

const shelf = '/api/v1/definitions/entity/library.shelf'
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Asks for a sign of life again and again; the longest wait, in milliseconds. */
function watch(server: TestServer) {
  const nobody = server.anonymous()
  let longest = 0
  let isOver = false
  const asked = (async () => {
    while (!isOver) {
      const began = performance.now()
      await nobody.get('/health/live')
      longest = Math.max(longest, performance.now() - began)
      await pause(20)
    }
  })()
  return async () => {
    isOver = true
    await asked
    return longest
  }
}

test.group('http | hostile load', (group) => {
  let server: TestServer
  let admin: Client
  group.setup(async () => {
    server = await startServer({ modules: libraryModules, samples: librarySamples })
    admin = await server.signIn('admin')
    return async () => void (await server.close())
  })

  test('T005 an enum of 100,000 strings is refused with a word about dictionaries', async ({
    assert,
  }) => {
    const { data } = (await admin.get(shelf)).json
    const given = (values: number) => {
      const kind = { ...data.schema.properties.name, 'x-uid': 'uenumenum001' }
      kind.enum = Array.from({ length: values }, (_, n) => `v${n}`)
      const properties = { ...data.schema.properties, kind: { ...kind, title: '种类' } }
      return { ...data, schema: { ...data.schema, properties } }
    }
    for (const values of [100_000, 201]) {
      const end = watch(server)
      const began = performance.now()
      const reply = await admin.put('/api/v1/drafts/entity/library.shelf', given(values))
      // Turns of 50 ms at most are told by CPU, in tests of drafts and of bodies; here it is the wall.
      assert.isBelow(performance.now() - began, 2_000, `${values}`)
      assert.isBelow(await end(), 2_000, `${values}`)
      const told = reply.status === 200 ? JSON.stringify(reply.json.problems) : reply.text
      assert.match(told, /字典|dictionary/, `${values}: ${reply.status}`)
      const isTold = reply.status === 422 || told.includes('"severity":"error"')
      assert.isTrue(isTold, told.slice(0, 300))
      const plan = await admin.post('/api/v1/releases/plan', {})
      const { problems = [], changes = [] } = plan.json.data ?? {}
      assert.isTrue(
        changes.length === 0 || problems.some((p: { severity: string }) => p.severity === 'error')
      )
    }
  }).timeout(30_000)
})
