import { shownImages } from '#engine/fields/index.ts'
import type { OpenFile } from '#core/files/index.ts'

/**
 * Headers of a file's bytes. Pictures that hold nothing that runs may be shown in a page; everything
 * else is saved, and whatever opens it all the same does so without scripts or an origin (T078).
 */
export function fileHeaders(
  file: Pick<OpenFile, 'name' | 'type' | 'hash'>,
  { download }: { download: boolean }
): Record<string, string> & { ETag: string } {
  const isShown = shownImages.includes(file.type) && !download
  return {
    'Content-Type': isShown || isHarmless(file.type) ? file.type : 'application/octet-stream',
    'Content-Disposition': disposition(isShown ? 'inline' : 'attachment', file.name),
    'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'Cache-Control': 'private, no-cache',
    'Accept-Ranges': 'bytes',
    'ETag': `"${file.hash}"`,
  }
}

/** Types that a browser never runs; HTML, SVG and XML are sent as bytes. */
function isHarmless(type: string): boolean {
  return !/html|svg|xml(?:$|;)|script/.test(type)
}

/** Names in ASCII for old programs, and whole by RFC 5987. */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
  )
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${whole}`
}

/**
 * One range of bytes, inclusive. Null for none, and for what is better answered whole (several
 * ranges, other units); `outside` when nothing of it exists.
 */
export function rangeOf(
  header: string | undefined,
  size: number
): { from: number; to: number } | 'outside' | null {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (!found || (found[1] === '' && found[2] === '')) return null
  const last = size - 1
  if (found[1] === '') {
    const count = Number(found[2])
    return count === 0 ? 'outside' : { from: Math.max(0, size - count), to: last }
  }
  const from = Number(found[1])
  const to = found[2] === '' ? last : Math.min(Number(found[2]), last)
  if (from > last) return 'outside'
  return to < from ? null : { from, to }
}
