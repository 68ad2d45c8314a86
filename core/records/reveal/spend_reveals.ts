import { Refusal } from '#engine/errors.ts'
import { revealTooMany } from '../errors.ts'
import type { WriteContext } from '../write/write_context.ts'

/** Masked values one user may look at in a window. */
const most = 60
/** Length of a window, in milliseconds. */
const window = 10 * 60_000

/**
 * Counts what a user looks at, exactly, however many requests come at once: the row of the user is
 * held until the values are read.
 *
 * @throws E_REVEAL_TOO_MANY (429)
 */
export async function spendReveals({ t, actor, at }: WriteContext, count: number): Promise<void> {
  const since = new Date(Date.parse(at) - window).toISOString()
  const [row] = await t.all<{ used: number | string; began_at: string }>(
    `INSERT INTO reveal_windows (actor, began_at, used) VALUES (?, ?, ?)
     ON CONFLICT (actor) DO UPDATE SET
       used = CASE WHEN reveal_windows.began_at <= ? THEN excluded.used
         ELSE reveal_windows.used + excluded.used END,
       began_at = CASE WHEN reveal_windows.began_at <= ? THEN excluded.began_at
         ELSE reveal_windows.began_at END
     RETURNING used, began_at`,
    [actor.userId, at, count, since, since]
  )
  if (Number(row!.used) <= most) return
  const seconds = Math.ceil((Date.parse(row!.began_at) + window - Date.parse(at)) / 1_000)
  throw new Refusal(revealTooMany({ most, seconds }), { retryAfter: Math.max(1, seconds) })
}
