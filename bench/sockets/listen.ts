import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import type { Listener } from './make_people.ts'

/** What a page hears of one change. */
export interface Heard {
  id: string
  rev: number
}

/** Connections opened at once. */
const atOnce = 20

/**
 * Opens a connection for each listener and subscribes it with his filter. Returns the way to end
 * them. @throws Error when one is refused
 */
export async function listenAll(
  url: string,
  listeners: readonly Listener[],
  onHeard: (listener: Listener, heard: Heard) => void
): Promise<() => void> {
  const sockets: Socket[] = []
  for (let from = 0; from < listeners.length; from += atOnce) {
    const some = listeners.slice(from, from + atOnce)
    await Promise.all(
      some.map(async (listener) => {
        const given = { transports: ['websocket'], reconnection: false, forceNew: true }
        const origin = { extraHeaders: { Origin: url } }
        const socket = io(url, { ...given, ...origin, auth: { token: listener.token } })
        sockets.push(socket)
        await new Promise<void>((resolve, reject) => {
          socket.on('connect', resolve)
          socket.on('connect_error', reject)
        })
        socket.on('record.changed', (heard: Heard) => onHeard(listener, heard))
        const filter = { priority: { gte: listener.priority } }
        const asked = { entity: 'workshop.work_order', filter }
        const answer = await socket.timeout(20_000).emitWithAck('subscribe', asked)
        if (answer.errors) throw new Error(JSON.stringify(answer.errors))
      })
    )
  }
  return () => {
    for (const socket of sockets) socket.disconnect()
  }
}
