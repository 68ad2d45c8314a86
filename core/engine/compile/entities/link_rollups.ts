import { fieldTypes, rollupOf } from '#engine/fields/index.ts'
import { pointerTo } from '#engine/problems.ts'
import { numberOf, objectOf, textOf } from '../reading/shape.ts'
import type { CompiledField, CompiledRollup } from '../compiled.ts'
import type { CompileContext, Draft, EntityDraft } from '../context.ts'

/**
 * Gives every rollup the records it gathers, the field by which they point here, and the looks of
 * its result. Runs when all relations and lookups are linked; conditions follow with the other
 * filters. A name that nothing has is reported where all references are looked up.
 */
export function linkRollups(context: CompileContext): void {
  for (const entity of context.entities.values()) {
    for (const field of entity.fields.values()) linkRollup(entity, field, context, [])
  }
}

/** `trail`: the rollups that wait for the looks of this one. */
function linkRollup(
  entity: EntityDraft,
  field: Draft<CompiledField>,
  context: CompileContext,
  trail: readonly Draft<CompiledField>[]
): void {
  // A circle is reported with all others of computed fields.
  if (field.type.name !== 'rollup' || field.rollup || trail.includes(field)) return
  const given = objectOf(field.schema['x-rollup'])
  const from = context.entities.get(textOf(given.from) ?? '')
  if (!from) return
  const faults = problemsOf(entity, field, context)
  const by = byOf(entity, from, given, faults)
  const action = textOf(given.do) as CompiledRollup['do']
  const of = ofField(from, given, faults)
  if (by === undefined || of === undefined) return
  if (of) linkRollup(from, of, context, [...trail, field])
  if (!isFit(action, of, faults)) return
  const rows = entity.children.find((one) => one.schema['x-entity'] === from.key)?.key ?? null
  field.rollup = {
    ...{ do: action, from: from.key, by, of, where: null },
    ...{ rows: by === null ? rows : null, isNear: true, names: [], dependencies: [] },
  }
  Object.assign(field, resultOf(action, of, field))
}

type Report = (word: string, message: string, fix: string) => undefined

function problemsOf(entity: EntityDraft, field: CompiledField, context: CompileContext): Report {
  return (word, message, fix) => {
    const definition = context.definitions.get('entity')?.get(entity.key)
    const pointer = pointerTo('', 'schema', 'properties', field.key, 'x-rollup', word)
    if (!definition) return
    context.problems.report(definition, { code: 'E_DEFINITION_ROLLUP', pointer, message, fix })
  }
}

/** The field of the records gathered that points here; null: they are rows of the own sub-table. */
function byOf(
  entity: EntityDraft,
  from: EntityDraft,
  given: Readonly<Record<string, unknown>>,
  report: Report
): CompiledField | null | undefined {
  const key = textOf(given.by)
  if (key === undefined) {
    const rows = entity.children.some((one) => one.schema['x-entity'] === from.key)
    if (from.parent === entity.key && rows) return null
    return report('from', `“${from.title}”不是本实体的子表，须说明由哪个字段指向本记录`, '写 by')
  }
  const by = from.fields.get(key)
  if (!by) return undefined
  const leadsHere =
    by.lookup === null &&
    (by.target === entity.key || by.targets.some((target) => target.key === entity.key))
  if (leadsHere) return by
  return report('by', `“${by.title}”不指向“${entity.title}”`, '写指向本实体的关联字段')
}

function ofField(
  from: EntityDraft,
  given: Readonly<Record<string, unknown>>,
  report: Report
): Draft<CompiledField> | null | undefined {
  const key = textOf(given.of)
  if (given.do === 'count') {
    return key === undefined
      ? null
      : report('of', 'count 数的是记录，不写 of', '删去 of，或用 countDistinct')
  }
  if (key === undefined) return report('do', `${String(given.do)} 须说明汇总哪个字段`, '写 of')
  const of = from.fields.get(key)
  if (!of || (of.column !== null && of.entityColumn === null)) return of
  return report(
    'of',
    `“${of.title}”没有自己的列，不能汇总`,
    '写一个存储的字段；引用字段可先写成公式'
  )
}

const ordered: ReadonlySet<string> = new Set(['number', 'date', 'datetime', 'text'])

function isFit(action: CompiledRollup['do'], of: CompiledField | null, report: Report): boolean {
  if (of === null || action === 'countDistinct') return true
  const { kind } = of.type.valueType(of)
  const fits =
    action === 'sum' || action === 'avg'
      ? kind === 'number'
      : action === 'join'
        ? kind === 'text' && of.dictionary === null
        : ordered.has(kind) && of.dictionary === null
  if (!fits) report('of', `“${of.title}”不能用 ${action} 汇总`, '换一个字段，或换一种方式')
  return fits
}

/** Types whose sums are of the same type; of others a sum is a whole number. */
const summable: ReadonlySet<string> = new Set(['decimal', 'money', 'percent', 'duration'])

/** Type and digits of the result: those of the field gathered, but counts, averages and lists. */
function resultOf(
  action: CompiledRollup['do'],
  of: CompiledField | null,
  field: CompiledField
): Partial<Draft<CompiledField>> {
  const typeNamed = (name: string) => rollupOf(fieldTypes.get(name)!)
  if (of === null || action === 'countDistinct') return { type: typeNamed('integer'), scale: 0 }
  if (action === 'join') return { type: typeNamed('longtext'), scale: 0 }
  const source = of.type.resultType
  if (action === 'min' || action === 'max') return { type: typeNamed(source), scale: of.scale }
  if (action === 'sum') {
    return { type: typeNamed(summable.has(source) ? source : 'integer'), scale: of.scale }
  }
  const isAmount = source === 'money' || source === 'percent'
  const scale = numberOf(field.schema['x-scale']) ?? Math.max(2, of.scale)
  return { type: typeNamed(isAmount ? source : 'decimal'), scale }
}
