/**
 * Somebody is left who may everything: held whenever a role is taken, whenever the record of a user is
 * changed or removed, through whichever door, and whenever a release takes rights from a role. Without
 * him nobody could give rights any more.
 */
import type { CompiledApplication } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import { isBlank } from '#engine/values.ts'
import type { RecordParticipant } from '#core/records/index.ts'
import type { StoredRecord } from '#core/records/storage/row_codec.ts'
import { placeholders } from '#core/storage/index.ts'
import type { Executor, Transaction } from '#core/storage/index.ts'
import { lastAdministrator } from './errors.ts'
import { isActive, peopleOf } from './people.ts'
import type { UserRow } from './people.ts'
import { givesEverything } from './role_rules.ts'
import type { RoleAssignment } from './roles.ts'

/**
 * After the roles of a user were changed, inside the same transaction. Two who take the role from
 * each other at once wait for one another.
 *
 * @throws E_AUTH_LAST_ADMINISTRATOR (409)
 */
export async function keepOneAdministrator(
  t: Transaction,
  application: CompiledApplication,
  { before, now }: { before: readonly RoleAssignment[]; now: Date }
): Promise<void> {
  if (!before.some(({ role }) => givesEverything(application, [role]))) return
  await refuseNobody(t, application, now)
}

/**
 * After records were written: one who could sign in and can no more, because he was disabled, removed
 * or lost his account, is not the last. Costs nothing where nobody of that kind is among them.
 *
 * @throws E_AUTH_LAST_ADMINISTRATOR (409)
 */
export const keepAdministrators: RecordParticipant = async ({ t, application, now, changes }) => {
  if (application.anchors.user === undefined) return
  const { entity } = peopleOf(application)
  const gone = changes.filter(
    ({ entity: { key }, before, after }) =>
      key === entity.key && before !== null && mayBeHere(before) && !mayBeHere(after)
  )
  if (gone.length === 0) return
  const ids = gone.map(({ after }) => after.id)
  const roles = rolesOfEverything(application)
  const holders = await t.all<{ id: string }>(
    `SELECT id FROM role_assignments WHERE role IN (${placeholders(roles.length)}) AND user_id IN (${placeholders(ids.length)})`,
    [...roles, ...ids]
  )
  if (holders.length > 0) await refuseNobody(t, application, now)
}

/**
 * Before a release takes effect that takes every right from a role: somebody who has them now, has
 * them afterwards. Where nobody has them now, as in an empty database, there is nothing to hold.
 *
 * @throws E_AUTH_LAST_ADMINISTRATOR (409)
 */
export async function keepAdministratorsUnder(
  read: Executor,
  { before, after, now }: { before: CompiledApplication; after: CompiledApplication; now: Date }
): Promise<void> {
  if (before.anchors.user === undefined || after.anchors.user === undefined) return
  const kept = new Set(rolesOfEverything(after))
  if (rolesOfEverything(before).every((role) => kept.has(role))) return
  if (!(await hasAdministrator(read, before, now))) return
  if (!(await hasAdministrator(read, after, now))) throw new Refusal(lastAdministrator({}))
}

async function refuseNobody(t: Transaction, application: CompiledApplication, now: Date) {
  await t.all(`SELECT id FROM role_assignments ORDER BY id${t.dialect.forUpdate}`, [])
  if (!(await hasAdministrator(t, application, now))) throw new Refusal(lastAdministrator({}))
}

/** Somebody with every right, for good, who is active and has a password of his own. */
async function hasAdministrator(
  read: Executor,
  application: CompiledApplication,
  now: Date
): Promise<boolean> {
  const roles = rolesOfEverything(application)
  if (roles.length === 0) return false
  const { table, select } = peopleOf(application)
  const rows = await read.all<UserRow>(
    `SELECT u.id AS user_id, ${select} FROM role_assignments r
     JOIN ${table} u ON u.id = r.user_id AND u.deleted_at IS NULL
     JOIN identity_credentials c ON c.user_id = u.id AND c.password IS NOT NULL
     WHERE r.role IN (${placeholders(roles.length)}) AND r.until_at IS NULL
       AND (r.from_at IS NULL OR r.from_at <= ?)`,
    [...roles, now.toISOString()]
  )
  return rows.some((row) => isActive(row) && !isBlank(row.user_account))
}

function mayBeHere(user: StoredRecord): boolean {
  const state = isBlank(user.state) ? null : String(user.state)
  return isBlank(user.deleted_at) && !isBlank(user.account) && isActive({ user_state: state })
}

function rolesOfEverything(application: CompiledApplication): string[] {
  return [...application.roles.keys()].filter((key) => givesEverything(application, [key]))
}
