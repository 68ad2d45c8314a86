/** The library of the HTTP tests with files: dossiers that hold some, and people who see part of it. */
import { readFileSync } from 'node:fs'
import { libraryModules, librarySamples, sampleIds } from '../../../http/tests/support/library.ts'
import { startServer } from '../../../../tests/harness/server.ts'
import type { Client, TestServer } from '../../../../tests/harness/server.ts'

const fixture = new URL('../../../../schemas/modules/system/entity/file.json', import.meta.url)
export const fileEntity = JSON.parse(readFileSync(fixture, 'utf8')) as object

const field = (uid: string, title: string, type: string, more: object = {}) => ({
  title,
  'x-uid': uid,
  'x-type': type,
  ...more,
})

const dossier = {
  kind: 'entity',
  key: 'library.dossier',
  uid: 'dossier00001',
  schemaVersion: 1,
  title: '案卷',
  titleField: 'name',
  attachments: true,
  schema: {
    type: 'object',
    required: ['name'],
    properties: {
      name: { 'type': 'string', 'title': '名称', 'maxLength': 60, 'x-uid': 'dossiername1' },
      lender: field('dossierlend1', '借阅人', 'user'),
      scan: field('dossierscan1', '扫描件', 'file', {
        'x-accept': ['application/pdf', 'text/*'],
        'x-maxSize': 2000,
      }),
      photos: field('dossierphot1', '照片', 'image', { maxItems: 3 }),
      secret: field('dossiersecr1', '密件', 'files'),
      sign: field('dossiersign1', '签名', 'signature'),
      pages: field('dossierpage1', '页', 'children', { 'x-entity': 'library.leaf' }),
    },
  },
}

const leaf = {
  kind: 'entity',
  key: 'library.leaf',
  uid: 'dossierleaf1',
  schemaVersion: 1,
  title: '页',
  titleField: 'note',
  parent: 'library.dossier',
  schema: {
    type: 'object',
    properties: {
      note: { 'type': 'string', 'title': '说明', 'x-uid': 'leafnote0001' },
      picture: field('leafpict0001', '影像', 'files'),
    },
  },
}

const clerk = {
  kind: 'role',
  key: 'library.clerk',
  uid: 'roleclerk001',
  schemaVersion: 1,
  title: '办事员',
  grants: [
    {
      entity: 'library.dossier',
      actions: ['read', 'create', 'update', 'delete'],
      rows: { lender: '$me' },
      fields: { deny: ['secret'] },
    },
  ],
}

/** What the keeper uploaded and did not use: as much as one may. */
const hoard = {
  ...{ name: 'hoard', type: 'text/plain', size: 1024 ** 3, hash: '0' },
  created_by: sampleIds.keeper,
}

export async function dossierServer(): Promise<TestServer> {
  const { roles = [], ...samples } = librarySamples
  return startServer({
    modules: [...libraryModules, fileEntity, dossier, leaf, clerk],
    samples: {
      ...samples,
      'system.file': [hoard],
      'roles': [
        ...roles,
        { account: 'reader', role: 'library.clerk' },
        { account: 'stranger', role: 'library.clerk' },
      ],
    },
  })
}

/** The smallest PNG: one pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64'
)

export interface Part {
  name?: string
  fileName?: string
  bytes: string | Uint8Array
}

/** A multipart body as it goes over the wire; a part without `fileName` is a plain value. */
export function multipart(parts: readonly Part[]): { raw: Uint8Array; type: string } {
  const boundary = 'guiju-test-boundary'
  const chunks = parts.flatMap(({ name = 'file', fileName, bytes }) => {
    const file = fileName === undefined ? '' : `; filename="${fileName}"`
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`
    return [Buffer.from(head), Buffer.from(bytes), Buffer.from('\r\n')]
  })
  const raw = Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)])
  return { raw, type: `multipart/form-data; boundary=${boundary}` }
}

export function upload(client: Client, parts: readonly Part[], query = '') {
  const { raw, type } = multipart(parts)
  return client.send('POST', `/api/v1/files${query}`, { raw, headers: { 'Content-Type': type } })
}

/** Uploads one file and gives its id. @throws when it was refused */
export async function idOf(client: Client, bytes: string | Uint8Array, fileName: string) {
  const reply = await upload(client, [{ fileName, bytes }])
  if (reply.status !== 201) throw new Error(reply.text)
  return reply.json.data[0].id as string
}
