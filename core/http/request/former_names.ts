import { Refusal } from '#engine/errors.ts'
import { readFormerNames } from '#core/records/index.ts'
import type { BodyShape } from '#core/records/index.ts'
import { signed } from '../route.ts'
import type { Answer, Call, SignedCall } from '../route.ts'

/**
 * An action on records of `:entity` that also takes the names entity and fields had before. It sees
 * the present names; its answer has those that were asked by, and `Deprecation` (RFC 9745).
 *
 * @param body where in the body fields are named
 */
export function named(
  body: BodyShape,
  action: (call: SignedCall) => Promise<Answer>
): (call: Call) => Promise<Answer> {
  return signed(async (call) => {
    const { registry } = call.services
    const { id } = registry.active()
    try {
      return await underPresentNames(body, action, call)
    } catch (error) {
      // Read by the names of one release, refused by the next: nothing is done yet.
      if (!(error instanceof Refusal) || registry.active().id === id) throw error
      return underPresentNames(body, action, call)
    }
  })
}

async function underPresentNames(
  body: BodyShape,
  action: (call: SignedCall) => Promise<Answer>,
  call: SignedCall
): Promise<Answer> {
  const entity = call.params.entity ?? ''
  const { registry } = call.services
  const request = { entity, query: call.query, body: call.body }
  const former = readFormerNames(registry.current(), call.principal.actor, request, body)
  if (!former) return action(call)
  const now = { ...call, query: former.query, body: former.body }
  try {
    const answer = await action({ ...now, params: { ...call.params, entity: former.entity } })
    return presented(answer, { asked: entity, now: former.entity }, former)
  } catch (error) {
    throw error instanceof Refusal ? former.refusal(error) : error
  }
}

function presented(
  answer: Answer,
  entity: { asked: string; now: string },
  former: { since: string; answer(body: unknown): unknown }
): Answer {
  const seconds = Math.floor(Date.parse(`${former.since}T00:00:00Z`) / 1_000)
  const { Location } = answer.headers ?? {}
  const location = Location?.replace(`/${entity.now}/`, `/${entity.asked}/`)
  return {
    ...answer,
    headers: {
      ...answer.headers,
      ...(location === undefined ? {} : { Location: location }),
      Deprecation: `@${seconds}`,
    },
    ...(answer.body === undefined ? {} : { body: former.answer(answer.body) }),
  }
}
