import { Refusal } from '#engine/errors.ts'
import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import type { Language } from '#engine/errors.ts'
import type { Values } from '#engine/values.ts'
import { definitionUnknown } from '../errors.ts'
import type { EffectiveDefinition } from '../layers/effective_set.ts'
import { markOf } from '../releases/release_store.ts'
import type { Revision } from '../releases/release_store.ts'
import { validatorHash } from './entity_validators.ts'
import { loadValidator } from './load_validator.ts'
import type { Validator } from './load_validator.ts'
import type { Translations } from './translations.ts'
import { validationFaults } from './validation_fault.ts'
import type { ValidationFault } from './validation_fault.ts'

/** What is active: compiled definitions by key, their texts, and their validators. */
export interface Registry {
  /** Id of the active release. */
  readonly releaseId: string
  /** The head it answers for, as `headMark` reads it from the database. */
  readonly mark: string
  /** The active application, frozen: one object as long as the release is the same. */
  current(): CompiledApplication
  /** The same registry with every text that people read in their language. */
  inLanguage(language: Language): Registry
  /**
   * What is in force now, also when a newer release comes: for one command or question, which must
   * not be begun under one release and ended under another.
   */
  pinned(): Registry
  /** Makes what `inLanguage` answers from, letting others in; call it before a request is answered. */
  ready(language: Language): Promise<void>
  /** The active release whole: what is in force, and the revisions it is made of. */
  active(): ActiveRelease
  /** @throws E_DEFINITION_UNKNOWN (404) */
  entity(key: string): CompiledEntity
  /** Every fault of shape in the values of a record; none when they fit. Rules that compute are not its matter. */
  validate(entity: CompiledEntity, values: Values): ValidationFault[]
  /** Name of the entity's validator text, for `validatorText` and caches. */
  validatorHash(entity: CompiledEntity): string
  /** One JavaScript expression whose value is the validate function; null when no active entity has it. */
  validatorText(hash: string): string | null
  /** Canonical text of an active definition. */
  text(kind: string, key: string): { text: string; hash: string } | null
  /** Active definitions, by kind and key. */
  list(filter?: { kind?: string; module?: string }): ListedDefinition[]
  /**
   * Looks for a newer head and makes it current, all at once; tells whether there was one.
   *
   * @throws DefinitionsInvalid when this version cannot compile it; the application stays as it was
   */
  refresh(): Promise<boolean>
  /** Makes a release current that this process has just published. */
  adopt(next: ActiveRelease): void
  /** Calls after each change of the application; returns its own disposer. */
  onChange(listener: (application: CompiledApplication) => void): () => void
}

export interface ListedDefinition extends Omit<EffectiveDefinition, 'text' | 'file'> {
  title: string
}

/** A release in working order: all that the registry answers from. */
export interface ActiveRelease {
  id: string
  /** How far a move of values has come; it decides which columns are filled. */
  phase: number
  application: CompiledApplication
  /** The application as people of a language read it. */
  translations: Translations
  /** In force, overlays laid over. */
  definitions: readonly EffectiveDefinition[]
  /** What the release names: shipped texts, overlays, and what was made here. */
  revisions: readonly Revision[]
  /** Validator text by validator hash. */
  validators: ValidatorTexts
}

/** As much of a map as is asked for here. */
export interface ValidatorTexts {
  get(hash: string): string | undefined
}

