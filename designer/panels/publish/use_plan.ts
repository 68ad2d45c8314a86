import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError } from '#runtime/client/api_error.ts'
import { newSentences } from '#designer/releases/change_groups.ts'
import { releasesClient } from '#designer/releases/releases_client.ts'
import type { Plan } from '#designer/releases/releases_client.ts'

/** A plan of the chosen drafts, as far as it is known. */
export interface PlanState {
  plan: Plan | null
  /** Definitions (`entity library.book`) that the chosen ones need and that were not chosen. */
  missing: readonly string[]
  error: unknown
  isLoading: boolean
  /** Set after a plan that was looked at turned out to be out of date. */
  marked: ReadonlySet<string> | undefined
}

const none: PlanState = { plan: null, missing: [], error: null, isLoading: true, marked: undefined }

/**
 * Plans the drafts of these keys, anew whenever they change. `renew` plans again and marks what the
 * plan before did not say.
 *
 * @param include null for all drafts
 * @param stamp changes whenever one of the drafts does
 */
export function usePlan(
  include: readonly string[] | null,
  stamp: string
): PlanState & { renew: () => void } {
  const [state, setState] = useState<PlanState>(none)
  const turn = useRef(0)
  const wanted = include === null ? null : include.join('\n')
  const load = useCallback(
    async (before: Plan | null) => {
      const mine = ++turn.current
      setState((now) => ({ ...now, isLoading: true, error: null }))
      const next = await planned(wanted === null ? null : wanted.split('\n'))
      if (mine !== turn.current) return
      const marked =
        before && next.plan ? newSentences(before.changes, next.plan.changes) : undefined
      setState({ ...none, isLoading: false, ...next, marked })
    },
    [wanted]
  )
  const before = useRef<Plan | null>(null)
  useEffect(() => {
    void load(before.current)
    before.current = null
  }, [load, stamp])
  const renew = () => {
    before.current = state.plan
    void load(state.plan)
  }
  return { ...state, renew }
}

async function planned(
  include: readonly string[] | null
): Promise<Pick<PlanState, 'plan' | 'missing' | 'error'>> {
  try {
    const plan = await releasesClient.plan(include === null ? {} : { include })
    return { plan, missing: [], error: null }
  } catch (error) {
    const fault = error instanceof ApiError ? error.fault('E_PLAN_INCOMPLETE') : undefined
    const missing = fault?.params?.missing
    if (Array.isArray(missing)) return { plan: null, missing: missing.map(String), error: null }
    return { plan: null, missing: [], error }
  }
}
