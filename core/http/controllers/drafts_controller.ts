import { readShape } from '../body/read_shape.ts'
import { requireDefinitions } from '../request/require_definitions.ts'
import { seenHash } from '../request/preconditions.ts'
import { signed } from '../route.ts'
import type { SignedCall } from '../route.ts'
import type { Draft } from '#core/definitions/index.ts'

const addressOf = ({ params }: SignedCall) => ({ kind: params.kind ?? '', key: params.key ?? '' })
const by = ({ principal }: SignedCall) => principal.actor.userId

/** A draft as the API shows it: the definition (null: to be taken out of use), and what is known of it. */
function shown({ text, ...about }: Draft) {
  return { data: text === '' ? null : (JSON.parse(text) as unknown), draft: about }
}

function about({ text, ...rest }: Draft) {
  return { ...rest, isRemoval: text === '' }
}

const etag = ({ hash }: Draft) => ({ ETag: `"${hash}"` })

/** Definitions being edited; whoever may change what is active may do this. */
export const drafts = {
  list: signed(async (call) => {
    requireDefinitions(call, 'read')
    const data = await call.services.definitions.drafts.list()
    return { status: 200, body: { data: data.map(about) } }
  }),

  problems: signed(async (call) => {
    requireDefinitions(call, 'read')
    return { status: 200, body: { problems: await call.services.definitions.drafts.check() } }
  }),

  show: signed(async (call) => {
    requireDefinitions(call, 'read')
    const { kind, key } = addressOf(call)
    const { draft, problems } = await call.services.definitions.drafts.get(kind, key)
    return { status: 200, headers: etag(draft), body: { ...shown(draft), problems } }
  }),

  save: signed(async (call) => {
    requireDefinitions(call, 'edit')
    const given = { seen: seenHash(call), by: by(call) }
    const { drafts: room } = call.services.definitions
    const { draft, problems } = await room.save(addressOf(call), call.body, given)
    return { status: 200, headers: etag(draft), body: { ...shown(draft), problems } }
  }),

  /** The definition is to be taken out of use by the next release. */
  remove: signed(async (call) => {
    requireDefinitions(call, 'edit')
    const given = { seen: seenHash(call), by: by(call) }
    const { drafts: room } = call.services.definitions
    const { draft, problems } = await room.save(addressOf(call), null, given)
    return { status: 200, headers: etag(draft), body: { ...shown(draft), problems } }
  }),

  discard: signed(async (call) => {
    requireDefinitions(call, 'edit')
    await call.services.definitions.drafts.discard(addressOf(call), seenHash(call))
    return { status: 204 }
  }),

  rename: signed(async (call) => {
    requireDefinitions(call, 'edit')
    const { field, ...names } = readShape(call.body, {
      kind: { type: 'text', longest: 40 },
      key: { type: 'text', longest: 100 },
      field: { type: 'text', optional: true, longest: 40 },
      to: { type: 'text', longest: 100 },
    })
    const renaming = { ...names, ...(field === undefined ? {} : { field }) }
    const { drafts: made, problems } = await call.services.definitions.drafts.rename(
      renaming,
      by(call)
    )
    return { status: 200, body: { data: made.map(about), problems } }
  }),

  import: signed(async (call) => {
    requireDefinitions(call, 'edit')
    const {
      drafts: made,
      unchanged,
      problems,
    } = await call.services.definitions.importBundle(call.body, by(call))
    return { status: 200, body: { data: made.map(about), unchanged, problems } }
  }),
}
