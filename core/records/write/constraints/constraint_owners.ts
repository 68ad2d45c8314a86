import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
  CompiledPeriods,
} from '#engine/compile/compiled.ts'
import type { Values } from '#engine/values.ts'
import { referencesOf } from '../references.ts'
import type { Reference } from '../references.ts'

/** A rule against overlaps, as seen from records of one of its sides. */
export interface PeriodRule {
  readonly mine: CompiledPeriods
  /** What `mine` may not overlap. */
  readonly others: readonly CompiledPeriods[]
}

/** Every rule against overlaps that a record of the entity can break, wherever it is written. */
export function periodRules(
  application: CompiledApplication,
  entity: CompiledEntity
): readonly PeriodRule[] {
  const known = rulesOf.get(application) ?? allRules(application)
  rulesOf.set(application, known)
  return known.get(entity.key) ?? []
}

const rulesOf = new WeakMap<CompiledApplication, Map<string, PeriodRule[]>>()

function allRules({ entities }: CompiledApplication): Map<string, PeriodRule[]> {
  const found = new Map<string, PeriodRule[]>()
  const add = (rule: PeriodRule) => {
    found.set(rule.mine.entity, [...(found.get(rule.mine.entity) ?? []), rule])
  }
  for (const { constraints } of entities.values()) {
    for (const rule of constraints) {
      if (rule.kind !== 'noOverlap') continue
      add({ mine: rule.own, others: [rule.own, ...rule.against] })
      for (const side of rule.against) add({ mine: side, others: [rule.own] })
    }
  }
  return found
}

/** Whether constraints of the entity are decided by other records. */
export function hasOwners(application: CompiledApplication, entity: CompiledEntity): boolean {
  return ownerFields(application, entity).length > 0
}

/**
 * The records a constraint of the entity is decided by: what a period takes up, and what a check
 * reads. Whoever writes holds them, so that of two writers the second sees the first.
 */
export function constraintOwners(
  application: CompiledApplication,
  entity: CompiledEntity,
  record: Values
): Reference[] {
  return ownerFields(application, entity).flatMap((field) =>
    referencesOf(field, record[field.key] ?? null, `/${field.key}`)
  )
}

function ownerFields(application: CompiledApplication, entity: CompiledEntity): CompiledField[] {
  const names = new Set(periodRules(application, entity).flatMap(({ mine }) => mine.per))
  for (const rule of entity.constraints) {
    if (rule.kind !== 'check') continue
    for (const path of rule.that.dependencies) {
      const [first = '', second] = path.split('.')
      if (second !== undefined) names.add(first)
    }
  }
  const fields = [...names].flatMap((key) => entity.fields.get(key) ?? [])
  return fields.filter(({ column, target, targets }) => {
    return column !== null && (target !== null || targets.length > 0)
  })
}
