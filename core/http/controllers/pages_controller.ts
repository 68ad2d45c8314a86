import { Refusal } from '#engine/errors.ts'
import { routeUnknown } from '../errors.ts'
import type { Answer, Call } from '../route.ts'
import { isFilePath } from '../static/static_files.ts'

/** Addresses of programs; everything else may be a page of the application. */
const programs = /^\/(api|health|metrics|socket\.io|__test__)(\/|$)/

/**
 * Files of the browser's part, and its index.html for the addresses it makes itself
 * (`/`, `/records/…`), so that they can be opened and reloaded.
 */
export const pages = {
  async show(call: Call): Promise<Answer> {
    if (programs.test(call.path)) throw new Refusal(routeUnknown({}))
    const { files } = call.services
    const encoding = call.header('accept-encoding')
    const file = await files.find(isFilePath(call.path) ? call.path : '/index.html', encoding)
    if (!file) throw new Refusal(routeUnknown({}))
    const headers = { ...file.headers, ETag: file.etag }
    if (call.header('if-none-match') === file.etag) return { status: 304, headers }
    return { status: 200, headers, body: file.bytes }
  },
}
