import { shown } from './names/keys.ts'
import type { Language } from '#engine/errors.ts'
import type {
  Anchor,
  CompiledActorAttribute,
  CompiledAlias,
  CompiledApplication,
  CompiledDictionary,
  CompiledEntity,
  CompiledField,
  CompiledForm,
  CompiledLifecycle,
  CompiledModule,
  CompiledRole,
  CompiledTransition,
  CompiledView,
} from './compiled.ts'
import type { Finding, ProblemList, ProblemSource } from './problem_list.ts'
import type { Marks } from './reading/marks.ts'
import type { PhysicalNames } from './names/physical_names.ts'

/** The same, while it is being made. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] }

export interface EntityDraft extends Omit<Draft<CompiledEntity>, 'fields' | 'byUid'> {
  fields: Map<string, Draft<CompiledField>>
  byUid: Map<string, Draft<CompiledField>>
}
export interface LifecycleDraft extends Omit<Draft<CompiledLifecycle>, 'transitions'> {
  transitions: Map<string, Draft<CompiledTransition>>
}

/** A definition that could be read: its document, and where it came from. */
export interface Definition extends ProblemSource, Omit<Marks, 'memberFaults'> {
  readonly uid: string
  readonly title: string
  readonly module: string
  readonly layer: Layer
  readonly hash: string
  readonly document: Readonly<Record<string, unknown>>
}
export type Layer = 'product' | 'partner' | 'site'

export const kinds = [
  'module',
  'dictionary',
  'entity',
  'lifecycle',
  'form',
  'view',
  'role',
  'locales',
] as const
export type Kind = (typeof kinds)[number]

/** What all steps of one compilation share: the definitions, what became of them so far, the problems. */
export interface CompileContext {
  readonly names: PhysicalNames
  /** Of the names that the engine gives by itself. */
  readonly language: Language
  readonly problems: ProblemList
  readonly definitions: ReadonlyMap<Kind, ReadonlyMap<string, Definition>>
  readonly modules: Map<string, CompiledModule>
  readonly dictionaries: Map<string, CompiledDictionary>
  readonly entities: Map<string, EntityDraft>
  readonly lifecycles: Map<string, LifecycleDraft>
  readonly forms: Map<string, CompiledForm>
  readonly views: Map<string, CompiledView>
  readonly roles: Map<string, CompiledRole>
  /** Entities by their former keys. */
  readonly formerEntities: Map<string, CompiledAlias>
  readonly anchors: Partial<Record<Anchor, string>>
  readonly actorAttributes: Map<string, CompiledActorAttribute>
  /** For each module those its definitions may refer to, itself among them. */
  readonly dependencies: Map<string, ReadonlySet<string>>
}

/** The compiled part that a scope or filter may look into while the rest is still being made. */
export function applicationOf(
  context: CompileContext
): Pick<CompiledApplication, 'entities' | 'anchors' | 'dictionaries' | 'lifecycles'> {
  return {
    entities: context.entities,
    anchors: context.anchors,
    dictionaries: context.dictionaries,
    lifecycles: context.lifecycles,
  }
}

/** The finding for a name that nothing has. */
export function unknownName(
  pointer: string,
  what: string,
  name: unknown,
  known: Iterable<string>,
  fix?: string
): Finding {
  return {
    code: 'E_DEFINITION_REFERENCE',
    pointer,
    message: `没有${what}“${shown(name)}”`,
    fix,
    params: { name: shown(name) },
    unknown: { name: typeof name === 'string' ? name : '', known: [...known] },
  }
}
