import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A throw-away folder like schemas/modules, and a cache folder beside it. */
export interface ModulesFolder {
  folder: string
  cacheFolder: string
  /** Writes a file under the folder; an object becomes JSON. */
  write(path: string, content: object | string | Uint8Array): void
  remove(path: string): void
  drop(): void
}

export function modulesFolder(): ModulesFolder {
  const place = mkdtempSync(join(tmpdir(), 'guiju-modules-'))
  const folder = join(place, 'modules')
  mkdirSync(folder)
  return {
    folder,
    cacheFolder: join(place, 'cache'),
    write(path, content) {
      const file = join(folder, path)
      mkdirSync(dirname(file), { recursive: true })
      const isRaw = typeof content === 'string' || content instanceof Uint8Array
      writeFileSync(file, isRaw ? content : JSON.stringify(content))
    },
    remove: (path) => rmSync(join(folder, path), { recursive: true }),
    drop: () => rmSync(place, { recursive: true, force: true }),
  }
}

export const libraryModule = {
  kind: 'module',
  key: 'library',
  uid: 'mlibrary1',
  title: '图书馆',
  version: '1.0.0',
}

/** An entity of the module `library`; members of `more` go over its own. */
export function entity(name: string, uid: string, properties: object, more: object = {}) {
  return {
    kind: 'entity',
    key: `library.${name}`,
    uid,
    title: name,
    titleField: Object.keys(properties)[0],
    schema: { type: 'object', properties },
    ...more,
  }
}

export const title = { 'type': 'string', 'title': '书名', 'x-uid': 'ftitle01' }
export const isbn = {
  'type': 'string',
  'title': '书号',
  'pattern': '^[0-9]{13}$',
  'x-uid': 'fisbn001',
}

export const book = entity('book', 'ebook0001', { title, isbn })
export const reader = entity('reader', 'ereader01', {
  name: { 'type': 'string', 'title': '姓名', 'x-uid': 'fname001' },
})

/** A folder with the module `library`: a book and a reader. */
export function libraryFolder(): ModulesFolder {
  const files = modulesFolder()
  files.write('library/module.json', libraryModule)
  files.write('library/entity/book.json', book)
  files.write('library/entity/reader.json', reader)
  return files
}
