import { Readable } from 'node:stream'
import { Refusal } from '#engine/errors.ts'
import { fileHeaders, rangeOf } from '../answer/file_answer.ts'
import { readUploads } from '../body/read_uploads.ts'
import { rangeInvalid } from '../errors.ts'
import { requiredTogether } from '../request/required_together.ts'
import { signed } from '../route.ts'

/** Bytes: uploads, and files as the rights of the records that hold them allow. */
export const files = {
  create: signed(async ({ services, principal, query, incoming }) => {
    const { actor } = principal
    const place = requiredTogether(query, 'entity', 'field')
    const field = place && services.uploads.field(actor, ...place)
    const data = await readUploads(incoming, (upload) =>
      services.uploads.receive(actor, { ...upload, field })
    )
    return { status: 201, body: { data } }
  }),

  show: signed(async ({ services, principal, params, query, incoming, header }) => {
    const file = await services.uploads.open(principal.actor, params.id!)
    const headers = fileHeaders(file, { download: query.download !== undefined })
    if (header('if-none-match') === headers.ETag) return { status: 304, headers }
    const asked = header('if-range') ?? headers.ETag
    const range = asked === headers.ETag ? rangeOf(header('range'), file.size) : null
    if (range === 'outside') throw new Refusal(rangeInvalid({ size: file.size }))
    const { from, to } = range ?? { from: 0, to: file.size - 1 }
    const length = { 'Content-Length': String(to - from + 1) }
    const part: Record<string, string> = range
      ? { 'Content-Range': `bytes ${from}-${to}/${file.size}` }
      : {}
    const answer = { status: range ? 206 : 200, headers: { ...headers, ...length, ...part } }
    if (incoming.method === 'HEAD') return { ...answer, body: Readable.from([]) }
    return { ...answer, body: await file.read(range ?? undefined) }
  }),
}
