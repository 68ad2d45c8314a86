import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { findDefinition, keyOf } from '#designer/document/index.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'

/** `/designer/entity/library.book`: the address follows what is selected, and the other way round. */
export function useAddress(): void {
  const workshop = useWorkshop()
  const [path, navigate] = useLocation()
  const definition = useWorkshopState(({ set, selection }) =>
    selection ? (set.get(selection.uid) ?? null) : null
  )
  const here = definition ? `/${definition.kind}/${keyOf(definition)}` : null
  const latest = useRef(here)
  latest.current = here

  useEffect(() => {
    const [, kind = '', key = ''] = path.split('/')
    if (path === latest.current || kind === '') return
    const found = findDefinition(workshop.state.set, kind, decodeURIComponent(key))
    if (found) workshop.select({ uid: found.uid, path: [] })
  }, [path, workshop])

  const known = useRef(here)
  useEffect(() => {
    if (here === known.current) return
    // The same definition under another key is the same page; another one is a step to go back from.
    const isRenamed = known.current !== null && here !== null && path === known.current
    known.current = here
    if (here !== null && here !== path) navigate(here, { replace: isRenamed })
  }, [here, path, navigate])
}
