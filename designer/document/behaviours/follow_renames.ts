import { renameIn } from '#engine/references/index.ts'
import type { Renaming } from '#engine/references/index.ts'
import { diffDocuments } from '#schemas/index.ts'
import { checkSet } from '../checking/check_set.ts'
import type { Behaviour, Edit } from '../commands/command.ts'
import { keyOf } from '../definition.ts'
import type { DesignSet, Members } from '../definition.ts'

/**
 * A field or definition that got another key is called so wherever it is named, however it got it: by
 * the field editor, by the JSON, by a move to another module. The engine finds the names.
 */
export const followRenames: Behaviour = {
  name: 'follow renames',
  after(edits, editing, earlier) {
    for (const renaming of edits.flatMap(renamingsOf)) {
      for (const { uid, document } of renamed(editing.set, earlier, renaming)) {
        editing.change(uid, () => document)
      }
    }
  },
}

function renamingsOf({ before, after }: Edit): Renaming[] {
  if (!before || !after || before.document === after.document) return []
  const { kind } = before
  const [from, to] = [keyOf(before), keyOf(after)]
  const whole = from !== '' && to !== '' && from !== to ? [{ kind, key: from, to }] : []
  if (kind !== 'entity') return whole
  const fields = diffDocuments(kind, before.document, after.document)
    .filter(({ change, path }) => change === 'renamed' && isField(path))
    .map((one) => ({ kind, key: from, field: String(one.before), to: String(one.after) }))
  return [...fields, ...whole]
}

function isField(path: readonly string[]): boolean {
  return path.length === 3 && path[0] === 'schema' && path[1] === 'properties'
}

/** What changes elsewhere. Names are looked up in what they meant before; they stand in what is now. */
function renamed(set: DesignSet, earlier: DesignSet, renaming: Renaming) {
  const { known } = checkSet(earlier)
  const members = [...set.values()].map((one) => ({
    ...{ kind: one.kind, document: one.document, uid: one.uid },
    // Under its old key: paths inside the definition itself begin at it.
    key: keyOf(earlier.get(one.uid) ?? one),
  }))
  const uidOf = new Map(members.map((one) => [one.document, one.uid]))
  return renameIn(members, known, renaming).flatMap(({ document, after }) => {
    const isSame = JSON.stringify(document) === JSON.stringify(after)
    return isSame ? [] : [{ uid: uidOf.get(document)!, document: after as Members }]
  })
}
