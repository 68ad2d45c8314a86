import type { IncomingMessage } from 'node:http'

/** Bytes of a refused upload that are still taken off the line, and for how long in milliseconds. */
const mostDrained = 64 * 1024 * 1024
const drainFor = 10_000
/** Whoever sends on beyond the bounds has so long to read the answer, milliseconds. */
const readFor = 1_000

/**
 * Reads a body on and throws it away: a client that is still sending when the connection ends never
 * gets to read why. Resolves when all of it has come, or more than is waited for; the connection of
 * the latter is cut off soon after.
 */
export function drain(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    let length = 0
    const over = () => {
      request.pause()
      setTimeout(() => request.destroy(), readFor).unref()
      resolve()
    }
    const timer = setTimeout(over, drainFor).unref()
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > mostDrained) over()
    })
    request.on('close', end)
    request.on('end', end)
    request.resume()
  })
}
