/** A definition gets one verdict, by whichever door it comes: the API, a bundle, files, the command line. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../tests/harness/server.ts'
import { libraryModules } from '../../http/tests/support/library.ts'
import { filesOf } from '../../http/tests/support/workshop.ts'
import { openWorkshop } from './command_run.ts'
import type { Workshop } from './command_run.ts'

const file = join('library', 'entity', 'parcel.json')
const draft = '/api/v1/drafts/entity/library.parcel'
const at = '/schema/properties/weight/maximum'

/** An entity with `hole` where the most of a number is said. */
const textWith = (hole: string) =>
  `{"kind":"entity","key":"library.parcel","uid":"eparcel01","schemaVersion":1,"title":"包裹",
  "titleField":"name","schema":{"type":"object","properties":{
  "name":{"type":"string","title":"名称","x-uid":"fparcel01"},
  "weight":{"type":"integer","title":"重量","x-uid":"fparcel02","maximum":${hole}}}}}`

const sound = ['1', '-0', '12', '9007199254740991', '1E2']
/** What is refused with the place where it stands. */
const hostile = [
  ...['9007199254740992', '9007199254740993', '-9007199254740993', '1e16', '1e21', '1e300'],
  ...['1e400', '-1e400', '1e99999', `1${'0'.repeat(400)}`, '"12"', 'true', 'null', '[1]', '{}'],
  '1,"maximum":2',
]
/** What is no JSON, or not safe to look into: no place is told at every door. */
const broken = ['NaN', 'Infinity', '-Infinity', '0x10', '01', '+1', '1.', '.5', '1e', '1_000']
const unsafe = [
  ...['1,"__proto__":{"a":1}', '1,"constructor":{"prototype":{}}', '1,"description":"{{1}}"'],
  ...[`1,"x-deep":${'['.repeat(5_000)}${']'.repeat(5_000)}`, '1,"description":"\\ud800"'],
]

/** Each run of a command opens the database anew: these try a few of each. */
const slowDoors = ['files', 'command']
const tried = (door: string, holes: readonly string[]) =>
  slowDoors.includes(door) ? holes.filter((_, nth) => nth % 3 === 0) : holes

interface Verdict {
  isRefused: boolean
  /** Everything that was told. */
  told: string
}

test.group('commands | doors of definitions', (group) => {
  let server: TestServer
  let admin: Client
  let shop: Workshop
  const files = filesOf(libraryModules as Parameters<typeof filesOf>[0])
  group.setup(async () => {
    server = await startServer({ modules: libraryModules })
    admin = await server.signIn('admin')
    shop = await openWorkshop([files.folder])
    await shop.run('check')
    return async () => {
      files.drop()
      await shop.remove()
      await server.close()
    }
  })

  const verdict = (reply: Reply): Verdict => {
    const problems = (reply.json.problems ?? []) as { key: string; severity: string }[]
    const own = problems.filter(({ key }) => key === 'library.parcel')
    const isFaulty = own.some(({ severity }) => severity === 'error')
    return { isRefused: reply.status >= 400 || isFaulty, told: reply.text }
  }
  const raw = (method: string, path: string, text: string, headers = {}) =>
    admin.send(method, path, {
      raw: text,
      headers: { 'Content-Type': 'application/json', ...headers },
    })
  const thrownAway = async (door: () => Promise<Reply>) => {
    const told = verdict(await door())
    await admin.delete(draft)
    return told
  }
  const withFile = async (folder: string, text: string, argv: string[]): Promise<Verdict> => {
    const path = join(folder, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    const { code, out, err } = await shop.run(...argv)
    rmSync(path)
    return { isRefused: code === 1, told: out + err }
  }

  const doors: Record<string, (text: string) => Promise<Verdict>> = {
    create: (text) => thrownAway(() => raw('PUT', draft, text)),
    update: (text) =>
      thrownAway(async () => {
        const first = await raw('PUT', draft, textWith('1'))
        return raw('PUT', draft, text, { 'If-Match': first.headers.get('etag')! })
      }),
    import: (text) =>
      thrownAway(() => {
        const definitions = [{ path: file, text }]
        return admin.post('/api/v1/drafts/import', { bundle: 1, release: '', definitions })
      }),
    files: (text) => withFile(files.folder, text, ['check', '--files']),
    command: (text) => {
      const folder = join(shop.folder, 'brought')
      return withFile(folder, text, ['import', folder])
    },
  }

  for (const [name, door] of Object.entries(doors)) {
    test(`T015 sound numbers pass and hostile ones are refused, by the door: ${name}`, async ({
      assert,
    }) => {
      for (const hole of tried(name, sound)) {
        const { isRefused, told } = await door(textWith(hole))
        assert.isFalse(isRefused, `${hole} ${told}`)
      }
      for (const hole of tried(name, hostile)) {
        const { isRefused, told } = await door(textWith(hole))
        assert.isTrue(isRefused, `${hole.slice(0, 40)} ${told}`)
        assert.include(told, at, hole.slice(0, 40))
      }
      for (const hole of tried(name, [...broken, ...unsafe])) {
        const { isRefused, told } = await door(textWith(hole))
        assert.isTrue(isRefused, `${hole.slice(0, 40)} ${told}`)
        assert.notInclude(told, 'E_INTERNAL', hole.slice(0, 40))
      }
    }).timeout(120_000)
  }
})
