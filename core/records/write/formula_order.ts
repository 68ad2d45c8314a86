import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'

/** A formula, or a rollup over own rows, of a record or of the rows of one of its sub-tables. */
export interface FormulaStep {
  /** Children fields on the way from the record to the row; [] is the record itself. */
  readonly place: readonly string[]
  readonly entity: CompiledEntity
  readonly field: CompiledField
}

const orders = new WeakMap<CompiledEntity, readonly FormulaStep[]>()

/**
 * Formulas of a record and of its rows in the order they must be computed: a sum over rows after
 * the rows' own, a row that reads `parent.rate` after the parent's rate. The compiler has refused
 * cycles; related records are read as they are stored.
 */
export function formulaOrder(
  application: Pick<CompiledApplication, 'entities'>,
  entity: CompiledEntity
): readonly FormulaStep[] {
  const known = orders.get(entity)
  if (known) return known
  const steps = new Map<string, FormulaStep>()
  collect(application, entity, [], steps)
  const ordered: FormulaStep[] = []
  const visited = new Set<string>()
  const visit = (name: string): void => {
    const step = steps.get(name)
    if (!step || visited.has(name)) return
    visited.add(name)
    for (const dependency of namesRead(step.field)) {
      visit(nameOf(placeOf(steps, step.place, dependency.split('.'))))
    }
    ordered.push(step)
  }
  for (const name of steps.keys()) visit(name)
  orders.set(entity, ordered)
  return ordered
}

/** Dotted names that a field computed in the record itself reads. */
export function namesRead({ formula, rollup }: CompiledField): readonly string[] {
  return formula?.dependencies ?? rollup?.dependencies ?? []
}

function collect(
  application: Pick<CompiledApplication, 'entities'>,
  entity: CompiledEntity,
  place: readonly string[],
  steps: Map<string, FormulaStep>
): void {
  for (const field of entity.formulas) {
    steps.set(nameOf([...place, field.key]), { place, entity, field })
  }
  for (const field of entity.children) {
    const child = application.entities.get(field.childEntity!)
    if (child) collect(application, child, [...place, field.key], steps)
  }
}

function nameOf(path: readonly string[]): string {
  return path.join('.')
}

/** Path, from the record, of the formula a name reads: the longest beginning that is one. */
function placeOf(
  steps: ReadonlyMap<string, FormulaStep>,
  from: readonly string[],
  name: readonly string[]
): readonly string[] {
  const isUp = name[0] === 'parent' && from.length > 0
  const path = isUp ? [...from.slice(0, -1), ...name.slice(1)] : [...from, ...name]
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length)
    if (steps.has(nameOf(part))) return part
  }
  return []
}
