/** Every field type over HTTP: written, read, filtered, told in history and in openapi.json; the faults with their paths. */
import { test } from '@japa/runner'
import { completeSample } from '../../engine/tests/support/sample_documents.ts'
import {
  givenTypes,
  keyOf,
  matrixDocuments,
  placed,
  shown,
  thing,
} from '../../records/tests/support/matrix.ts'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, TestServer } from '../../../tests/harness/server.ts'
import { fieldSamples, recordNames } from '#schemas/fixtures/field_samples/index.ts'
import type { FieldSample } from '#schemas/fixtures/field_samples/index.ts'
import { fileEntity, idOf, png } from '../../files/tests/support/dossiers.ts'
import { libraryModules } from './support/library.ts'

const at = (entity: string) => `/api/v1/records/${entity}`
/** Where the links of a type lead in this application. */
const targets: Readonly<Record<string, string>> = {
  ...{ user: 'system.user', users: 'system.user', department: 'system.department' },
  tree_parent: thing,
}
const fileTypes: readonly string[] = ['file', 'files', 'image', 'signature']
const written = givenTypes.filter((name) => fieldSamples[name]?.written !== 'engine')

test.group('http | matrix of field types', (group) => {
  let server: TestServer
  let admin: Client
  const samples = new Map<string, FieldSample>()
  group.setup(async () => {
    const documents = matrixDocuments.map((document) => ({
      ...completeSample(document),
      schemaVersion: 1,
      ...((document as { kind: string }).kind === 'module' ? { dependsOn: ['system'] } : {}),
    }))
    server = await startServer({ modules: [...libraryModules, fileEntity, ...documents] })
    admin = await server.signIn('admin')
    const ids = new Map<string, string[]>()
    for (const entity of ['sample.target', ...new Set(Object.values(targets))]) {
      const made: string[] = []
      for (const [n, name] of recordNames.entries()) {
        const account = entity === 'system.user' ? { account: `person${n}` } : {}
        const reply = await admin.post(at(entity), { name, ...account })
        made.push(String(reply.json.data.id))
      }
      ids.set(entity, made)
    }
    const files = [await idOf(admin, png, recordNames[0]), await idOf(admin, png, recordNames[1])]
    for (const name of givenTypes) {
      const isFile = fileTypes.includes(name)
      const own = isFile ? files : ids.get(targets[name] ?? 'sample.target')!
      const sample = isFile ? sized(fieldSamples[name], png.length) : fieldSamples[name]
      samples.set(name, placed(sample, own) as FieldSample)
    }
    return async () => void (await server.close())
  })

  for (const name of written) {
    const key = keyOf(name)

    test(`${name}: written, read, found and told as JSON`, async ({ assert }) => {
      const { valid, invalid } = samples.get(name)!
      const [[given, first], [, last]] = [valid[0]!, valid.at(-1)!]
      const made = await admin.post(at(thing), { name, [key]: given })
      assert.equal(made.status, 201, made.text)
      assert.deepEqual(shown(made.json.data[key]), first)
      const { id } = made.json.data as { id: string }
      const read = await admin.get(`${at(thing)}/${id}`)
      assert.deepEqual(shown(read.json.data[key]), first)
      const filter = encodeURIComponent(JSON.stringify({ id, [key]: { empty: false } }))
      const found = await admin.get(`${at(thing)}?filter=${filter}&fields=${key}`)
      assert.deepEqual(
        found.json.data.map((one: Record<string, unknown>) => shown(one[key])),
        [first]
      )
      if (name !== 'children') {
        const changed = await admin.patch(
          `${at(thing)}/${id}`,
          { [key]: valid.at(-1)![0] },
          { 'If-Match': '"1"' }
        )
        assert.deepEqual(shown(changed.json.data[key]), last, changed.text)
        const history = await admin.get(`${at(thing)}/${id}/history`)
        const [change] = history.json.data[0].changes
        assert.deepEqual([shown(change.before), shown(change.after)], [first, last].map(asTold))
      }
      const refused = await admin.post(at(thing), { name: 'bad', [key]: invalid[0] })
      assert.equal(refused.status, 422, refused.text)
      for (const fault of refused.json.errors) assert.match(fault.path, new RegExp(`^/${key}(/|$)`))
    })
  }

  test('openapi.json tells every field, read and written', async ({ assert }) => {
    const { json } = await admin.get('/api/v1/openapi.json')
    const schemas = Object.entries(
      json.components.schemas as Record<string, { properties?: object }>
    )
    const withFields = schemas.filter(([, schema]) => keyOf('json') in (schema.properties ?? {}))
    assert.isAbove(withFields.length, 1)
    for (const [name, schema] of withFields) {
      const missing = written.filter((type) => !(keyOf(type) in (schema.properties ?? {})))
      assert.deepEqual(missing, [], name)
    }
  })

  test('faults of every field are told in one answer with their paths, nothing is stored', async ({
    assert,
  }) => {
    const bad = givenTypes.map((name) => [keyOf(name), samples.get(name)!.invalid[0]])
    const body = { name: 'all bad', ...Object.fromEntries(bad) }
    const refused = await admin.post(at(thing), body)
    assert.equal(refused.status, 422)
    const paths = refused.json.errors.map(({ path }: { path: string }) => path.split('/')[1])
    assert.sameMembers([...new Set(paths)], givenTypes.map(keyOf))
    const filter = encodeURIComponent(JSON.stringify({ name: 'all bad' }))
    assert.deepEqual((await admin.get(`${at(thing)}?filter=${filter}`)).json.data, [])
  })
})

/** A sample whose files have the size of what is uploaded here. */
function sized(sample: unknown, size: number): unknown {
  return JSON.parse(JSON.stringify(sample).replaceAll(/"size":\d+/g, `"size":${size}`))
}

/** A value as history tells it: of a file its name, not what it was made of. */
function asTold(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  return value.map((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('size' in one)) return one
    const { size: _size, type: _type, ...link } = one as Record<string, unknown>
    return link
  })
}
