/** Every operation that is not about records of an entity, once. */
import type { Client } from '../../../../../tests/harness/server.ts'
import { multipart, png } from '../../../../files/tests/support/dossiers.ts'
import type { ApiDocument, Ask } from './api_document.ts'

const v1 = '/api/v1'
type More = Omit<Ask, 'operation'>
type Call = (operation: string, more?: More) => Promise<{ json: { data?: unknown } }>
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of every shape
const dataOf = async (reply: ReturnType<Call>): Promise<any> => (await reply).json.data

function caller(api: ApiDocument, client: Client): Call {
  return (operation, more = {}) => {
    const [method = '', path = ''] = operation.split(' ')
    return api.call(client, { operation: `${method} ${v1}${path}`, ...more })
  }
}

export async function callIdentity(
  api: ApiDocument,
  client: Client,
  given: { user: string; account: string; password: string; next: string }
): Promise<void> {
  const call = caller(api, client)
  const { user, account, password, next } = given
  await call('GET /session')
  await call('PUT /session/language', { body: { language: 'zh-CN' } })
  const { id } = await dataOf(call('POST /tokens', { body: { name: 't', scopes: ['read'] } }))
  await call('GET /tokens')
  await call('DELETE /tokens/{id}', { params: { id } })
  await call('GET /roles')
  const roles = await dataOf(call('GET /users/{id}/roles', { params: { id: user } }))
  await call('PUT /users/{id}/roles', {
    params: { id: user },
    body: { roles: roles.map(({ role }: { role: string }) => role) },
  })
  await call('PATCH /users/{id}/roles', {
    params: { id: user },
    body: { give: [], take: [roles[0].role] },
  })
  await call('PATCH /users/{id}/roles', {
    params: { id: user },
    body: { give: [roles[0].role] },
  })
  await call('PUT /users/{id}/password', { params: { id: user }, body: { password } })
  const other = { ...client, cookie: null } as Client
  const signed = await api.call(other, {
    operation: `POST ${v1}/session`,
    body: { account, password },
  })
  const cookie = signed.headers.getSetCookie()[0]!.split(';')[0]!
  const as = { Cookie: cookie }
  await call('POST /session/password', { headers: as, body: { current: password, next } })
  await call('DELETE /session', { headers: as })
}

export async function callPreferences(
  api: ApiDocument,
  client: Client,
  entity: string
): Promise<void> {
  const call = caller(api, client)
  const params = { entity }
  const config = { columns: [{ path: 'title', width: 120 }], sort: '-title' }
  const made = await dataOf(call('POST /views/{entity}', { params, body: { title: 'v', config } }))
  await call('GET /views/{entity}', { params })
  await call('PUT /views/{entity}/default', { params, body: { view: made.id } })
  const one = { ...params, id: made.id as string }
  const headers = { 'If-Match': `"${made.rev}"` }
  await call('PATCH /views/{entity}/{id}', { params: one, headers, body: { title: 'w' } })
  await call('DELETE /views/{entity}/{id}', { params: one })
  const draft = { ...params, id: 'new' }
  await call('PUT /form-drafts/{entity}/{id}', { params: draft, body: { values: { title: 'q' } } })
  await call('GET /form-drafts/{entity}/{id}', { params: draft })
  await call('GET /form-drafts')
  await call('DELETE /form-drafts/{entity}/{id}', { params: draft })
}

export async function callApplication(
  api: ApiDocument,
  client: Client,
  entities: readonly string[]
): Promise<void> {
  const call = caller(api, client)
  await call('GET /openapi.json')
  await call('GET /runtime/menu')
  for (const entity of entities) {
    const form = await call('GET /runtime/forms/{entity}', { params: { entity } })
    await call('GET /runtime/views/{entity}', { params: { entity } })
    const file = (form.json as { validator: string }).validator.split('/').at(-1)!
    await call('GET /runtime/validators/{file}', { params: { file } })
  }
  const { raw, type } = multipart([{ fileName: 'a.png', bytes: png }])
  const [file] = await dataOf(call('POST /files', { raw, headers: { 'Content-Type': type } }))
  await call('GET /files/{id}', { params: { id: file.id } })
  const { id } = await dataOf(call('POST /computed/check', { body: { repair: false } }))
  const params = { id: id as string }
  await call('GET /jobs/{id}', { params })
  await call('POST /jobs/{id}/retry', { params, status: 409 })
  const waiting = await dataOf(call('GET /jobs', { query: { state: 'waiting' } }))
  await call('DELETE /jobs/{id}', { params: { id: waiting[0].id } })
}

/** Changes an entity, publishes it, and goes back; its column cannot hold what it has. */
export async function callReleases(
  api: ApiDocument,
  client: Client,
  given: { entity: string; field: string; record: string }
): Promise<void> {
  const call = caller(api, client)
  const { entity, field, record } = given
  const address = { kind: 'entity', key: entity }
  await call('GET /definitions', { query: { kind: 'entity' } })
  const active = await dataOf(call('GET /definitions/{kind}/{key}', { params: address }))
  await call('GET /definitions/{kind}/{key}/uses', { params: address })
  const { 'x-uid': uid, title } = active.schema.properties[field]
  active.schema.properties[field] = { 'type': 'integer', title, 'x-uid': uid }
  await call('PUT /drafts/{kind}/{key}', { params: address, body: active })
  await call('GET /drafts/{kind}/{key}', { params: address })
  await call('GET /drafts')
  await call('GET /drafts/problems')
  const plan = await dataOf(call('POST /releases/plan', { body: {} }))
  const published = { plan: plan.hash as string, note: 'n' }
  const { id } = await dataOf(call('POST /releases', { body: published }))
  const release = { id: String(id) }
  await activeRelease(call, release)
  const [, before] = await dataOf(call('GET /releases'))
  await call('GET /releases/{id}/changes', { params: { id: before.id }, query: { to: release.id } })
  await call('GET /releases/{id}/quarantine', { params: release })
  await call('POST /releases/{id}/quarantine/{record}/discard', {
    params: { ...release, record },
    body: { entity, field, reason: '不要了' },
  })
  const bundle = (await call('GET /releases/{id}/bundle', { params: release })).json
  await call('POST /releases/{id}/activate', { params: { id: before.id }, body: {} })
  const [newest] = await dataOf(call('GET /releases'))
  await activeRelease(call, { id: newest.id })
  await call('POST /drafts/import', { body: bundle })
  await call('DELETE /drafts/{kind}/{key}', { params: address })
  await call('POST /drafts/rename', { body: { ...address, field, to: `${field}_next` } })
  const role = { kind: 'role', key: 'library.reader' }
  await call('POST /drafts/{kind}/{key}/removal', { params: role })
}

async function activeRelease(call: Call, params: { id: string }): Promise<void> {
  for (let n = 0; n < 200; n++) {
    const { state } = await dataOf(call('GET /releases/{id}', { params }))
    if (state === 'active') return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
