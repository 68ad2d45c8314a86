export {
  definitionsOf,
  findDefinition,
  isMembers,
  keyOf,
  moduleOf,
  textOf,
  textOfSet,
  titleOf,
} from './definition.ts'
export type { DesignDefinition, DesignSet, ElementAddress, Layer, Members } from './definition.ts'
export { CommandStack } from './commands/command_stack.ts'
export type { StackState, Step } from './commands/command_stack.ts'
export {
  addElement,
  moveElement,
  removeElement,
  renameElement,
  setValue,
  together,
} from './commands/element_commands.ts'
export {
  addDefinition,
  renameDefinition,
  replaceDocument,
  retireDefinition,
} from './commands/definition_commands.ts'
export { renamePart } from './commands/rename_part.ts'
export type { Behaviour, DesignCommand, Edit, Editing } from './commands/command.ts'
export { behaviours } from './behaviours/index.ts'
export { checkSet } from './checking/check_set.ts'
export type { CheckedSet } from './checking/check_set.ts'
export { insertAt, setAt } from './elements/edit_at.ts'
export { locate, pathOf } from './elements/locate.ts'
export type { Located } from './elements/locate.ts'
export { partsOf, schemaFor } from './elements/parts.ts'
export { namedPart } from './elements/named_element.ts'
export { newUid } from './new_uid.ts'
