import { useEffect, useState } from 'react'
import type { Division } from '#engine/divisions/index.ts'

/** Of the tree that a region is chosen from. */
export interface RegionOption {
  value: string
  label: string
  children?: RegionOption[]
}

interface Loaded {
  readonly options: readonly RegionOption[]
  /** Codes from the province down to the one named. */
  path(code: string): string[]
  title(code: string): string | null
}

let loading: Promise<Loaded> | null = null

/** The divisions, fetched when they are first asked for; null until they are here. */
export function useDivisions(isNeeded: boolean): Loaded | null {
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  useEffect(() => {
    if (!isNeeded) return
    let isGone = false
    loading ??= load()
    void loading.then((found) => isGone || setLoaded(found))
    return () => {
      isGone = true
    }
  }, [isNeeded])
  return loaded
}

async function load(): Promise<Loaded> {
  const { divisions, divisionTitle } = await import('#engine/divisions/index.ts')
  const known = divisions()
  return {
    options: optionsOf(known),
    title: divisionTitle,
    path(code) {
      const codes: string[] = []
      for (let at = known.get(code); at; at = known.get(at.parent ?? '')) codes.unshift(at.code)
      return codes
    },
  }
}

function optionsOf(known: ReadonlyMap<string, Division>): RegionOption[] {
  const made = new Map<string, RegionOption>()
  const top: RegionOption[] = []
  for (const { code, name, parent } of known.values()) {
    const option = { value: code, label: name }
    made.set(code, option)
    const above = parent === null ? null : made.get(parent)
    if (above) (above.children ??= []).push(option)
    else top.push(option)
  }
  return top
}
