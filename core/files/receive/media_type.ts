import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'

/** Bytes that are looked at to tell text from anything else. */
const looked = 64 * 1024

/**
 * What a file is by its content; what the client says of it is not asked. Text has no mark of its
 * own: it is what has no control characters, and HTML and SVG among it are told by their tags.
 */
export async function mediaTypeOf(path: string, name: string): Promise<string> {
  const found = await fileTypeFromFile(path).catch(() => undefined)
  const head = await firstBytes(path)
  const marked = found?.mime.split(';')[0]
  if (marked !== undefined && marked !== 'application/xml') return marked
  return textType(head, name) ?? 'application/octet-stream'
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(looked), 0, looked, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

const byExtension: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  md: 'text/markdown',
  xml: 'application/xml',
}

function textType(head: Buffer, name: string): string | null {
  const isText = head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d))
  if (!isText) return null
  const text = head.toString('utf8').toLowerCase()
  if (/<svg[\s>]/.test(text)) return 'image/svg+xml'
  if (/<(?:!doctype html|html|head|body|script|iframe)[\s>]/.test(text)) return 'text/html'
  return byExtension[name.split('.').at(-1)!.toLowerCase()] ?? 'text/plain'
}

const programs = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/java-vm',
  'application/x-ms-shortcut',
  'application/x-msi',
  'application/wasm',
])

/** Programs are no attachments, whatever they call themselves (T081). */
export function isProgram(type: string): boolean {
  return programs.has(type)
}
