import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, TestServer } from '../../../tests/harness/server.ts'

const modules = fileURLToPath(new URL('../../../schemas/modules', import.meta.url))
const english = { 'Accept-Language': 'en' }
const chinese = /[\u4e00-\u9fff]/

test.group('http | definitions in the language of the reader', (group) => {
  let server: TestServer
  let admin: Client
  group.setup(async () => {
    server = await startServer({ modules })
    admin = await server.signIn('admin')
    return async () => void (await server.close())
  })

  test('menus, forms and views of every shipped entity have no Chinese left', async ({
    assert,
  }) => {
    const { json } = await admin.get('/api/v1/session')
    const entities = Object.keys(json.data.permissions)
    assert.isAbove(entities.length, 5)
    const kinds = entities.flatMap((entity) => [`forms/${entity}`, `views/${entity}`])
    for (const path of ['menu', ...kinds]) {
      const told = await admin.get(`/api/v1/runtime/${path}`, english)
      assert.equal(told.status, 200, path)
      assert.deepEqual(chineseIn(told.json), [], path)
      assert.match((await admin.get(`/api/v1/runtime/${path}`)).text, chinese, path)
    }
  })

  test('faults, history and explanations name fields, states and roles in English', async ({
    assert,
  }) => {
    const people = '/api/v1/records/system.user'
    const refused = await admin.post(people, { kind: 'nobody' }, english)
    assert.equal(refused.status, 422, refused.text)
    assert.notMatch(refused.text, chinese)
    const made = await admin.post(people, { account: 'ann', name: 'Ann', kind: 'staff' })
    assert.equal(made.status, 201, made.text)
    const { id } = made.json.data
    const administrator = (await admin.get('/api/v1/session')).json.data.user.name
    for (const more of ['history', 'explain?action=update&field=account']) {
      const told = await admin.get(`${people}/${id}/${more}`, english)
      assert.equal(told.status, 200, told.text)
      assert.deepEqual(
        chineseIn(told.json.data).filter((text) => text !== administrator),
        [],
        more
      )
    }
    assert.match((await admin.get(`${people}/${id}/history`)).text, chinese)
  })

  test('a chosen language needs no header, and a draft without translation is Chinese', async ({
    assert,
  }) => {
    await admin.put('/api/v1/session/language', { language: 'en' })
    assert.notMatch((await admin.get('/api/v1/runtime/menu')).text, chinese)
    await admin.put('/api/v1/session/language', { language: 'zh-CN' })
    const path = '/api/v1/drafts/locales/demand.en'
    const { json } = await admin.get('/api/v1/definitions/locales/demand.en')
    const { 'entity:demand.request#/title': title, ...texts } = json.data.texts
    const draft = { ...json.data, texts }
    const saved = await admin.put(path, draft)
    assert.equal(saved.status, 200, saved.text)
    const advice = saved.json.problems.map((one: { code: string }) => one.code)
    assert.include(advice, 'E_DEFINITION_UNTRANSLATED', title)
  })
})

/** Texts for people that are Chinese; a formula's words go into records and are nobody's to translate. */
function chineseIn(value: unknown): string[] {
  if (typeof value === 'string') return chinese.test(value) && !value.startsWith('=') ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(chineseIn) : []
}
