import { accessOf } from '#engine/access/index.ts'
import type { Actor } from '#engine/access/index.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import type { Transaction } from '#core/storage/index.ts'
import { seenBy } from '../environment.ts'
import type { RecordEnvironment } from '../environment.ts'
import { formDraftNotFound, formDraftStale, recordInvalid } from '../errors.ts'
import { findFields, keepFields } from './draft_fields.ts'
import type { KeptFields } from './draft_fields.ts'
import { draftPlace } from './draft_place.ts'
import type { DraftKey, DraftPlace } from './draft_place.ts'

/** What a person has entered so far; nothing of it is checked before it is submitted. */
export interface GivenDraft {
  /** What the person calls it in the list. */
  readonly title: string
  readonly values: Readonly<Record<string, unknown>>
  /** The same fields as the form was opened with, to put the values on top of a newer record. */
  readonly base: Readonly<Record<string, unknown>>
}

export interface FormDraft extends GivenDraft {
  /** Titles of fields that were entered and cannot be given any more: removed, or not allowed. */
  readonly dropped: readonly string[]
  readonly rev: number
  readonly savedAt: string
  readonly expiresAt: string
}

/** A draft in the list of a person. */
export interface ListedDraft {
  readonly entity: string
  readonly entityTitle: string
  readonly form: string | null
  /** Null for a new record. */
  readonly record: string | null
  readonly title: string
  readonly savedAt: string
  readonly expiresAt: string
}

/** Unfinished forms of each person; nobody sees those of others. */
export interface FormDrafts {
  list(actor: Actor): Promise<ListedDraft[]>
  /** @throws E_FORM_DRAFT_NOT_FOUND, and what `draftPlace` throws */
  read(actor: Actor, key: DraftKey): Promise<FormDraft>
  /**
   * @param rev of the draft that is replaced; null where none is expected
   * @throws E_FORM_DRAFT_STALE (409) when another window has saved meanwhile
   * @throws E_RECORD_INVALID for every field the actor may not give
   */
  save(actor: Actor, key: DraftKey, rev: number | null, given: GivenDraft): Promise<FormDraft>
  /** The form was submitted, or what was entered is not wanted. Also when there is none. */
  remove(actor: Actor, key: DraftKey): Promise<void>
}

const day = 86_400_000
/** How long a draft is kept after it was last saved, ms. */
export const draftLife = 30 * day
/** Drafts of one person; the oldest go first. */
export const draftsEach = 50

interface DraftRow {
  rev: number
  title: string
  given: string
  saved_at: string
  expires_at: string
}

const place = 'user_id = ? AND entity_uid = ? AND form = ? AND record = ?'
const bindingsOf = (actor: Actor, { entity, form, record }: Omit<DraftPlace, 'mayGive'>) => [
  ...[actor.userId, entity.uid, form, record],
]

export function createFormDrafts(env: RecordEnvironment): FormDrafts {
  return {
    list: (actor) => listDrafts(seenBy(env, actor), actor),
    read: (actor, key) => readDraft(seenBy(env, actor), actor, key),
    save: (actor, key, rev, given) => saveDraft(seenBy(env, actor), actor, { key, rev, given }),
    async remove(actor, key) {
      const entity = env.registry.entity(key.entity)
      const at = { entity, form: key.form, record: key.record === 'new' ? '' : key.record }
      await env.database.tx(async (t) => {
        await t.run(`DELETE FROM form_drafts WHERE ${place}`, bindingsOf(actor, at))
      })
    },
  }
}

