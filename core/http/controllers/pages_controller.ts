import { posix } from 'node:path'
import { Refusal } from '#engine/errors.ts'
import { routeUnknown } from '../errors.ts'
import type { Answer, Call } from '../route.ts'
import { isFilePath } from '../static/static_files.ts'

/** Addresses of programs; everything else may be a page of the application. */
const programs = /^\/(api|health|metrics|socket\.io|__test__)(\/|$)/

/** Pages of the browser's part: the designer's own, and the application's for all other addresses. */
const pageOf = (path: string) =>
  /^\/designer(\/|$)/.test(path) ? '/designer/index.html' : '/index.html'

/**
 * Files of the browser's part, and its pages for the addresses they make themselves
 * (`/`, `/records/…`, `/designer/…`), so that they can be opened and reloaded.
 */
export const pages = {
  async show(call: Call): Promise<Answer> {
    if (programs.test(plainPath(call.path))) throw new Refusal(routeUnknown({}))
    const { files } = call.services
    const encoding = call.header('accept-encoding')
    const file = await files.find(isFilePath(call.path) ? call.path : pageOf(call.path), encoding)
    if (!file) throw new Refusal(routeUnknown({}))
    const headers = { ...file.headers, ETag: file.etag }
    if (call.header('if-none-match') === file.etag) return { status: 304, headers }
    return { status: 200, headers, body: file.bytes }
  },
}

/** An address however it is written: no page stands for that of a program with more slashes or dots. */
function plainPath(path: string): string {
  try {
    return posix.normalize(decodeURIComponent(path)).toLowerCase()
  } catch {
    return path
  }
}
