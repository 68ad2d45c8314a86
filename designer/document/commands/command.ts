import type { DesignDefinition, DesignSet, ElementAddress, Members } from '../definition.ts'

/** One definition before and after; null: it is not there. */
export interface Edit {
  readonly uid: string
  readonly before: DesignDefinition | null
  readonly after: DesignDefinition | null
}

/**
 * What a command works through. Every change made here is recorded, so that reverting it needs no
 * code of the command's own and cannot be wrong.
 */
export interface Editing {
  /** The definitions as they are at this moment, with what was changed so far. */
  readonly set: DesignSet
  /** @throws RangeError when there is no such definition */
  change(uid: string, work: (definition: DesignDefinition) => Members): void
  define(definition: DesignDefinition): void
  /** Takes a definition out of use. */
  retire(uid: string): void
  /** Carries out another command as a part of this one. */
  run(command: DesignCommand): void
}

/**
 * Something a person does to definitions (DesignCommand): one step of undo, however much it changes.
 * `execute` is given everything it depends on when it is made; it asks no clock and no server.
 */
export interface DesignCommand {
  /** Dotted: `entity.addField`. Behaviours look at it. */
  readonly name: string
  /** What undo and redo call it, in the language of the page. */
  readonly label: string
  execute(editing: Editing): void
  /** Successive commands with the same word, as typing makes them, are one step of undo. */
  readonly joins?: string
  /** What is selected afterwards. */
  readonly selects?: ElementAddress | null
}

/** A rule about the document that is nobody's button: it follows commands, in the same step. */
export interface Behaviour {
  readonly name: string
  /** Before a command is carried out. */
  before?(command: DesignCommand, editing: Editing): void
  /** After edits, those of other behaviours among them; never shown its own. `earlier`: before all of them. */
  after?(edits: readonly Edit[], editing: Editing, earlier: DesignSet): void
}
