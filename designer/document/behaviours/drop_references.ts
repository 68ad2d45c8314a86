import { nameOf, usesIn } from '#engine/references/index.ts'
import type { Named, Use } from '#engine/references/index.ts'
import { diffDocuments, pointerSteps } from '#schemas/index.ts'
import { checkSet } from '../checking/check_set.ts'
import type { Behaviour, Edit } from '../commands/command.ts'
import { keyOf } from '../definition.ts'
import type { DesignDefinition, Members } from '../definition.ts'
import { setAt } from '../elements/edit_at.ts'
import { locate, pathOf } from '../elements/locate.ts'
import { namedPart } from '../elements/named_element.ts'

/**
 * What is gone is no longer listed: a removed field leaves forms, columns, sort orders, required and
 * role lists; a removed state leaves the transitions that begin in it. Conditions and expressions stay
 * as they are and become problems: nobody but a person may decide what they mean without it (a row
 * scope that lost a condition would open records).
 */
export const dropReferences: Behaviour = {
  name: 'drop references',
  after(edits, editing, earlier) {
    const gone = new Set(edits.flatMap(removedIn).map(nameOf))
    if (gone.size === 0) return
    const { known } = checkSet(earlier)
    for (const definition of editing.set.values()) {
      const pointers: string[] = []
      usesIn(definition, known, (use) => {
        if (gone.has(nameOf(use.target)) && use.span !== null)
          pointers.push(...droppable(definition, use))
      })
      // From the end, so that the places of list items before stay right.
      for (const pointer of [...new Set(pointers)].reverse()) {
        editing.change(definition.uid, (now) => dropped(now, pointer))
      }
    }
  },
}

function removedIn({ before, after }: Edit): Named[] {
  if (!before) return []
  const { kind } = before
  const key = keyOf(before)
  if (!after) return [{ kind, key }]
  return diffDocuments(kind, before.document, after.document).flatMap(
    ({ change, path, pointer }) => {
      if (change !== 'removed') return []
      const part = namedPart(kind, path, pointerSteps(pointer).at(-1) ?? '')
      return part ? [{ kind, key: keyOf(after), part }] : []
    }
  )
}

/** The pointer, unless it leads into a condition or an expression. */
function droppable(definition: DesignDefinition, { pointer, place }: Use): string[] {
  const path = pathOf(definition, pointer)
  const at = locate(definition, path)
  if (!at || at.pointer !== pointer) return []
  const isExpression = typeof at.value === 'string' && place === 'value' && at.value.startsWith('=')
  return isExpression || at.schema['x-ref']?.filter || at.schema['x-ref']?.numbering
    ? []
    : [pointer]
}

/** Without the name: its list item or property; where the object cannot be without it, that object. */
function dropped(definition: DesignDefinition, pointer: string): Members {
  const { kind, document } = definition
  const path = pathOf({ kind, document }, pointer)
  const at = locate(definition, path)
  if (!at || at.pointer !== pointer) return document
  const holder = locate(definition, path.slice(0, -1))
  const isNeeded = holder?.schema.required?.includes(at.key) && !Array.isArray(holder.value)
  if (!isNeeded) return setAt(definition, path, undefined)
  const around = locate(definition, path.slice(0, -2))
  return Array.isArray(around?.value) ? setAt(definition, path.slice(0, -1), undefined) : document
}
