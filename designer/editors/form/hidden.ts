import { checkSet, isMembers } from '#designer/document/index.ts'
import type { Hidden } from '../editor.ts'
import { componentOf } from './nodes/form_nodes.ts'

/** What stands in a form is the canvas's; columns are those of a sub-table, a text that of a note. */
export const hidden: Hidden = ({ document }, { path, key, value }, set) => {
  if (path.length === 0) return ['schema']
  if (path.length < 3 || !isMembers(value)) return []
  const component = componentOf(value)
  if (component === 'Note') return ['properties', 'x-columns']
  if (component !== null) return ['properties', 'x-text']
  const entity = checkSet(set).known.entities.get(String(document.entity ?? ''))
  const isSubtable = (entity?.fields.get(key)?.childEntity ?? null) !== null
  // What is said and means nothing there can be seen, to be taken away.
  const idle = isSubtable ? [] : ['x-columns', 'x-totals']
  return idle.filter((name) => value[name] === undefined)
}
