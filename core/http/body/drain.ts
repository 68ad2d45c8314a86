import type { IncomingMessage } from 'node:http'

/** Bytes of a refused upload that are still taken off the line, and for how long in milliseconds. */
const mostDrained = 64 * 1024 * 1024
const drainFor = 10_000

/**
 * Reads a body on and throws it away while the answer goes out: a client that is still sending when
 * the connection ends never gets to read why it was refused. Whoever sends on beyond the bounds is
 * cut off.
 */
export function drain(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return
  let length = 0
  const timer = setTimeout(() => request.destroy(), drainFor).unref()
  request.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > mostDrained) request.destroy()
  })
  request.on('close', () => clearTimeout(timer))
  request.on('end', () => clearTimeout(timer))
  request.resume()
}
