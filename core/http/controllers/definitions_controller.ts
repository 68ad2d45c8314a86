import { Refusal } from '#engine/errors.ts'
import { definitionUnknown } from '#core/definitions/index.ts'
import { requireDefinitions } from '../request/require_definitions.ts'
import { signed } from '../route.ts'

const parts = ['field', 'state', 'transition', 'item', 'attribute'] as const

/** What is active, as its authors wrote it, and where it is named. */
export const definitions = {
  list: signed(async (call) => {
    requireDefinitions(call, 'read')
    const { kind, module } = call.query as { kind?: string; module?: string }
    return { status: 200, body: { data: call.services.registry.list({ kind, module }) } }
  }),

  show: signed(async (call) => {
    requireDefinitions(call, 'read')
    const { kind = '', key = '' } = call.params
    const found = call.services.registry.text(kind, key)
    if (!found) throw new Refusal(definitionUnknown({ kind, key }))
    const data = JSON.parse(found.text) as unknown
    return { status: 200, headers: { ETag: `"${found.hash}"` }, body: { data, hash: found.hash } }
  }),

  /** `?field=price` (or state, transition, item, attribute) asks for that part alone. */
  uses: signed(async (call) => {
    requireDefinitions(call, 'read')
    const { kind = '', key = '' } = call.params
    if (!call.services.registry.text(kind, key)) {
      throw new Refusal(definitionUnknown({ kind, key }))
    }
    const query = call.query as Record<string, string | undefined>
    const of = parts.find((name) => query[name] !== undefined)
    const part = of ? { of, id: query[of]! } : null
    return { status: 200, body: { data: call.services.definitions.uses({ kind, key }, part) } }
  }),
}
