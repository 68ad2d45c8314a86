import { language, texts } from '#runtime/texts/index.ts'
import { ApiError, readApiError } from './api_error.ts'
import { queryText } from './http.ts'
import type { RecordLink } from './records.ts'

/** A file as the API reads it inside of a record. */
export interface FileLink extends RecordLink {
  type?: string
  size?: number
}

/** Address of a file's bytes. */
export function fileAddress(id: string, { download = false } = {}): string {
  return `/api/v1/files/${encodeURIComponent(id)}${download ? '?download=1' : ''}`
}

export interface UploadAsked {
  file: File
  /** The field it is for, so that what does not fit is refused at once. */
  entity: string
  field: string
  /** Share of the bytes that are on the server, 0 to 1. */
  onProgress: (share: number) => void
  signal: AbortSignal
}

/**
 * Uploads one file. By XMLHttpRequest, because fetch does not tell how far a body is.
 *
 * @throws ApiError; rejects with AbortError when `signal` says so
 */
export function uploadFile(asked: UploadAsked): Promise<FileLink> {
  const { file, entity, field, onProgress, signal } = asked
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest()
    call.open('POST', `/api/v1/files${queryText({ entity, field })}`)
    call.setRequestHeader('Accept', 'application/json')
    call.setRequestHeader('Accept-Language', language)
    call.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    call.onload = () => {
      const body = readJson(call.responseText)
      const [made] = (body as { data?: FileLink[] } | undefined)?.data ?? []
      if (call.status === 201 && made) resolve(made)
      else reject(refusalOf(call, body))
    }
    call.onerror = () => reject(offline())
    call.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    signal.addEventListener('abort', () => call.abort())
    const body = new FormData()
    body.append('file', file, file.name)
    call.send(body)
  })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function refusalOf(call: XMLHttpRequest, body: unknown): ApiError {
  return readApiError(call.status, body, {
    requestId: call.getResponseHeader('x-request-id'),
    retryAfter: Number(call.getResponseHeader('retry-after')) || null,
    unreadable: texts.errors.unreadable,
  })
}

function offline(): ApiError {
  const fault = { code: 'E_CLIENT_OFFLINE', status: 0, message: texts.errors.offline }
  return new ApiError({ status: 0, faults: [fault] })
}
