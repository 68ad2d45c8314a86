import { metaSchemaOf } from '#schemas/index.ts'
import type { DesignDefinition, DesignSet, Members } from '#designer/document/index.ts'
import { newUid } from '#designer/document/index.ts'

/** What somebody says of a new definition. */
export interface NewDefinition {
  readonly kind: string
  readonly key: string
  readonly title: string
  /** Entity it is about, where the kind has one. */
  readonly entity: string | null
}

/**
 * `editors/<kind>/template.ts` exports one: what a new definition says beyond kind, key, uid and title,
 * so that it is free of problems from the start.
 */
export type Template = (given: NewDefinition, set: DesignSet) => Members

const modules = import.meta.glob<{ template: Template }>('./*/template.ts', { eager: true })

const templates = new Map(
  Object.entries(modules).map(([path, { template }]) => [path.split('/')[1] ?? '', template])
)

/** A new definition with good defaults, of layer `site`. */
export function newDefinition(given: NewDefinition, set: DesignSet): DesignDefinition {
  const { kind, key, title } = given
  const uid = newUid()
  const own = templates.get(kind)?.(given, set) ?? {}
  const document = { kind, key, uid, schemaVersion: 1, title, ...own }
  return { uid, kind, layer: 'site', document }
}

/** Whether a definition of the kind is about an entity, and cannot be made without one. */
export function needsEntity(kind: string): boolean {
  return metaSchemaOf(kind).required?.includes('entity') ?? false
}
