import { metaSchemaOf, uidPropertyOf, walkPlaces } from '#schemas/index.ts'
import type { Behaviour } from '../commands/command.ts'
import type { DesignDefinition, Members } from '../definition.ts'
import { setAt } from '../elements/edit_at.ts'
import { pathOf } from '../elements/locate.ts'
import { newUid } from '../new_uid.ts'

/**
 * Every element that has an identity gets one when it comes without, and a new one when it comes with
 * that of another element of its definition, as a copied one does.
 */
export const giveIdentities: Behaviour = {
  name: 'give identities',
  after(edits, editing) {
    for (const { uid, after } of edits) {
      if (after && editing.set.has(uid)) editing.change(uid, identified)
    }
  },
}

function identified(definition: DesignDefinition): Members {
  const { kind, document } = definition
  const taken = new Set<string>()
  const wanting: { pointer: string; name: string }[] = []
  walkPlaces(kind, document, ({ schema, value, pointer }) => {
    const name = uidPropertyOf(metaSchemaOf(kind), schema)
    if (name === null || typeof value !== 'object' || value === null) return
    const uid = (value as Members)[name]
    if (uid === undefined || (typeof uid === 'string' && taken.has(uid)))
      wanting.push({ pointer, name })
    else if (typeof uid === 'string') taken.add(uid)
  })
  // Places of elements do not move when one gets its uid; their paths do.
  return wanting.reduce((now, { pointer, name }) => {
    const path = pathOf({ kind, document: now }, pointer)
    return setAt({ kind, document: now }, [...path, name], newUid())
  }, document)
}
