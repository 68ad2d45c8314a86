import { editNames, nameOf, usesIn } from '#engine/references/index.ts'
import type { Named, NameEdit } from '#engine/references/index.ts'
import { checkSet } from '../checking/check_set.ts'
import type { ElementAddress, Members } from '../definition.ts'
import { keyOf } from '../definition.ts'
import { setAt } from '../elements/edit_at.ts'
import { locate } from '../elements/locate.ts'
import { namedPart } from '../elements/named_element.ts'
import type { DesignCommand } from './command.ts'

/**
 * Gives an object of a list another identity (a state's id, an item's code) and calls it so wherever
 * definitions name it. Codes that records hold are not the designer's: the plan asks about them.
 */
export function renamePart(at: ElementAddress, to: string, label: string): DesignCommand {
  const path = [...at.path.slice(0, -1), `@${to}`]
  return {
    ...{ name: 'element.rename', label, selects: { uid: at.uid, path } },
    execute(editing) {
      const owner = editing.set.get(at.uid)
      const holder = owner && locate(owner, at.path.slice(0, -1))
      const identity = holder?.schema['x-identity']
      if (!owner || !identity) return
      const part = namedPart(owner.kind, at.path, '')
      const { known } = checkSet(editing.set)
      if (part) follow({ kind: owner.kind, key: keyOf(owner), part })
      editing.change(at.uid, (definition) => setAt(definition, [...at.path, identity], to))

      function follow(named: Named): void {
        for (const definition of editing.set.values()) {
          const edits: NameEdit[] = []
          usesIn(definition, known, ({ pointer, place, target, span }) => {
            if (span && nameOf(target) === nameOf(named))
              edits.push({ pointer, place, span, name: to })
          })
          if (edits.length === 0) continue
          editing.change(definition.uid, ({ document }) => editNames(document, edits) as Members)
        }
      }
    },
  }
}
