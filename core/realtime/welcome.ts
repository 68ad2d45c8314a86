import { Refusal } from '#engine/errors.ts'
import { errorEnvelope, internal } from '#core/http/index.ts'
import type { Client } from './clients.ts'
import { eventTooMany, eventUnknown } from './errors.ts'
import { clientEvents } from './events.ts'
import type { EventContext } from './events.ts'
import { tokenBucket } from './token_bucket.ts'

/** A list of many entities subscribes to each when it connects; after that, a person's pace. */
const pace = { burst: 60, perSecond: 10 }
/** Messages over the pace that are answered with a refusal before the connection is ended. */
const tolerated = 60

type Language = Parameters<typeof errorEnvelope>[1]
type Answer = (answer: object) => void

/** From now on the client's messages are events: answered by the acknowledgement, and counted. */
export function welcome(context: EventContext): void {
  const { client, clients, presence } = context
  const bucket = tokenBucket(pace)
  let refused = 0
  // Kept here: of a client that has left nothing else is known.
  const { language } = clients.principalOf(client).actor
  client.on('disconnect', () => {
    presence.left(client)
    clients.drop(client)
  })
  client.onAny((name: string, ...given: unknown[]) => {
    const answer = typeof given.at(-1) === 'function' ? (given.pop() as Answer) : () => {}
    if (!bucket.take()) {
      if (++refused > tolerated) return void client.disconnect(true)
      return answer(refusalJson(client, language, new Refusal(eventTooMany({}))))
    }
    void run(context, name, given).then(
      (data) => answer({ data }),
      (error: unknown) => client.connected && answer(refusalJson(client, language, error))
    )
  })
}

async function run(
  context: EventContext,
  name: string,
  given: readonly unknown[]
): Promise<unknown> {
  const event = Object.hasOwn(clientEvents, name) ? clientEvents[name] : undefined
  if (!event) {
    const known = Object.keys(clientEvents)
    throw new Refusal(eventUnknown({ event: name.slice(0, 100), known }))
  }
  return event.run(context, given[0])
}

function refusalJson(client: Client, language: Language, error: unknown): object {
  if (!(error instanceof Refusal)) {
    process.emitWarning(error instanceof Error ? error : String(error))
    return errorEnvelope([internal({})], language, client.id)
  }
  return errorEnvelope(error.faults, language, client.id)
}
