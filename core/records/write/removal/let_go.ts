import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { linkParts } from '#engine/fields/index.ts'
import type { Value, Values } from '#engine/values.ts'
import { rowsOf } from '../../history/changes.ts'
import { computeFormulas } from '../derive.ts'
import { linkedIds } from '../link_lists.ts'
import { loadRows, withChildren } from '../load_rows.ts'
import { persistMany } from '../persist.ts'
import type { WriteContext } from '../write_context.ts'
import type { RecordCommand } from '../commands.ts'
import type { Referrer } from './referrers.ts'

type Draft = Record<string, Value>

/** A link that is blanked: the field, and the ids it may no longer hold. */
export interface LostLink {
  readonly field: CompiledField
  readonly targets: ReadonlySet<string>
}

/**
 * Blanks links of records that stay, in their sub-tables too, as one change of each record. What is
 * computed from the links follows.
 */
export async function letGo(
  context: WriteContext,
  command: Pick<RecordCommand, 'transition' | 'comment' | 'requestId'>,
  found: readonly Referrer[]
): Promise<void> {
  for (const [holder, links] of Map.groupBy(found, (referrer) => referrer.holder)) {
    const ids = [...new Set(links.flatMap((link) => link.ids))]
    const rows = await loadRows(context.t, holder, ids, true)
    const records = await withChildren(context.t, holder, context.entityOf, rows)
    const drafts = records.map((before) => ({
      before,
      after: withoutLinks(context, holder, before, links),
    }))
    await context.related.gather(() => {
      for (const { before, after } of drafts) {
        computeFormulas({
          ...{ context, entity: holder, root: after, old: before, base: '' },
          paths: new Map<string, string>(),
        })
      }
    })
    const changes = drafts.map(({ before, after }) => ({
      before,
      after: { ...after, id: before.id, rev: before.rev },
    }))
    await persistMany(context, { ...command, kind: 'update' }, holder, changes)
  }
}

/** A copy of the record with every one of the links blank, and its rows copied too. */
export function withoutLinks(
  context: Pick<WriteContext, 'entityOf'>,
  entity: CompiledEntity,
  record: Values,
  links: readonly LostLink[]
): Draft {
  const draft: Draft = { ...record }
  for (const { field, targets } of links) {
    if (entity.fields.get(field.key) === field) {
      // From the draft: another target of the same field may be gone already.
      draft[field.key] = withoutTargets(field, draft[field.key] ?? null, targets)
    }
  }
  for (const field of entity.children) {
    const child = context.entityOf(field.childEntity!)
    draft[field.key] = rowsOf(record, field).map((row) => withoutLinks(context, child, row, links))
  }
  return draft
}

function withoutTargets(field: CompiledField, value: Value, targets: ReadonlySet<string>): Value {
  if (field.linkTable !== null) {
    const kept = linkedIds(value).filter((id) => !targets.has(id))
    return kept.length > 0 ? kept : null
  }
  const id = field.targets.length > 0 ? linkParts(value)?.id : value
  return typeof id === 'string' && targets.has(id) ? null : value
}
