import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { TestServer } from '../../../tests/harness/server.ts'
import { libraryModules, librarySamples } from './support/library.ts'

test.group('http | language of a person', (group) => {
  let server: TestServer
  group.setup(async () => {
    server = await startServer({ modules: libraryModules, samples: librarySamples })
    return async () => void (await server.close())
  })

  test('a chosen language is kept with the person and speaks where the header does not', async ({
    assert,
  }) => {
    const keeper = await server.signIn('keeper')
    assert.isNull((await keeper.get('/api/v1/session')).json.data.language)
    const missing = '/api/v1/records/library.book/nothing'
    assert.match((await keeper.get(missing)).json.errors[0].message, /记录/)

    const chosen = await keeper.put('/api/v1/session/language', { language: 'en' })
    assert.equal(chosen.status, 200, chosen.text)
    assert.equal(chosen.json.data.language, 'en')
    const again = await server.signIn('keeper')
    assert.equal((await again.get('/api/v1/session')).json.data.language, 'en')
    assert.notMatch((await again.get(missing)).json.errors[0].message, /[\u4e00-\u9fff]/)
    const header = { 'Accept-Language': 'zh-CN' }
    assert.match((await again.get(missing, header)).json.errors[0].message, /记录/)

    const back = await again.put('/api/v1/session/language', { language: 'zh-CN' })
    assert.equal(back.json.data.language, 'zh-CN')
  })

  test('the user’s record says it until the person chooses', async ({ assert }) => {
    const stranger = await server.signIn('stranger')
    assert.equal((await stranger.get('/api/v1/session')).json.data.language, 'en')
    await stranger.put('/api/v1/session/language', { language: 'zh-CN' })
    assert.equal((await stranger.get('/api/v1/session')).json.data.language, 'zh-CN')
  })

  test('a language that is not there is refused', async ({ assert }) => {
    const keeper = await server.signIn('keeper')
    const refused = await keeper.put('/api/v1/session/language', { language: 'fr' })
    assert.deepEqual([refused.status, refused.json.errors[0].path], [422, '/language'])
  })
})
