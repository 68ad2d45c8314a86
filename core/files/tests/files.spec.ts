import { existsSync, readdirSync, statSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from '@japa/runner'
import { libraryModules, sampleIds } from '../../http/tests/support/library.ts'
import { dossierServer, idOf, multipart, png, upload } from './support/dossiers.ts'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, Reply, TestServer } from '../../../tests/harness/server.ts'

const dossiers = '/api/v1/records/library.dossier'
const noFile = '0195a000-0000-7000-8000-00000000ffff'
const codes = (reply: Reply): string[] => reply.json.errors.map((e: { code: string }) => e.code)
const rev = (n: number) => ({ 'If-Match': `"${n}"` })
const textOf = (reply: Reply) => {
  const { requestId, ...rest } = reply.json
  return JSON.stringify(rest) + (requestId ? '' : 'no id')
}

test.group('files', (group) => {
  let server: TestServer
  let admin: Client
  let reader: Client
  let stranger: Client
  group.setup(async () => {
    server = await dossierServer()
    admin = await server.signIn('admin')
    reader = await server.signIn('reader')
    stranger = await server.signIn('stranger')
    return async () => void (await server.close())
  })
  const files = (id: string) => `/api/v1/files/${id}`
  const kept = () =>
    readdirSync(join(server.place.dataFolder, 'files'), { recursive: true })
      .map(String)
      .filter((name) =>
        statSync(join(server.place.dataFolder, 'files', name), { throwIfNoEntry: false })?.isFile()
      )

  test('a file is uploaded, attached, read by name and bytes, found, and taken away', async ({
    assert,
  }) => {
    const bytes = '合同正文'.repeat(50)
    const made = await upload(admin, [{ fileName: '合同 正文.txt', bytes }])
    assert.equal(made.status, 201, made.text)
    const [file] = made.json.data
    const size = Buffer.byteLength(bytes)
    assert.deepEqual(file, { id: file.id, title: '合同 正文.txt', type: 'text/plain', size })
    const record = await admin.post(dossiers, {
      name: '一',
      scan: [file.id],
      attachments: [file.id],
    })
    assert.equal(record.status, 201, record.text)
    assert.deepEqual(record.json.data.scan, [file])
    assert.deepEqual(record.json.data.attachments, [file])

    const read = await admin.get(files(file.id))
    assert.equal(read.text, bytes)
    assert.equal(read.headers.get('x-content-type-options'), 'nosniff')
    assert.equal(
      read.headers.get('content-disposition'),
      `attachment; filename="__ __.txt"; filename*=UTF-8''${encodeURIComponent('合同 正文.txt')}`
    )
    const etag = read.headers.get('etag')!
    assert.equal((await admin.get(files(file.id), { 'If-None-Match': etag })).status, 304)
    const part = await admin.get(files(file.id), { Range: 'bytes=3-5' })
    assert.deepEqual([part.status, part.text], [206, '同'])
    assert.equal(part.headers.get('content-range'), `bytes 3-5/${size}`)
    const beyond = await admin.get(files(file.id), { Range: `bytes=${size}-` })
    assert.deepEqual([beyond.status, codes(beyond)], [416, ['E_FILE_RANGE']])
    const head = await admin.send('HEAD', files(file.id))
    assert.deepEqual([head.text, head.headers.get('content-length')], ['', String(size)])

    const found = async (filter: object) =>
      (await admin.get(`${dossiers}?filter=${encodeURIComponent(JSON.stringify(filter))}`)).json
        .data
    assert.lengthOf(await found({ scan: { has: { name: { contains: '正文' } } } }), 1)
    assert.lengthOf(await found({ scan: { has: { name: { contains: '别的' } } } }), 0)
    assert.lengthOf(await found({ scan: { empty: false } }), 1)

    const { id } = record.json.data
    const without = await admin.patch(`${dossiers}/${id}`, { scan: null }, rev(1))
    assert.deepEqual(without.json.data.scan, [])
    const history = await admin.get(`${dossiers}/${id}/history`)
    const change = history.json.data[0].changes[0]
    assert.deepEqual([change.before, change.after], [[{ id: file.id, title: file.title }], []])
  })

  test('T047 a file is as readable as the field of the record that holds it', async ({
    assert,
  }) => {
    const [open, hidden, row] = [
      await idOf(admin, 'open', 'a.txt'),
      await idOf(admin, 'CANARY-4711', 'b.txt'),
      await idOf(admin, 'row', 'c.txt'),
    ]
    const values = {
      ...{ name: '读者的', lender: sampleIds.reader, attachments: [open], secret: [hidden] },
      pages: [{ note: '一', picture: [row] }],
    }
    const made = await admin.post(dossiers, values)
    assert.equal(made.status, 201, made.text)
    assert.equal((await reader.get(files(open))).text, 'open')
    assert.equal((await reader.get(files(row))).text, 'row')
    for (const [who, id] of [
      [reader, hidden],
      [stranger, open],
      [stranger, row],
    ] as const) {
      const reply = await who.get(files(id))
      assert.deepEqual([reply.status, codes(reply)], [404, ['E_FILE_NOT_FOUND']])
      assert.equal(textOf(reply), textOf(await who.get(files(noFile))))
      assert.equal((await who.send('HEAD', files(id))).status, 404)
      assert.equal((await who.get(files(id), { Range: 'bytes=0-1' })).status, 404)
    }
    const shown = await reader.get(`${dossiers}/${made.json.data.id}`)
    assert.notProperty(shown.json.data, 'secret')
    assert.deepEqual(shown.json.data.attachments[0].title, 'a.txt')
    // Through a record of one's own: an id that one was told is as good as none.
    const stolen = { name: '我的', lender: sampleIds.stranger, attachments: [open] }
    const refused = await stranger.post(dossiers, stolen)
    assert.deepEqual([refused.status, codes(refused)], [422, ['E_FIELD_REFERENCE']])
    // Who may change the record keeps what it holds.
    const patch = { attachments: [open, await idOf(reader, 'mine', 'd.txt')] }
    const path = `${dossiers}/${made.json.data.id}`
    assert.equal((await reader.patch(path, patch, rev(1))).status, 200)
    const gone = await admin.delete(path, rev(2))
    assert.equal(gone.status, 204, gone.text)
    assert.equal((await reader.get(files(open))).status, 404)
  })

  test("an upload nothing holds is its uploader's alone", async ({ assert }) => {
    const id = await idOf(reader, 'mine', 'mine.txt')
    assert.equal((await reader.get(files(id))).text, 'mine')
    assert.equal((await admin.get(files(id))).status, 404)
    assert.equal((await server.anonymous().get(files(id))).status, 401)
    assert.equal((await reader.get('/api/v1/records/system.file')).status, 403)
  })

  test('a field takes what it says: types by content, sizes, counts', async ({ assert }) => {
    const fault = async (values: object) => {
      const reply = await admin.post(dossiers, { name: 'x', ...values })
      return [reply.status, reply.json.errors?.[0].params.keyword, reply.json.errors?.[0].path]
    }
    const [picture, text] = [await idOf(admin, png, 'p.txt'), await idOf(admin, 'x', 'p.png')]
    assert.deepEqual(await fault({ scan: [picture] }), [422, 'x-accept', '/scan/0'])
    assert.deepEqual(await fault({ photos: [text] }), [422, 'x-accept', '/photos/0'])
    assert.deepEqual(await fault({ sign: [text] }), [422, 'x-accept', '/sign/0'])
    const large = await idOf(admin, 'x'.repeat(2001), 'l.txt')
    assert.deepEqual(await fault({ scan: [large] }), [422, 'x-maxSize', '/scan/0'])
    assert.deepEqual(await fault({ scan: [text, large] }), [422, 'maxItems', '/scan'])
    const query = '?entity=library.dossier&field=scan'
    const early = await upload(admin, [{ fileName: 'p.pdf', bytes: png }], query)
    assert.deepEqual([early.status, codes(early)], [415, ['E_FILE_TYPE']])
    const big = await upload(admin, [{ fileName: 'l.txt', bytes: 'x'.repeat(2001) }], query)
    assert.deepEqual([big.status, codes(big)], [413, ['E_FILE_TOO_LARGE']])
    const stray = await upload(
      reader,
      [{ fileName: 'a', bytes: 'a' }],
      query.replace('scan', 'secret')
    )
    assert.deepEqual(codes(stray), ['E_QUERY_UNKNOWN_FIELD'])
  })

  test('T011 a field named a[99999999] is a 400 at once', async ({ assert }) => {
    const started = performance.now()
    const reply = await upload(admin, [{ name: 'a[99999999]', bytes: '1' }])
    assert.deepEqual([reply.status, codes(reply)], [400, ['E_UPLOAD_PART']])
    assert.isBelow(performance.now() - started, 1000)
    for (const name of ['__proto__', 'file[0]', 'constructor.prototype']) {
      const file = await upload(admin, [{ name, fileName: 'a.txt', bytes: '1' }])
      assert.deepEqual([file.status, codes(file)], [400, ['E_UPLOAD_PART']])
    }
    const json = await admin.post('/api/v1/files', { file: { filepath: '/etc/passwd' } })
    assert.deepEqual([json.status, codes(json)], [415, ['E_UPLOAD_TYPE']])
    const { raw, type } = multipart([{ fileName: 'a.txt', bytes: 'cut' }])
    const cut = { raw: raw.subarray(0, -10), headers: { 'Content-Type': type } }
    const malformed = await admin.send('POST', '/api/v1/files', cut)
    assert.deepEqual([malformed.status, codes(malformed)], [400, ['E_UPLOAD_MALFORMED']])
  })

  test('T071 a name of a client is never part of a path', async ({ assert }) => {
    const names = [
      '../../x',
      '..\\\\x',
      '/etc/x',
      'a\u0000b',
      'con',
      'a'.repeat(4000),
      '\u202egpj.exe',
      '.x',
    ]
    for (const fileName of names) {
      const reply = await upload(admin, [{ fileName, bytes: 'text' }])
      assert.equal(reply.status, 201, fileName)
      const { title } = reply.json.data[0]
      assert.notMatch(title, /[\\/\u0000\u202e]|^\./, fileName)
      assert.isAtMost([...title].length, 200)
    }
    const known = /^(?:[0-9a-f-]{2}[\\/][0-9a-f-]{36})$/
    assert.deepEqual(
      kept().filter((name) => !known.test(name)),
      []
    )
    assert.isFalse(existsSync(join(server.place.dataFolder, 'x')))
  })

  test('T078 what could run is saved, never shown', async ({ assert }) => {
    const script = '<script>alert(1)</script>'
    const cases = [
      ['a.svg', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`],
      ['a.html', `<!doctype html>${script}`],
      ['a.png', `<html>${script}</html>`],
      ['a.pdf', '%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj'],
    ] as const
    for (const [name, bytes] of cases) {
      const { headers } = await admin.get(files(await idOf(admin, bytes, name)))
      assert.match(headers.get('content-disposition')!, /^attachment/, name)
      assert.notMatch(headers.get('content-type')!, /html|svg|xml/, name)
      assert.match(headers.get('content-security-policy')!, /default-src 'none'; sandbox/)
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
    }
    const shown = await admin.get(files(await idOf(admin, png, 'a.png')))
    assert.match(shown.headers.get('content-disposition')!, /^inline/)
    assert.equal(shown.headers.get('content-type'), 'image/png')
  })

  test('T081 the EICAR file and programs are refused, whatever they are called', async ({
    assert,
  }) => {
    const eicar = [
      'X5O!P%@AP[4\\PZX54(P^)7CC)7}$',
      'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*',
    ].join('')
    const before = kept().length
    const infected = await upload(admin, [{ fileName: 'a.txt', bytes: eicar }])
    assert.deepEqual([infected.status, codes(infected)], [422, ['E_FILE_INFECTED']])
    const program = Buffer.alloc(512)
    program.write('MZ')
    const exe = await upload(admin, [{ fileName: 'a.docx', bytes: program }])
    assert.deepEqual([exe.status, codes(exe)], [415, ['E_FILE_TYPE']])
    const empty = await upload(admin, [{ fileName: 'a.txt', bytes: '' }])
    assert.deepEqual([empty.status, codes(empty)], [422, ['E_FILE_EMPTY']])
    assert.equal(kept().length, before)
  })

  test('T080 uploads that are broken off leave nothing behind', async ({ assert }) => {
    const before = kept().length
    await Promise.all(Array.from({ length: 40 }, () => brokenOff(server.url, admin.cookie!)))
    let after = kept().length
    for (let n = 0; n < 100 && after > before; n++) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      after = kept().length
    }
    assert.equal(after, before)
    assert.equal((await admin.get('/health/ready')).status, 200)
  })

  test('who uploaded much without using it uploads no more', async ({ assert }) => {
    const keeper = await server.signIn('keeper')
    const reply = await upload(keeper, [{ fileName: 'a.txt', bytes: 'a' }])
    assert.deepEqual([reply.status, codes(reply)], [413, ['E_FILE_QUOTA']])
  })

  test('without an entity for files none is taken', async ({ assert }) => {
    const bare = await startServer({ modules: libraryModules })
    const reply = await upload(await bare.signIn('admin'), [{ fileName: 'a.txt', bytes: 'a' }])
    assert.deepEqual([reply.status, codes(reply)], [409, ['E_FILE_UNAVAILABLE']])
    await bare.close()
  })

  test('T094 a body said to be too large is refused while it is sent', async ({ assert }) => {
    const answer = await declared(server.url, admin.cookie!, 10 ** 12)
    assert.deepEqual(answer, { status: 413, code: 'E_BODY_TOO_LARGE' })
  })

  test('T094 a body in chunks that says no length is refused at the same size', async ({
    assert,
  }) => {
    const chunk = Buffer.alloc(1024 * 1024, 0x20)
    let sent = 0
    // Nothing of it is a part yet: no limit of a file would end it.
    const content = Readable.from(
      (function* () {
        for (; sent < 250; sent += 1) yield chunk
      })()
    )
    const reply = await fetch(`${server.url}/api/v1/files`, {
      method: 'POST',
      headers: {
        ...{ Origin: server.url, Cookie: admin.cookie! },
        'Content-Type': 'multipart/form-data; boundary=b',
      },
      body: Readable.toWeb(content) as ReadableStream,
      duplex: 'half',
    } as RequestInit)
    const { errors } = (await reply.json()) as { errors: { code: string }[] }
    assert.deepEqual([reply.status, errors[0]?.code], [413, 'E_BODY_TOO_LARGE'])
  }).timeout(30_000)
})

function started(url: string, cookie: string, length: number) {
  const call = httpRequest(`${url}/api/v1/files`, {
    method: 'POST',
    headers: {
      'Origin': url,
      'Cookie': cookie,
      'Content-Type': 'multipart/form-data; boundary=b',
      'Content-Length': length,
    },
  })
  call.on('error', () => {})
  call.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n')
  call.write('x'.repeat(20_000))
  return call
}

async function brokenOff(url: string, cookie: string): Promise<void> {
  const call = started(url, cookie, 10_000_000)
  await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 200))
  call.destroy()
}

function declared(url: string, cookie: string, length: number) {
  return new Promise<{ status: number; code: string }>((resolve, reject) => {
    const call = started(url, cookie, length)
    call.on('error', reject)
    call.on('response', async (response) => {
      let text = ''
      for await (const chunk of response) text += String(chunk)
      call.destroy()
      const { errors } = JSON.parse(text) as { errors: { code: string }[] }
      resolve({ status: response.statusCode!, code: errors[0]!.code })
    })
  })
}
