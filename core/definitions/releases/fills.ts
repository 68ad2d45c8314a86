import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'
import { isSameForm } from '#engine/conversions/index.ts'
import type { Value } from '#engine/values.ts'

/** Values that a release gives to records which have `from`: blank, or a code that is no more. */
export interface FieldFill {
  readonly entity: CompiledEntity
  readonly field: CompiledField
  readonly from: string | null
  readonly to: Value
}

/** Name of a field among those a release writes: `<uid of entity> <uid of field>`. */
export function writtenField({ entity, field }: Pick<FieldFill, 'entity' | 'field'>): string {
  return `${entity.uid} ${field.uid}`
}

/** What a release does to values that stay in their column. */
export interface FillPlan {
  readonly fills: readonly FieldFill[]
  /** Codes that are no more and go nowhere: no record may have them. */
  readonly removed: readonly { entity: CompiledEntity; field: CompiledField; code: string }[]
  /** Fields that are required from now on without a default. */
  readonly required: readonly { entity: CompiledEntity; field: CompiledField }[]
}

/** Where codes go that a release takes away: by key of the lifecycle or dictionary, old code to new. */
export type CodeMap = Readonly<Record<string, Readonly<Record<string, string>>>>

/**
 * Compares two applications: required fields with a default fill the blanks, codes that go are
 * replaced as the map says. On the way back blanks are looked at again, for they may have come back.
 */
export function planFills(
  before: CompiledApplication,
  after: CompiledApplication,
  { map, isReturn }: { map: CodeMap; isReturn: boolean }
): FillPlan {
  const known = new Map([...before.entities.values()].map((entity) => [entity.uid, entity]))
  const plan = { fills: [], removed: [], required: [] } as {
    -readonly [K in keyof FillPlan]: FillPlan[K][number][]
  }
  for (const entity of after.entities.values()) {
    const earlier = known.get(entity.uid)
    if (!earlier) continue
    for (const field of entity.stored) {
      const was = earlier.byUid.get(field.uid)
      const isNew = isReturn || !was?.required || was.defaultValue === undefined
      if (field.required && field.defaultValue !== undefined && isNew) {
        plan.fills.push({ entity, field, from: null, to: field.defaultValue as Value })
      } else if (field.required && !was?.required) plan.required.push({ entity, field })
      if (!was || !hasSameForm(was, field)) continue
      const codes = codesOf(after, field)
      for (const code of codesOf(before, was)) {
        if (codes.has(code)) continue
        const to = map[field.lifecycle ?? field.dictionary ?? '']?.[code]
        if (to !== undefined && codes.has(to)) plan.fills.push({ entity, field, from: code, to })
        else plan.removed.push({ entity, field, code })
      }
    }
  }
  return plan
}

function hasSameForm(a: CompiledField, b: CompiledField): boolean {
  return a.form !== null && b.form !== null && isSameForm(a.form, b.form)
}

const noCodes: ReadonlySet<string> = new Set()

/** Codes of a field with one of them; an extensible dictionary has others beside. */
export function codesOf(
  application: CompiledApplication,
  field: CompiledField
): ReadonlySet<string> {
  if (field.form?.type !== 'select' && field.form?.type !== 'state') return noCodes
  const lifecycle = application.lifecycles.get(field.lifecycle ?? '')
  if (lifecycle) return new Set(lifecycle.states.keys())
  const dictionary = application.dictionaries.get(field.dictionary ?? '')
  return new Set(dictionary?.byCode.keys())
}
