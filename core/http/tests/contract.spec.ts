/** openapi.json against the server: every operation is called, every request and answer held to it. */
import { test } from '@japa/runner'
import { completeSample } from '../../engine/tests/support/sample_documents.ts'
import { fileEntity, idOf, png } from '../../files/tests/support/dossiers.ts'
import {
  computedThing,
  givenTypes,
  keyOf,
  matrixDocuments,
  placed,
  thing,
} from '../../records/tests/support/matrix.ts'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, TestServer } from '../../../tests/harness/server.ts'
import { fieldSamples, recordNames } from '#schemas/fixtures/field_samples/index.ts'
import { allRoutes } from '../routes.ts'
import { ApiDocument } from './support/contract/api_document.ts'
import { callApplication, callIdentity } from './support/contract/other_calls.ts'
import { callPreferences, callReleases } from './support/contract/other_calls.ts'
import { callRecords } from './support/contract/record_calls.ts'
import { libraryModules, librarySamples, sampleIds } from './support/library.ts'

const records = '/api/v1/records'
/** Refused as the document says: no job here has failed, and that step is not the administrator's. */
const refused = ['/jobs/{id}/retry', `${computedThing}/{id}/transitions/{transition}`]
/** Entities like others that are called. */
const others = /\/records\/(sample\.(other|share)|system\.file)/
/** For supervisors and for people: not of the API. */
const outside = ['GET /health/live', 'GET /health/ready', 'GET *']

test.group('http | openapi.json is a contract', (group) => {
  let server: TestServer
  let admin: Client
  let api: ApiDocument
  group.setup(async () => {
    const documents = matrixDocuments.map((document) => ({
      ...completeSample(document),
      schemaVersion: 1,
      ...((document as { kind: string }).kind === 'module' ? { dependsOn: ['system'] } : {}),
    }))
    const modules = [...libraryModules, fileEntity, ...documents]
    server = await startServer({ modules, samples: librarySamples })
    admin = await server.signIn('admin')
    api = new ApiDocument((await admin.get('/api/v1/openapi.json')).json)
    return async () => void (await server.close())
  })

  test('every route is in it, and it has no other', ({ assert }) => {
    const entities = Object.keys(api.document.components.schemas as object).filter(
      (name) => `${records}/${name}` in api.document.paths
    )
    assert.includeMembers(entities, ['library.book', 'system.user', thing])
    const hasStates = (entity: string) => ['library.book', computedThing].includes(entity)
    const expected = allRoutes({ test: false }).flatMap(({ method, path, about }) => {
      const operation = `${method} ${path}`
      if (outside.includes(operation)) return []
      if (about === undefined) throw new Error(`${operation} says nothing about itself`)
      const told = operation.replaceAll(/:(\w+)/g, '{$1}')
      if (!path.includes('/records/:entity')) return [told]
      const having = path.includes('/transitions/') ? entities.filter(hasStates) : entities
      return having.map((entity) => told.replace('{entity}', entity))
    })
    const told = api.operations()
    assert.deepEqual(
      expected.filter((one) => !told.includes(one)),
      []
    )
    assert.deepEqual(
      told.filter((one) => !expected.includes(one)),
      []
    )
  })

  test('every operation says what it takes and what it answers', ({ assert }) => {
    const open: string[] = []
    for (const operation of api.operations()) {
      const { requestBody, responses } = api.at(operation)
      const contents = [requestBody, ...Object.values(responses as object)].flatMap((one) =>
        Object.entries((one as { content?: object } | undefined)?.content ?? {})
      )
      const done = Object.keys(responses as object).filter((key) => /^2\d\d$/.test(key))
      if (done.length !== 1) open.push(`${operation}: no one status`)
      if (!done.includes('204') && !responses[done[0]!]?.content)
        open.push(`${operation}: no answer`)
      for (const [, { schema }] of contents as [string, { schema: object }][]) {
        if (isOpen(schema)) open.push(`${operation}: ${JSON.stringify(schema)}`)
      }
    }
    for (const [name, schema] of Object.entries(api.document.components.schemas as object)) {
      if (isOpen(schema as object)) open.push(name)
    }
    assert.deepEqual(open, [])
  })

  test('every operation is called, and request and answer are as it says', async ({ assert }) => {
    const text = '放不进数字的文字'
    const { id } = (await admin.post(`${records}/library.shelf`, { name: text })).json.data
    for (const story of await stories(admin)) await callRecords(api, admin, story)
    const entities = ['library.book', 'system.user', thing, computedThing]
    await callApplication(api, admin, entities)
    await callPreferences(api, admin, 'library.book')
    const reader = { user: sampleIds.stranger, account: 'stranger' }
    const passwords = { password: 'Meadow-Copper-31', next: 'Thistle-Harbor-88' }
    await callIdentity(api, admin, { ...reader, ...passwords })
    await callReleases(api, admin, { entity: 'library.shelf', field: 'name', record: id })
    assert.deepEqual(api.faults, [])
    const left = api.operations().filter((one) => !api.done.has(one))
    const isOther = (one: string) => others.test(one) || refused.some((end) => one.endsWith(end))
    assert.deepEqual(
      left.filter((one) => !isOther(one)),
      []
    )
  }).timeout(120_000)

  test('somebody with fewer rights gets a smaller document that holds as well', async ({
    assert,
  }) => {
    const keeper = await server.signIn('keeper')
    const own = new ApiDocument((await keeper.get('/api/v1/openapi.json')).json)
    const books = `${records}/library.book`
    const made = await own.call(keeper, { operation: `POST ${books}`, body: { title: '馆员' } })
    const params = { id: made.json.data.id as string }
    await own.call(keeper, { operation: `GET ${books}/{id}`, params })
    await own.call(keeper, { operation: `GET ${records}/system.user` })
    await own.call(keeper, { operation: `POST ${books}/derive`, body: { values: { pages: 2 } } })
    assert.deepEqual(own.faults, [])
    assert.isUndefined(own.at(`POST ${books}/{id}/assign`))
    const stranger = await server.signIn('reader')
    const users = new ApiDocument((await stranger.get('/api/v1/openapi.json')).json)
    await users.call(stranger, { operation: `GET ${books}` })
    assert.deepEqual(users.faults, [])
  })

  test('without credentials each operation answers with faults, as told', async ({ assert }) => {
    const nobody = server.anonymous()
    const own = new ApiDocument(api.document)
    const seen = { 'If-Match': '"1"' }
    for (const operation of own.operations()) {
      const isOpen = own.at(operation).security?.length === 0
      if (!isOpen) await own.call(nobody, { operation, status: 401, headers: seen })
    }
    assert.deepEqual(own.faults, [])
  })

  test('what the document refuses, the server refuses', async ({ assert }) => {
    const schema = (operation: string) => {
      const [method = '', path = ''] = operation.split(' ')
      const at = `/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}`
      return api.validator(`${at}/requestBody/content/application~1json/schema`)
    }
    const books = `${records}/library.book`
    const wrong: [string, unknown][] = [
      [books, { title: 'a', colour: 'red' }],
      [books, { pages: 3 }],
      [books, { title: 'a', pages: 0 }],
      [books, { title: 'a', price: 1.5 }],
      [books, { title: 'a', status: 'lent' }],
      [books, { title: 'a', chapters: [{ name: 1 }] }],
      [`${books}/aggregate`, { measures: [{ do: 'median', as: 'm' }] }],
      [`${books}/derive`, { values: {}, more: 1 }],
      [`${books}/bulk`, { operations: [{ op: 'create' }] }],
      ['/api/v1/tokens', { name: 't', scope: 'read' }],
      ['/api/v1/releases/plan', { includes: [] }],
    ]
    for (const [path, body] of wrong) {
      assert.isFalse(schema(`POST ${path}`)(body), `${path} ${JSON.stringify(body)}`)
      const reply = await admin.post(path, body)
      assert.include([400, 422], reply.status, `${path} ${JSON.stringify(body)}: ${reply.text}`)
    }
  })
})

