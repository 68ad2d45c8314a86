import type { Socket } from 'socket.io-client'

/** The server says that a record changed; its values are read again, never sent. */
export interface RecordChanged {
  entity: string
  id: string
  rev: number
}

let connection: Promise<Socket> | null = null

/** One connection for the page, opened when the first list asks for it. */
function connect(): Promise<Socket> {
  connection ??= import('socket.io-client').then(({ io }) =>
    io({ path: '/socket.io', withCredentials: true, reconnectionDelayMax: 30_000 })
  )
  return connection
}

/**
 * Calls back for every change of a record of the entity, also after a reconnect, where changes may
 * have been missed (`null`). Returns the way to stop.
 */
export function watchRecords(
  entity: string,
  onChange: (change: RecordChanged | null) => void
): () => void {
  let stopped = false
  let leave = () => {}
  void connect()
    .then((socket) => {
      if (stopped) return
      let joined = false
      const join = () => {
        socket.emit('subscribe', { entity })
        if (joined) onChange(null)
        joined = true
      }
      const receive = (change: RecordChanged) => {
        if (change.entity === entity) onChange(change)
      }
      socket.on('connect', join)
      socket.on('record.changed', receive)
      if (socket.connected) join()
      leave = () => {
        socket.off('connect', join)
        socket.off('record.changed', receive)
        if (socket.connected) socket.emit('unsubscribe', { entity })
      }
    })
    .catch(() => undefined) // Live lists are a comfort: without them the page works.
  return () => {
    stopped = true
    leave()
  }
}

/** Ends the connection, when the session ends. */
export async function disconnectLive(): Promise<void> {
  const socket = await connection
  connection = null
  socket?.disconnect()
}
