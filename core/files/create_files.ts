import type { Actor } from '#engine/access/index.ts'
import type { JobHandler } from '#core/jobs/index.ts'
import type { FilesEnvironment } from './environment.ts'
import { fieldForUpload } from './receive/field_for_upload.ts'
import { receiveFile } from './receive/receive_file.ts'
import type { FileJson, Upload } from './receive/receive_file.ts'
import { openFile } from './open_file.ts'
import type { OpenFile } from './open_file.ts'
import { sweepFiles } from './sweep.ts'

/** Files: taken in, read with the rights of the records that hold them, swept when nothing does. */
export interface Files {
  /** @throws E_FILE_TOO_LARGE, E_FILE_QUOTA, E_FILE_TYPE, E_FILE_EMPTY, E_FILE_INFECTED, E_FILE_UNAVAILABLE */
  receive(actor: Actor, upload: Upload): Promise<FileJson>
  /** The field an upload is meant for, `photos` or `lines.photo`. @throws E_QUERY_UNKNOWN_FIELD */
  field(actor: Actor, entity: string, path: string): NonNullable<Upload['field']>
  /** @throws E_FILE_NOT_FOUND */
  open(actor: Actor, id: string): Promise<OpenFile>
  readonly sweep: JobHandler
}

/** Makes the files room of one process. */
export function createFiles(environment: FilesEnvironment): Files {
  return {
    receive: (actor, upload) => receiveFile(environment, actor, upload),
    field: (actor, entity, path) => fieldForUpload(environment, actor, { entity, path }),
    open: (actor, id) => openFile(environment, actor, id),
    sweep: sweepFiles(environment),
  }
}
