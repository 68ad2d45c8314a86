import { lstatSync, readdirSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BigIntStats, Dirent } from 'node:fs'
import type { Problem } from '#engine/problems.ts'
import type { Layer } from './releases/manifest.ts'

/** A file where a definition belongs, and which address its place demands. */
export interface DefinitionFile {
  path: string
  /** Path as people see it: relative to the repository where it lies in it. */
  file: string
  layer: Layer
  kind: string
  key: string
  stats: BigIntStats
}

const repository = fileURLToPath(new URL('../../', import.meta.url))
/** Folders of a module that hold other things than definitions. */
const besides = new Set(['samples'])
const word = /^[a-z][a-z0-9_]{0,39}$/

/**
 * Lists the definition files of folders like schemas/modules, in one order on every machine. The
 * first folder is the product's, those after it are partners'. Whatever lies there and is no
 * definition is a problem: a misspelt folder must not silently lose what is in it.
 */
export function listFiles(
  folders: readonly string[],
  kinds: ReadonlySet<string>
): { files: DefinitionFile[]; problems: Problem[] } {
  const walk: Walk = { layer: 'product', kinds, files: [], problems: [] }
  folders.forEach((folder, index) => {
    const layer = index === 0 ? 'product' : 'partner'
    for (const entry of entriesOf(folder)) walkModule({ ...walk, layer }, folder, entry)
  })
  return walk
}

/** One walk over the folders, and what it met so far. */
interface Walk {
  layer: Layer
  kinds: ReadonlySet<string>
  files: DefinitionFile[]
  problems: Problem[]
}

function walkModule(walk: Walk, folder: string, entry: Dirent): void {
  const path = join(folder, entry.name)
  if (!entry.isDirectory() || !word.test(entry.name)) {
    return stray(walk, path, '模块文件夹中只能有以模块键命名的文件夹')
  }
  for (const part of entriesOf(path)) {
    const isFolder = part.isDirectory()
    if (part.name === 'module.json' && part.isFile()) addFile(walk, path, part.name, entry.name)
    else if (isFolder && besides.has(part.name)) continue
    else if (isFolder && part.name !== 'module' && walk.kinds.has(part.name)) {
      walkKind(walk, join(path, part.name), part.name, entry.name)
    } else {
      const known = [...walk.kinds].filter((kind) => kind !== 'module').sort()
      const fix = `这里可以有：module.json、${known.join('、')}、samples`
      stray(walk, join(path, part.name), fix)
    }
  }
}

function walkKind(walk: Walk, folder: string, kind: string, module: string): void {
  for (const entry of entriesOf(folder)) {
    const name = entry.name.endsWith('.json') ? entry.name.slice(0, -'.json'.length) : ''
    if (entry.isFile() && word.test(name)) {
      addFile(walk, folder, entry.name, `${module}.${name}`, kind)
    } else {
      stray(walk, join(folder, entry.name), `这里只能有名为 <名称>.json 的 ${kind} 定义`)
    }
  }
}

function addFile(walk: Walk, folder: string, name: string, key: string, kind = 'module'): void {
  const path = join(folder, name)
  const stats = lstatSync(path, { bigint: true })
  walk.files.push({ path, file: shownPath(path), layer: walk.layer, kind, key, stats })
}

function stray(walk: Walk, path: string, fix: string): void {
  walk.problems.push({
    code: 'E_DEFINITION_STRAY_FILE',
    severity: 'error',
    kind: '',
    key: '',
    file: shownPath(path),
    pointer: '',
    message: '此处的文件或文件夹不是定义',
    fix,
  })
}

function shownPath(path: string): string {
  const inside = relative(repository, path)
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside.replaceAll('\\', '/')
}

/** Entries by UTF-16 order of their names; hidden ones of editors and systems are none of ours. */
function entriesOf(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
