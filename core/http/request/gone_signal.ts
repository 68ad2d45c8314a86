import type { ServerResponse } from 'node:http'
import { Refusal } from '#engine/errors.ts'
import { requestAbandoned } from '../errors.ts'

/** A signal that is aborted when the connection closes before the answer has gone out. */
export function goneSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  const abandon = () => controller.abort(new Refusal(requestAbandoned({})))
  if (response.closed) abandon()
  else {
    response.once('close', () => {
      if (!response.writableFinished) abandon()
    })
  }
  return controller.signal
}
