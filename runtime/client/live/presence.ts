import { useEffect, useState } from 'react'
import type { Socket } from 'socket.io-client'
import { useSession } from '../queries.ts'
import { liveConnection } from './connection.ts'

/** Somebody who has a record open (在场). */
export interface Present {
  readonly id: string
  readonly name: string
  readonly editing: boolean
}

type Answer = { data?: { people: readonly Present[] } }

/** Says that the record is open here, and who else has it open. */
export function useOthersPresent(
  entity: string,
  id: string,
  mode: 'view' | 'edit'
): readonly Present[] {
  const me = useSession().data?.user.id
  const [people, setPeople] = useState<readonly Present[]>([])
  useEffect(() => {
    let left = false
    let leave = () => {}
    const attend = (socket: Socket) => {
      if (left) return
      const open = () =>
        socket.emit('open', { entity, id, mode }, ({ data }: Answer) => {
          if (!left && data) setPeople(data.people)
        })
      const hear = (told: { entity: string; id: string; people: readonly Present[] }) => {
        if (told.entity === entity && told.id === id) setPeople(told.people)
      }
      const lose = () => setPeople([])
      socket.on('connect', open).on('presence', hear).on('disconnect', lose)
      if (socket.connected) open()
      leave = () => {
        socket.off('connect', open).off('presence', hear).off('disconnect', lose)
        if (socket.connected) socket.emit('close', { entity, id })
      }
    }
    // Without a connection nobody is known to be here; the page works.
    void liveConnection().then(attend, () => undefined)
    return () => {
      left = true
      leave()
    }
  }, [entity, id, mode])
  return people.filter((person) => person.id !== me)
}
