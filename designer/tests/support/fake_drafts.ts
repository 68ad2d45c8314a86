import { createHash } from 'node:crypto'
import { ApiError } from '#runtime/client/api_error.ts'
import { textOf } from '#designer/document/index.ts'
import type { Members } from '#designer/document/index.ts'
import type {
  DraftAddress,
  DraftsClient,
  ListedDefinition,
  SavedDraft,
} from '#designer/document/saving/drafts_client.ts'
import { designDefinition, shippedTexts } from './shipped_set.ts'

interface StoredDraft {
  uid: string
  kind: string
  key: string
  hash: string
  document: Members | null
}

const hashOf = (kind: string, document: Members) =>
  createHash('sha256').update(textOf({ kind, document })).digest('hex')

/**
 * The API of drafts in memory, with its rule about `If-Match`: what the server itself does is tested
 * with the server; here it is what the designer does with the answers.
 */
export function fakeDrafts() {
  const active = shippedTexts().map(({ text }) => designDefinition(text))
  const drafts = new Map<string, StoredDraft>()
  const calls: string[] = []
  const state = { isOffline: false, refusesSaves: false }
  const refuse = (status: number, code: string) =>
    new ApiError({ status, faults: [{ code, status, message: code }] })
  const note = (call: string) => {
    if (state.isOffline) throw refuse(0, 'E_CLIENT_OFFLINE')
    calls.push(call)
  }
  const saved = ({ document, ...draft }: StoredDraft): SavedDraft => ({
    data: document,
    draft: { ...draft, base: null, at: '2026-01-01T00:00:00.000Z', by: 'u' },
    problems: [],
  })
  const activeHash = ({ kind, key }: DraftAddress) => {
    const found = active.find((one) => one.kind === kind && one.document.key === key)
    return found ? hashOf(kind, found.document) : null
  }
  const at = ({ kind, key }: DraftAddress) =>
    [...drafts.values()].find((one) => one.kind === kind && one.key === key) ?? null
  const put = (address: DraftAddress, document: Members | null, seen: string | null) => {
    const earlier = at(address)
    if (earlier && seen === null) throw refuse(428, 'E_DRAFT_HASH_REQUIRED')
    if (seen !== null && seen !== (earlier ? earlier.hash : activeHash(address))) {
      throw refuse(409, 'E_DRAFT_STALE')
    }
    const uid =
      (document?.uid as string | undefined) ??
      active.find((one) => one.kind === address.kind && one.document.key === address.key)!.uid
    const hash = document ? hashOf(address.kind, document) : `removed ${activeHash(address)}`
    const draft = { ...address, uid, hash, document }
    drafts.set(uid, draft)
    return saved(draft)
  }
  const client: DraftsClient = {
    async active() {
      note('active')
      const definitions = active.map((one): ListedDefinition => {
        const { uid, kind, layer, document } = one
        return { uid, kind, key: String(document.key), layer, hash: hashOf(kind, document) }
      })
      return { definitions, texts: active.map(textOf) }
    },
    async drafts() {
      return [...drafts.values()].map(({ document, ...draft }) => ({
        ...{ ...draft, base: null, at: '', by: '', isRemoval: document === null },
      }))
    },
    async draft(address) {
      const found = at(address)
      if (!found) throw refuse(404, 'E_DRAFT_UNKNOWN')
      return saved(found)
    },
    problems: async () => [],
    async save({ kind, key }, document, seen) {
      note(`save ${kind} ${key}`)
      if (state.refusesSaves) throw refuse(422, 'E_DEFINITION_INVALID')
      return put({ kind, key }, document, seen)
    },
    async remove({ kind, key }, seen) {
      note(`remove ${kind} ${key}`)
      return put({ kind, key }, null, seen)
    },
    async discard(address, seen) {
      note(`discard ${address.kind} ${address.key}`)
      const found = at(address)
      if (!found) throw refuse(404, 'E_DRAFT_UNKNOWN')
      if (found.hash !== seen) throw refuse(409, 'E_DRAFT_STALE')
      drafts.delete(found.uid)
    },
  }
  return { client, drafts, calls, state, put }
}
