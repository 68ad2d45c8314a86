import type { Server } from 'socket.io'
import { tokenBucket } from './token_bucket.ts'

/** Packets of one connection, whatever is in them: a hundred a second after a burst. */
const packets = { burst: 300, perSecond: 100 }
/** Connections of one process. */
const mostConnections = 5_000

interface RawConnection {
  on(event: 'packet', listener: () => void): void
  close(discard?: boolean): void
}

/**
 * What is counted before anything is known of the sender: connections of the process, and packets of
 * a connection. Whoever sends more is cut off, also where the packets are no events (unknown
 * namespaces, connects without end).
 */
export function limitConnections(io: Server): void {
  io.engine.on('connection', (connection: RawConnection) => {
    if (io.engine.clientsCount > mostConnections) return connection.close(true)
    const bucket = tokenBucket(packets)
    connection.on('packet', () => {
      if (!bucket.take()) connection.close(true)
    })
  })
}
