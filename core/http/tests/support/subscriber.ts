import { io } from 'socket.io-client'

/** A connected socket of whoever has the cookie. */
export interface Subscriber {
  ask(event: string, payload: unknown): Promise<unknown>
  /** The next message of that name. */
  next(event: string): Promise<unknown>
  close(): void
}

export async function subscriber(url: string, cookie: string): Promise<Subscriber> {
  const extraHeaders = { Cookie: cookie, Origin: url }
  const given = { extraHeaders, transports: ['websocket'], reconnection: false, forceNew: true }
  const socket = io(url, given)
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve)
    socket.on('connect_error', reject)
  })
  return {
    ask: (event, payload) => socket.timeout(5_000).emitWithAck(event, payload),
    next: (event) => new Promise((resolve) => socket.once(event, resolve)),
    close: () => void socket.disconnect(),
  }
}