/** Whether a schema says no more than that something is an object. */
function isOpen(schema: object): boolean {
  const said = Object.keys(schema).filter((word) => word !== 'title')
  return said.length === 0 || (said.length === 1 && (schema as { type?: string }).type === 'object')
}

async function stories(admin: Client) {
  const make = async (entity: string, values: object) =>
    String((await admin.post(`${records}/${entity}`, values)).json.data.id)
  const owner = sampleIds.keeper
  const targets: string[] = []
  for (const name of recordNames) targets.push(await make('sample.target', { name }))
  const files = [await idOf(admin, png, 'a.png'), await idOf(admin, png, 'b.png')]
  const idsOf: Readonly<Record<string, readonly string[]>> = {
    ...{ user: [owner, sampleIds.reader], users: [owner, sampleIds.reader] },
    ...{ department: [sampleIds.office, sampleIds.branch] },
    ...{ file: files, files, image: files, signature: files },
    tree_parent: [await make(thing, { name: 'a' }), await make(thing, { name: 'b' })],
  }
  const given = givenTypes
    .filter((name) => fieldSamples[name]!.written !== 'engine')
    .map((name): [string, unknown] => {
      const sample = fieldSamples[name]!.valid[0]![0]
      return [keyOf(name), placed(sample, idsOf[name] ?? targets)]
    })
  const name = { name: '新' }
  return [
    { entity: 'system.user', values: { account: 'fresh', name: '新人' }, changes: name, owner },
    { entity: 'system.department', values: { name: '部' }, changes: name, owner },
    { entity: 'system.organization', values: { name: '所' }, changes: name, owner },
    { entity: 'library.shelf', values: { name: '架' }, changes: name, owner },
    {
      entity: 'library.book',
      values: { title: '书', price: '3.50', chapters: [{ name: '一', pages: 2 }] },
      changes: { pages: 4, shelf: sampleIds.shelf },
      ...{ owner, transition: 'lend' },
    },
    { entity: thing, values: { name: '物', ...Object.fromEntries(given) }, changes: name, owner },
    { entity: computedThing, values: { name: '算', source: 3 }, changes: { source: 4 }, owner },
    { entity: 'sample.target', values: { name: '的' }, changes: name, owner },
  ]
}
