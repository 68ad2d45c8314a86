import type { Behaviour } from '../commands/command.ts'
import { carryTranslations } from './carry_translations.ts'
import { dropReferences } from './drop_references.ts'
import { followRenames } from './follow_renames.ts'
import { giveIdentities } from './give_identities.ts'

/** Rules that follow every command, in this order. */
export const behaviours: readonly Behaviour[] = [
  giveIdentities,
  followRenames,
  dropReferences,
  carryTranslations,
]
