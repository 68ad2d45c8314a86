import { releasesClient } from './releases_client.ts'
import type { ReleaseState } from './releases_client.ts'

/** Pause between two looks at a release whose data is being moved, ms. */
const interval = 600

/** Waits until a release no longer is on its way; `tell` gets each state. @throws ApiError */
export async function followRelease(
  id: string,
  tell: (state: ReleaseState) => void
): Promise<ReleaseState> {
  for (;;) {
    const state = await releasesClient.get(id)
    tell(state)
    if (state.state !== 'migrating') return state
    await new Promise((resolve) => setTimeout(resolve, interval))
  }
}
