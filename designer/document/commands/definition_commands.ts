import type { DesignDefinition, Members } from '../definition.ts'
import { setAt } from '../elements/edit_at.ts'
import type { DesignCommand } from './command.ts'

/** Adds a definition and selects it. */
export function addDefinition(definition: DesignDefinition, label: string): DesignCommand {
  return {
    ...{ name: 'definition.add', label, selects: { uid: definition.uid, path: [] } },
    execute: (editing) => editing.define(definition),
  }
}

/** Takes a definition out of use; published, it is retired and its data stay. */
export function retireDefinition(uid: string, label: string): DesignCommand {
  return {
    ...{ name: 'definition.retire', label, selects: null },
    execute: (editing) => editing.retire(uid),
  }
}

/** Puts another document in the place of a definition's own, as the text editor does. */
export function replaceDocument(uid: string, document: Members, label: string): DesignCommand {
  return {
    ...{ name: 'definition.replace', label, joins: `replace ${uid}` },
    execute: (editing) => editing.change(uid, () => document),
  }
}

/** Gives a definition another key; references follow. */
export function renameDefinition(uid: string, key: string, label: string): DesignCommand {
  return {
    ...{ name: 'definition.rename', label },
    execute: (editing) => editing.change(uid, (definition) => setAt(definition, ['key'], key)),
  }
}