async function listDrafts(env: RecordEnvironment, actor: Actor): Promise<ListedDraft[]> {
  const rows = await env.database.read.all<
    Omit<DraftRow, 'given' | 'rev'> & { entity_uid: string; form: string; record: string }
  >(
    `SELECT entity_uid, form, record, title, saved_at, expires_at FROM form_drafts
     WHERE user_id = ? AND expires_at > ? ORDER BY saved_at DESC`,
    [actor.userId, env.clock().toISOString()]
  )
  const application = env.registry.current()
  const access = accessOf(application, actor)
  const entities = new Map([...application.entities.values()].map((one) => [one.uid, one]))
  return rows.flatMap((row) => {
    const entity = entities.get(row.entity_uid)
    if (!entity || !access.may(entity, row.record ? 'update' : 'create')) return []
    return [
      {
        entity: entity.key,
        entityTitle: entity.title,
        form: row.form || null,
        record: row.record || null,
        title: row.title,
        savedAt: row.saved_at,
        expiresAt: row.expires_at,
      },
    ]
  })
}

async function readDraft(env: RecordEnvironment, actor: Actor, key: DraftKey): Promise<FormDraft> {
  const at = await draftPlace(env, actor, key)
  const [row] = await env.database.read.all<DraftRow>(
    `SELECT rev, title, given, saved_at, expires_at FROM form_drafts
     WHERE ${place} AND expires_at > ?`,
    [...bindingsOf(actor, at), env.clock().toISOString()]
  )
  if (!row) throw new Refusal(formDraftNotFound({}))
  const { entity, mayGive } = at
  const { entities } = env.registry.current()
  const entityOf = (child: string) => entities.get(child)!
  const kept = JSON.parse(row.given) as KeptFields
  return {
    title: row.title,
    ...findFields({ entity, entityOf, mayGive }, kept),
    ...{ rev: Number(row.rev), savedAt: row.saved_at, expiresAt: row.expires_at },
  }
}

async function saveDraft(
  env: RecordEnvironment,
  actor: Actor,
  asked: { key: DraftKey; rev: number | null; given: GivenDraft }
): Promise<FormDraft> {
  const { rev, given } = asked
  const at = await draftPlace(env, actor, asked.key)
  refuseUnknown(given, at)
  const now = env.clock()
  const savedAt = now.toISOString()
  const expiresAt = new Date(now.getTime() + draftLife).toISOString()
  const text = JSON.stringify(keepFields(at.entity, given))
  const mine = bindingsOf(actor, at)
  await env.database.tx(async (t) => {
    await t.run('DELETE FROM form_drafts WHERE expires_at <= ?', [savedAt])
    const written =
      rev === null
        ? await t.run(
            `INSERT INTO form_drafts
               (user_id, entity_uid, form, record, rev, title, given, saved_at, expires_at)
             VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
            [...mine, given.title, text, savedAt, expiresAt]
          )
        : await t.run(
            `UPDATE form_drafts SET rev = rev + 1, title = ?, given = ?, saved_at = ?, expires_at = ?
             WHERE ${place} AND rev = ?`,
            [given.title, text, savedAt, expiresAt, ...mine, rev]
          )
    if (written === 0) throw new Refusal(formDraftStale({}))
    await removeOldest(t, actor)
  })
  return { ...given, dropped: [], rev: (rev ?? 0) + 1, savedAt, expiresAt }
}

async function removeOldest(t: Transaction, actor: Actor): Promise<void> {
  await t.run(
    `DELETE FROM form_drafts WHERE user_id = ? AND saved_at <
       (SELECT saved_at FROM form_drafts WHERE user_id = ?
        ORDER BY saved_at DESC LIMIT 1 OFFSET ${draftsEach - 1})`,
    [actor.userId, actor.userId]
  )
}

function refuseUnknown({ values, base }: GivenDraft, at: DraftPlace): void {
  const faults = Object.entries({ values, base }).flatMap(([member, fields]) =>
    Object.keys(fields)
      .filter((field) => !at.entity.fields.has(field) || !at.mayGive(field))
      .map((field): Fault => {
        const shown = field.slice(0, 100)
        const said = {
          zh: `没有可以填写的字段“${shown}”`,
          en: `there is no field "${shown}" to give`,
        }
        const path = `/${member}/${shown.replaceAll('~', '~0').replaceAll('/', '~1')}`
        return recordInvalid({ keyword: 'additionalProperties', key: shown, ...said }, path)
      })
  )
  if (faults.length > 0) throw new Refusal(faults)
}
