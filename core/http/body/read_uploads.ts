import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { Busboy } from '@fastify/busboy'
import type { BusboyInstance } from '@fastify/busboy'
import { Refusal } from '#engine/errors.ts'
import { largestFile } from '#engine/fields/index.ts'
import { bodyTooLarge, uploadMalformed, uploadPart, uploadType } from '../errors.ts'
import { allowSlowArrival } from './arrival.ts'
import { drain } from './drain.ts'

/** One file of a request, while it arrives. */
export interface IncomingFile {
  readonly content: Readable
  readonly name: string
}

/** Files of one request, and its bytes in all. */
const mostFiles = 20
const mostBytes = 2 * largestFile

const partNames = new Set(['file', 'files'])

/**
 * Reads the files of a multipart body one after the other, as they arrive: nothing is parsed into
 * objects, and a part with any other name than `file` or `files`, or that is no file, ends it at
 * once (T011). What is left of a refused body is taken off the line, within bounds, so that the
 * client gets to read why.
 *
 * @throws E_UPLOAD_TYPE (415), E_BODY_TOO_LARGE (413), E_UPLOAD_PART, E_UPLOAD_MALFORMED (400),
 *   and what `receive` throws
 */
export async function readUploads<T>(
  request: IncomingMessage,
  receive: (file: IncomingFile) => Promise<T>
): Promise<T[]> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) {
    // Who says so beforehand may be waiting for the answer before he sends.
    void drain(request)
    throw tooLarge()
  }
  try {
    allowSlowArrival(request)
    return await parse(request, receive)
  } catch (error) {
    // The answer to a 413 ends the connection: whoever still sends would not get to read it.
    await drain(request)
    throw error
  }
}

async function parse<T>(
  request: IncomingMessage,
  receive: (file: IncomingFile) => Promise<T>
): Promise<T[]> {
  const parser = openParser(request)
  const received: Promise<T>[] = []
  const contents: Readable[] = []
  let isOver = false
  try {
    await new Promise<void>((resolve, reject) => {
      const end = (error: unknown) => {
        isOver = true
        reject(error as Error)
      }
      parser.on('file', (part, content, name) => {
        content.on('error', () => {})
        if (isOver || !partNames.has(part)) {
          content.resume()
          return end(new Refusal(uploadPart({ name: part.slice(0, 100) })))
        }
        contents.push(content as Readable)
        const one = receive({ content: content as Readable, name })
        one.catch(end)
        received.push(one)
      })
      parser.on('field', (part) => end(new Refusal(uploadPart({ name: part.slice(0, 100) }))))
      const tooMany = () => end(new Refusal(uploadMalformed({ most: mostFiles })))
      for (const event of ['filesLimit', 'partsLimit', 'fieldsLimit'] as const) {
        parser.on(event, tooMany)
      }
      parser.on('error', tooMany)
      parser.on('finish', () => resolve())
      let length = 0
      // A body in chunks declares no length.
      request.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length > mostBytes && !isOver) end(tooLarge())
      })
      request.on('error', end)
      request.on(
        'close',
        () => request.complete || end(new Refusal(uploadMalformed({ most: mostFiles })))
      )
      request.pipe(parser)
    })
    const done = await Promise.all(received)
    if (done.length === 0) throw new Refusal(uploadMalformed({ most: mostFiles }))
    return done
  } catch (error) {
    request.unpipe(parser)
    parser.destroy()
    // Whoever writes one down hears that it ends here, and takes it away.
    for (const content of contents) content.destroy(error as Error)
    await Promise.allSettled(received)
    throw error
  }
}

function tooLarge(): Refusal {
  return new Refusal(bodyTooLarge({ bytes: mostBytes }))
}

function openParser(request: IncomingMessage): BusboyInstance {
  const type = request.headers['content-type'] ?? ''
  if (!/^multipart\/form-data\s*;/i.test(type)) throw new Refusal(uploadType({}))
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': type },
      limits: {
        ...{ files: mostFiles, fields: 1, parts: mostFiles + 1 },
        ...{ fieldNameSize: 100, headerPairs: 20, fileSize: largestFile + 1 },
      },
    })
  } catch {
    throw new Refusal(uploadType({}))
  }
}
