/**
 * Reads the definitions that lie in files: each becomes its canonical text, the hash of it, and the
 * address it gives itself. Files untouched since the last start are not read again.
 */
import { readFileSync } from 'node:fs'
import type { BigIntStats } from 'node:fs'
import { budgets } from '#engine/budgets.ts'
import type { Problem } from '#engine/problems.ts'
import { canonicalText, readDefinition } from '#engine/compile/index.ts'
import { kinds } from '#schemas/index.ts'
import { openFileCache } from './file_cache.ts'
import { hashOf } from './hash.ts'
import { listFiles } from './list_files.ts'
import type { DefinitionFile } from './list_files.ts'
import type { ManifestEntry } from './releases/manifest.ts'
import { metaHash } from './registry/shape_checker.ts'

/** A definition from a file; `text` is null when the cache knew the file and it was not read. */
export interface LoadedFile extends ManifestEntry {
  file: string
  text: string | null
}

export interface LoadedFiles {
  files: LoadedFile[]
  problems: Problem[]
}

/** Where to read: folders like schemas/modules, and the folder of the cache, if there is one. */
export interface FileSource {
  folders: readonly string[]
  cacheFolder?: string | undefined
}

/**
 * Loads all definition files. A text that cannot be read as a definition is handed on as it is,
 * for compile to name its problems; the problems told here are those of files, not of texts.
 */
export function loadFiles(source: FileSource): LoadedFiles {
  const { files, problems } = listFiles(source.folders, new Set(kinds))
  const cache = openFileCache(source.cacheFolder, metaHash)
  const loaded: LoadedFile[] = []
  for (const file of files) {
    const known = cache.find(file.path, file.stats)
    if (known) {
      loaded.push({ ...known, layer: file.layer, file: file.file, text: null })
      continue
    }
    const read = readFile(file)
    problems.push(...read.problems)
    if (read.loaded) loaded.push(read.loaded)
    if (read.loaded && read.isReadable) cache.remember(file.path, file.stats, read.loaded)
  }
  cache.save()
  return { files: loaded, problems }
}

interface ReadFile {
  loaded: LoadedFile | null
  isReadable: boolean
  problems: Problem[]
}

function readFile(file: DefinitionFile): ReadFile {
  const text = textOf(file.path, file.stats)
  if (text === null) return { loaded: null, isReadable: false, problems: [notText(file)] }
  const place = { file: file.file, layer: file.layer }
  const { document, problems } = readDefinition(text)
  if (document === null || problems.some((problem) => problem.severity === 'error')) {
    const address = { kind: file.kind, key: file.key, uid: '', hash: hashOf(text) }
    return { loaded: { ...place, ...address, text }, isReadable: false, problems: [] }
  }
  const { kind, key, uid } = document as { kind: unknown; key: unknown; uid: unknown }
  const canonical = canonicalText(document, file.kind)
  const address = { kind: String(kind), key: String(key), uid: String(uid) }
  return {
    loaded: { ...place, ...address, hash: hashOf(canonical), text: canonical },
    isReadable: kind === file.kind && key === file.key,
    problems: misplaced(file, kind, key),
  }
}

/** The text of a file; null when it is too long to be a definition or not UTF-8. */
function textOf(path: string, stats: BigIntStats): string | null {
  if (stats.size > BigInt(4 * budgets.definitionBytes)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function notText(file: DefinitionFile): Problem {
  return {
    ...problemOf(file),
    code: 'E_DEFINITION_NOT_TEXT',
    message: '文件过大，或不是 UTF-8 文本',
    fix: `一个定义最多 ${budgets.definitionBytes / 1024} KB，以 UTF-8 保存`,
  }
}

/** A definition lies where its address says, or its export would land somewhere else. */
function misplaced(file: DefinitionFile, kind: unknown, key: unknown): Problem[] {
  const problems: Problem[] = []
  if (kind !== file.kind) {
    const message = `文件夹表示种类 ${file.kind}，定义写的是 ${JSON.stringify(kind)?.slice(0, 80)}`
    problems.push({ ...problemOf(file), pointer: '/kind', message })
  }
  if (key !== file.key) {
    const message = `文件的位置表示键 ${file.key}，定义写的是 ${JSON.stringify(key)?.slice(0, 80)}`
    problems.push({ ...problemOf(file), pointer: '/key', message })
  }
  return problems
}

function problemOf(file: DefinitionFile): Problem {
  return {
    code: 'E_DEFINITION_MISPLACED',
    severity: 'error',
    kind: file.kind,
    key: file.key,
    file: file.file,
    pointer: '',
    message: '',
    fix: '移动文件，或修改 kind 与 key，使两者一致',
  }
}
