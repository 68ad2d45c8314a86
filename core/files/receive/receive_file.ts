import type { Readable } from 'node:stream'
import type { Actor } from '#engine/access/index.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import { fileLimits, fileMisfit, largestFile, sizeText } from '#engine/fields/index.ts'
import { newId } from '#core/records/index.ts'
import { ContentTooLarge } from '../content/content_store.ts'
import type { Draft } from '../content/content_store.ts'
import type { FilesEnvironment } from '../environment.ts'
import { fileEmpty, fileInfected, fileQuota, fileTooLarge, fileType } from '../errors.ts'
import { fileEntity } from '../file_entity.ts'
import { unheldBytes } from '../holders.ts'
import { fileName } from './file_name.ts'
import { isProgram, mediaTypeOf } from './media_type.ts'

/** A file as the API tells of it, the same as inside of a record. */
export interface FileJson {
  readonly id: string
  readonly title: string
  readonly type: string
  readonly size: number
}

export interface Upload {
  readonly content: Readable
  /** What the client calls it. */
  readonly name: string | undefined
  /** The field it is meant for: what that does not take is refused now instead of later. */
  readonly field: CompiledField | null
}

/** Bytes one person may have uploaded without any record holding them. */
export const mostUnheld = 1024 * 1024 * 1024

/**
 * Takes one upload in: written down, told by its content, scanned, and only then known as a file.
 * Whatever fails leaves nothing behind.
 *
 * @throws E_FILE_TOO_LARGE, E_FILE_QUOTA (413), E_FILE_TYPE (415), E_FILE_EMPTY, E_FILE_INFECTED
 */
export async function receiveFile(
  environment: FilesEnvironment,
  actor: Actor,
  upload: Upload
): Promise<FileJson> {
  const name = fileName(upload.name)
  const before = await unheldBytes(environment, actor.userId)
  const draft = await writeDown(environment, upload, name)
  try {
    if (draft.size === 0) throw new Refusal(fileEmpty({ name }))
    if (before + draft.size > mostUnheld) {
      throw new Refusal(fileQuota({ limit: mostUnheld, size: sizeText(mostUnheld) }))
    }
    const type = await acceptedType(environment, upload.field, draft, name)
    return await keep(environment, actor, { name, type, draft })
  } finally {
    await environment.store.discard(draft)
  }
}

async function writeDown(
  { store }: FilesEnvironment,
  { content, field }: Upload,
  name: string
): Promise<Draft> {
  const limit = field ? fileLimits(field).bytes : largestFile
  try {
    return await store.write(content, limit)
  } catch (error) {
    if (!(error instanceof ContentTooLarge)) throw error
    throw new Refusal(fileTooLarge({ name, limit, size: sizeText(limit) }))
  }
}

async function acceptedType(
  { scanner }: FilesEnvironment,
  field: CompiledField | null,
  { path, size }: Draft,
  name: string
): Promise<string> {
  const type = await mediaTypeOf(path, name)
  const found = await scanner.scan(path)
  if (found !== null) throw new Refusal(fileInfected({ name, found }))
  if (isProgram(type)) {
    throw new Refusal(fileType({ name, type, zh: '是程序，不能上传', en: 'is a program' }))
  }
  const misfit = field && fileMisfit(field, { type, size })
  if (!misfit) return type
  const zh = `：“${field.title}”${misfit.zh}`
  throw new Refusal(fileType({ name, type, zh, en: `: "${field.title}" ${misfit.en}` }))
}

async function keep(
  { store, records, registry }: FilesEnvironment,
  actor: Actor,
  { name, type, draft }: { name: string; type: string; draft: Draft }
): Promise<FileJson> {
  const [id, { size, hash }] = [newId(), draft]
  await store.keep(draft, id)
  const own = {
    created_by: actor.userId,
    org_id: actor.organizationId,
    dept_id: actor.departmentId,
  }
  try {
    await records.insertMany(fileEntity(registry).key, [{ id, name, type, size, hash, ...own }])
  } catch (error) {
    await store.remove(id)
    throw error
  }
  return { id, title: name, type, size }
}
