import { insertAt, moveAt, renameAt, setAt } from '../elements/edit_at.ts'
import type { NewElement } from '../elements/edit_at.ts'
import { partsOf } from '../elements/parts.ts'
import { locate } from '../elements/locate.ts'
import type { DesignDefinition, ElementAddress } from '../definition.ts'
import type { DesignCommand } from './command.ts'

/** Sets a property or replaces an element; undefined takes it away. Typing on is one step of undo. */
export function setValue(at: ElementAddress, value: unknown, label: string): DesignCommand {
  return {
    ...{ name: 'element.set', label, joins: `set ${at.uid} ${at.path.join('\n')}` },
    execute: (editing) =>
      editing.change(at.uid, (definition) => {
        const now = locate(definition, at.path)?.value
        return now === value ? definition.document : setAt(definition, at.path, value)
      }),
  }
}

/** Puts an element into the list or map at `into`, and selects it. */
export function addElement(
  into: ElementAddress,
  element: NewElement & { id: string },
  label: string
): DesignCommand {
  return {
    ...{ name: 'element.add', label, selects: { uid: into.uid, path: [...into.path, element.id] } },
    execute: (editing) =>
      editing.change(into.uid, (definition) => insertAt(definition, into.path, element)),
  }
}

/** Takes an element away; what stands beside it is selected. */
export function removeElement(at: ElementAddress, label: string): DesignCommand {
  return {
    ...{ name: 'element.remove', label },
    selects: { uid: at.uid, path: at.path.slice(0, -1) },
    execute: (editing) =>
      editing.change(at.uid, (definition) => setAt(definition, at.path, undefined)),
  }
}

/** Moves an element among its siblings; `index` counts without itself. */
export function moveElement(at: ElementAddress, index: number, label: string): DesignCommand {
  return {
    ...{ name: 'element.move', label },
    execute: (editing) =>
      editing.change(at.uid, (definition) =>
        placeOf(definition, at.path) === index
          ? definition.document
          : moveAt(definition, at.path, index)
      ),
  }
}

/** Gives a member of a map another key. References follow where the member has a uid of its own. */
export function renameElement(at: ElementAddress, key: string, label: string): DesignCommand {
  const id = at.path.at(-1) ?? ''
  const path = id.startsWith('#') ? at.path : [...at.path.slice(0, -1), key]
  return {
    ...{ name: 'element.rename', label, selects: { uid: at.uid, path } },
    execute: (editing) =>
      editing.change(at.uid, (definition) => renameAt(definition, at.path, key)),
  }
}

/** Several commands as one step of undo. */
export function together(
  label: string,
  commands: readonly DesignCommand[],
  selects?: ElementAddress | null
): DesignCommand {
  return {
    ...{ name: 'together', label },
    ...(selects === undefined ? {} : { selects }),
    execute: (editing) => commands.forEach((command) => editing.run(command)),
  }
}

/** Place of an element among its siblings; -1 when it is not there. */
export function placeOf(definition: DesignDefinition, path: readonly string[]): number {
  const holder = locate(definition, path.slice(0, -1))
  if (!holder) return -1
  const { items } = partsOf(holder.root, holder.schema, holder.value)
  return items.findIndex((item) => item.id === path.at(-1))
}