/** Makes the registry; `newer` answers the release to change to, or null when the active one still is the head. */
export function createRegistry(
  first: ActiveRelease,
  newer: (active: ActiveRelease) => Promise<ActiveRelease | null>
): Registry {
  let active = first
  let refreshing: Promise<boolean> | null = null
  let pinned: Languages | null = null
  const validators = new ValidatorCache()
  const listeners = new Set<(application: CompiledApplication) => void>()

  async function change(): Promise<boolean> {
    const next = await newer(active)
    if (next === null) return false
    adopt(next)
    return true
  }

  function adopt(next: ActiveRelease): void {
    const isOlder = next.phase < active.phase || Number(next.id) < Number(active.id)
    if (isOlder || (next.id === active.id && next.phase === active.phase)) return
    const { translations } = active
    active = next
    pinned = null
    validators.keep(next.validators)
    // Whoever read in a language goes on; should one not compile, its readers are told.
    for (const language of translations.asked()) next.translations.ready(language).catch(() => {})
    for (const listener of listeners) listener(next.application)
  }

  const pinnedIn = (language: Language) => {
    const release = active
    pinned ??= inLanguages(() => release)
    return pinned[language]
  }

  function inLanguages(of: () => ActiveRelease): Languages {
    const chinese: Registry = {
      get releaseId() {
        return of().id
      },
      get mark() {
        return markOf(of())
      },
      ...answersFrom(of, validators),
      inLanguage: (language) => languages[language],
      pinned: () => pinnedIn('zh-CN'),
      ready: (language) => of().translations.ready(language),
      refresh() {
        refreshing ??= change().finally(() => (refreshing = null))
        return refreshing
      },
      adopt,
      onChange(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }
    const languages = { 'zh-CN': chinese, 'en': translated(chinese, validators, pinnedIn) }
    return languages
  }
  return inLanguages(() => active)['zh-CN']
}

type Languages = Record<Language, Registry>

/** What is answered otherwise in English: all that has texts. */
function translated(
  registry: Registry,
  validators: ValidatorCache,
  pinnedIn: (language: Language) => Registry
): Registry {
  const current = () => registry.active().translations.in('en')
  return Object.create(registry, {
    current: { value: current },
    entity: { value: (key: string) => entityOf(current(), key) },
    pinned: { value: () => pinnedIn('en') },
    validate: {
      value: (entity: CompiledEntity, values: Values) =>
        validators.faults(entity, values, { ...registry.active(), application: current() }),
    },
  }) as Registry
}

/** @throws E_DEFINITION_UNKNOWN (404) */
function entityOf({ entities }: CompiledApplication, key: string): CompiledEntity {
  const entity = entities.get(key)
  if (!entity) throw new Refusal(definitionUnknown({ kind: 'entity', key: key.slice(0, 100) }))
  return entity
}

/** What a release answers by itself. */
function answersFrom(
  active: () => ActiveRelease,
  validators: ValidatorCache
): Pick<
  Registry,
  'current' | 'active' | 'entity' | 'validate' | 'validatorHash' | 'validatorText' | 'text' | 'list'
> {
  return {
    current: () => active().application,
    active,
    entity: (key) => entityOf(active().application, key),
    validate: (entity, values) => validators.faults(entity, values, active()),
    validatorHash,
    validatorText: (hash) => active().validators.get(hash) ?? null,
    text(kind, key) {
      const found = active().definitions.find((d) => d.kind === kind && d.key === key)
      return found ? { text: found.text, hash: found.hash } : null
    },
    list: (filter = {}) => listed(active(), filter),
  }
}

/** Validate functions, made of text at first use. */
class ValidatorCache {
  readonly #loaded = new WeakMap<CompiledEntity, Validator>()
  /** Most entities of a new release have the validator they had before. */
  #byHash = new Map<string, Validator>()

  /** Forgets all but those of a release. */
  keep(texts: ValidatorTexts): void {
    this.#byHash = new Map([...this.#byHash].filter(([hash]) => texts.get(hash) !== undefined))
  }

  /** Every fault of shape that an entity of the release finds in the values. */
  faults(
    entity: CompiledEntity,
    values: Values,
    { application, validators }: Pick<ActiveRelease, 'application' | 'validators'>
  ): ValidationFault[] {
    const validate = this.#loaded.get(entity) ?? this.#load(entity, validators)
    const errors = validate(values)
    return errors.length === 0 ? [] : validationFaults(errors, values, entity, application)
  }

  #load(entity: CompiledEntity, texts: ValidatorTexts): Validator {
    const hash = validatorHash(entity)
    let validator = this.#byHash.get(hash)
    if (!validator) {
      const text = texts.get(hash)
      if (text === undefined) throw new Error(`no validator for entity ${entity.key} (${hash})`)
      validator = loadValidator(text, hash)
      this.#byHash.set(hash, validator)
    }
    this.#loaded.set(entity, validator)
    return validator
  }
}

function listed(
  release: ActiveRelease,
  { kind, module }: { kind?: string; module?: string }
): ListedDefinition[] {
  return release.definitions
    .filter((d) => kind === undefined || d.kind === kind)
    .filter((d) => module === undefined || d.key.split('.')[0] === module)
    .map(({ text, file: _file, ...entry }) => ({
      ...entry,
      title: (JSON.parse(text) as { title: string }).title,
    }))
}
