import type { IncomingMessage } from 'node:http'

/** How long the body of a request may take to arrive, in milliseconds. */
export const bodyMillis = 60_000
/** The same of files, which may be large and the line slow. */
export const uploadMillis = 15 * 60_000

const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>()

/**
 * Calls `late` when the body of a request has not arrived in time, whether or not anybody reads it:
 * a connection is held no longer by somebody who was refused at once and goes on sending.
 */
export function limitArrival(request: IncomingMessage, millis: number, late: () => void): void {
  const { headers } = request
  if (headers['transfer-encoding'] === undefined && !Number(headers['content-length'])) return
  const timer = setTimeout(() => {
    if (!request.complete) late()
  }, millis).unref()
  timers.set(request, timer)
  request.once('close', () => clearTimeout(timer))
}

/** From here only the server's own limit holds (`uploadMillis`); for who may send files. */
export function allowSlowArrival(request: IncomingMessage): void {
  clearTimeout(timers.get(request))
}
