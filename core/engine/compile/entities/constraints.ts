import { pointerTo } from '#engine/problems.ts'
import { compileFilter, compileSource } from '../linking/compile_source.ts'
import { listOf, objectOf, textOf, textsOf } from '../reading/shape.ts'
import type { FilterNode } from '#engine/filters/index.ts'
import type { CompiledCheck, CompiledConstraint, CompiledPeriods } from '../compiled.ts'
import type { CompileContext, Definition, EntityDraft } from '../context.ts'
import type { Members } from '../reading/shape.ts'

/** Where a constraint, or one of the periods it is held against, is written. */
interface Place {
  readonly definition: Definition
  readonly context: CompileContext
  readonly entity: EntityDraft
  readonly pointer: string
}

/** What must hold of an entity's records whenever one is written (definitions.md "Constraints"). */
export function compileConstraints(
  definition: Definition,
  entity: EntityDraft,
  context: CompileContext
): CompiledConstraint[] {
  const given = listOf(definition.document.constraints).map(objectOf)
  if (given.length > 0 && entity.parent !== null) {
    const place = { definition, context, entity, pointer: '/constraints' }
    const message = '子表的行随主记录写入，不能有自己的约束'
    report(place, message, '写在主记录的实体上')
    return []
  }
  return given.flatMap((raw, index) => {
    const place = { definition, context, entity, pointer: pointerTo('', 'constraints', index) }
    const constraint = raw.kind === 'check' ? compileCheck(raw, place) : compileOverlap(raw, place)
    return constraint ?? []
  })
}

function compileCheck(raw: Members, place: Place): CompiledCheck | null {
  const path = textOf(raw.path) ?? ''
  const field = path.slice(1)
  const at = { ...place, pointer: pointerTo(place.pointer, 'that') }
  const that = compileSource(textOf(raw.that) ?? '', { kind: 'boolean' }, at)
  if (that === null) return null
  return {
    kind: 'check',
    uid: textOf(raw.uid) ?? '',
    at: raw.at === undefined ? null : textsOf(raw.at),
    that,
    field,
    message: textOf(raw.message) ?? '',
  }
}

function compileOverlap(raw: Members, place: Place): CompiledConstraint {
  const own = compilePeriods(raw, place)
  const against = listOf(raw.against)
    .map(objectOf)
    .flatMap((other, index) => {
      const pointer = pointerTo(place.pointer, 'against', index)
      const entity = place.context.entities.get(textOf(other.entity) ?? '')
      if (!entity) return []
      const at = { ...place, entity, pointer }
      const periods = compilePeriods(other, at)
      if (entity.parent === null) checkAlike(own, periods, at)
      return [periods]
    })
  return { kind: 'noOverlap', uid: textOf(raw.uid) ?? '', own, against }
}

function compilePeriods(raw: Members, place: Place): CompiledPeriods {
  const { entity, pointer } = place
  const [from, to] = [textOf(raw.from) ?? '', textOf(raw.to) ?? '']
  const per = textsOf(raw.per)
  if (entity.parent !== null) report(place, '子表的行不能占用时段', '改用其主记录的实体')
  per.forEach((key, index) => {
    const field = entity.fields.get(key)
    if (!field || (field.target !== null && field.column !== null)) return
    const at = { ...place, pointer: pointerTo(pointer, 'per', index) }
    report(at, `“${field.title}”不指向一条记录，没有可锁定的`, '改用 relation 类型的字段')
  })
  const types = [from, to].map((key) => entity.fields.get(key)?.type.name)
  const isPeriod = types[0] === types[1] && ['date', 'datetime'].includes(types[0] ?? '')
  if (!isPeriod && !types.includes(undefined)) {
    const at = { ...place, pointer: pointerTo(pointer, 'to') }
    report(at, `“${from}”和“${to}”须都是日期，或都是时间`, '改用类型相同的 date 或 datetime 字段')
  }
  const at = { ...place, pointer: pointerTo(pointer, 'where') }
  const where = compileFilter(raw.where, at)
  if (where !== null && !isOwn(where)) {
    report(at, '条件只能比较本实体的字段与固定的值，否则别处的修改会使约束失效', '去掉关联和公式')
  }
  return { entity: entity.key, per, from, to, where }
}

/** Both sides must name as many records, of the same entities, and measure time alike. */
function checkAlike(own: CompiledPeriods, other: CompiledPeriods, place: Place): void {
  const { context } = place
  const typeOf = (side: CompiledPeriods) =>
    context.entities.get(side.entity)?.fields.get(side.from)?.type.name
  const targets = (side: CompiledPeriods) =>
    side.per.map((key) => context.entities.get(side.entity)?.fields.get(key)?.target)
  const isSame = typeOf(own) === typeOf(other) && String(targets(own)) === String(targets(other))
  if (isSame) return
  report(place, 'per 须与本约束的逐一对应、指向同样的实体，时段的类型也须相同', '改用相应的字段')
}

/** Whether a condition changes only when the record itself is written. */
function isOwn(node: FilterNode): boolean {
  switch (node.op) {
    case 'true':
    case 'false':
      return true
    case 'all':
    case 'any':
      return node.items.every(isOwn)
    case 'not':
      return isOwn(node.item)
    case 'empty':
      return node.path.steps.length === 1
    case 'compare':
      return (
        node.path.steps.length === 1 &&
        node.operands.every(({ kind }) => kind === 'literal' || kind === 'list')
      )
    case 'has':
    case 'under':
    case 'change':
      return false
  }
}

function report(place: Place, message: string, fix: string): void {
  const { definition, context, pointer } = place
  context.problems.report(definition, { code: 'E_DEFINITION_CONSTRAINT', pointer, message, fix })
}
