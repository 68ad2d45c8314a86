import { useEffect, useState } from 'react'
import type { Socket } from 'socket.io-client'
import { useSession } from '../queries.ts'
import { liveConnection } from './connection.ts'
import type { Present } from './presence.ts'

/** How often is asked who has records of a list open, in milliseconds, while the page is looked at. */
const every = 8_000

type Answer = { data?: { records: readonly { id: string; people: readonly Present[] }[] } }

export type PresentAmong = ReadonlyMap<string, readonly Present[]>
const nobody: PresentAmong = new Map()

/**
 * Who else has the records of a list open, by their ids. The server answers by the rights of that
 * moment, so nothing is told of what one may no longer read.
 */
export function usePresentAmong(entity: string, ids: readonly string[]): PresentAmong {
  const me = useSession().data?.user.id
  const [present, setPresent] = useState(nobody)
  const asked = ids.join(' ')
  useEffect(() => {
    let left = false
    let stop = () => {}
    const attend = (socket: Socket) => {
      if (left) return
      const ask = () => {
        if (asked === '' || document.hidden || !socket.connected) return
        socket.emit('present', { entity, ids: asked.split(' ') }, ({ data }: Answer) => {
          if (!left && data) setPresent((before) => unlessSame(before, othersIn(data.records, me)))
        })
      }
      const lose = () => setPresent(nobody)
      const turn = setInterval(ask, every)
      document.addEventListener('visibilitychange', ask)
      socket.on('connect', ask).on('disconnect', lose)
      ask()
      stop = () => {
        clearInterval(turn)
        document.removeEventListener('visibilitychange', ask)
        socket.off('connect', ask).off('disconnect', lose)
      }
    }
    // Without a connection nobody is known to be here; the list works.
    void liveConnection().then(attend, () => undefined)
    return () => {
      left = true
      stop()
    }
  }, [entity, asked, me])
  return present
}

function othersIn(records: NonNullable<Answer['data']>['records'], me: string | undefined) {
  const others = records.map(
    ({ id, people }) => [id, people.filter((one) => one.id !== me)] as const
  )
  return new Map(others.filter(([, people]) => people.length > 0))
}

/** The same answer again is no change on screen. */
function unlessSame(before: PresentAmong, now: PresentAmong): PresentAmong {
  return JSON.stringify([...before]) === JSON.stringify([...now]) ? before : now
}
