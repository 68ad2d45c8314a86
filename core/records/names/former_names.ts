/**
 * Former names (architecture.md "Names"): which of them a request uses, what they are called now,
 * and what the answer has to call them. Names are resolved as far as the actor may know the field:
 * to anybody else a former name is as unknown as the present one.
 */
import type { Access } from '#engine/access/index.ts'
import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import { systemFieldOf } from '#engine/filters/index.ts'

/** The names one field was asked for by. */
interface AskedField {
  readonly former: Set<string>
  /** The present name was said too. */
  isNamed: boolean
}

export class FormerNames {
  readonly #application: CompiledApplication
  readonly #access: Access
  readonly #asked = new Map<CompiledEntity, Map<string, AskedField>>()
  /** The latest day on which a name that was used became a former one; null when none was. */
  since: string | null = null

  constructor(application: CompiledApplication, access: Access) {
    this.#application = application
    this.#access = access
  }

  /** The entity of a key or former key. */
  entity(key: string): CompiledEntity | undefined {
    const { entities, formerEntities } = this.#application
    const alias = entities.has(key) ? undefined : formerEntities.get(key)
    if (alias) this.#note(alias.since)
    return entities.get(alias?.of ?? key)
  }

  /** The present key of a field; a name that is no former one stays as it is. */
  field(entity: CompiledEntity | undefined, name: string): string {
    if (!entity) return name
    const alias = entity.fields.has(name) ? undefined : entity.aliases.get(name)
    if (alias && !this.#mayKnow(entity, alias.of)) return name
    const key = alias?.of ?? name
    if (alias || entity.aliases.size > 0) {
      const asked = this.#askedOf(entity, key)
      if (alias) asked.former.add(name)
      else asked.isNamed = true
    }
    if (alias) this.#note(alias.since)
    return key
  }

  /** `maker.name` by the names the fields have now, and the entity the last one leads to. */
  path(entity: CompiledEntity | undefined, text: string): { text: string; to?: CompiledEntity } {
    let here = entity
    const names = text.split('.').map((name) => {
      const key = this.field(here, name)
      here = this.behind(here, key)
      return key
    })
    return { text: names.join('.'), ...(here ? { to: here } : {}) }
  }

  /** The entity that a field of an entity leads to. */
  behind(entity: CompiledEntity | undefined, key: string): CompiledEntity | undefined {
    const field = entity && (entity.fields.get(key) ?? systemFieldOf(entity, key))
    const target = field?.childEntity ?? field?.target ?? null
    return target === null ? undefined : this.#application.entities.get(target)
  }

  /** What an answer calls a field: the names it was asked for by, else its own. */
  shownAs(entity: CompiledEntity, key: string): readonly string[] {
    const asked = this.#asked.get(entity)?.get(key)
    if (!asked || asked.former.size === 0) return [key]
    return asked.isNamed ? [...asked.former, key] : [...asked.former]
  }

  #askedOf(entity: CompiledEntity, key: string): AskedField {
    let fields = this.#asked.get(entity)
    if (!fields) this.#asked.set(entity, (fields = new Map()))
    let asked = fields.get(key)
    if (!asked) fields.set(key, (asked = { former: new Set(), isNamed: false }))
    return asked
  }

  #mayKnow(entity: CompiledEntity, key: string): boolean {
    const access = this.#access
    const writable = (action: 'create' | 'update') => access.writable(entity, action, key)
    return access.readable(entity, key) || writable('create') || writable('update')
  }

  #note(since: string): void {
    if (this.since === null || this.since < since) this.since = since
  }
}
