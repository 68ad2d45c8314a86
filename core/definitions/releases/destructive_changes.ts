import type { CompiledApplication, CompiledField } from '#engine/compile/compiled.ts'

/**
 * What of `after` would need stored values to be converted, said in words; empty when tables only
 * grow. A removed field or entity is not among them: its column or table is kept.
 */
export function destructiveChanges(
  before: CompiledApplication,
  after: CompiledApplication
): string[] {
  const earlier = new Map([...before.entities.values()].map((entity) => [entity.uid, entity]))
  const changes: string[] = []
  for (const entity of after.entities.values()) {
    const was = earlier.get(entity.uid)
    if (!was) continue
    if ((was.parent === null) !== (entity.parent === null)) {
      changes.push(`实体“${entity.title}”（${entity.key}）在主表与子表之间变更`)
    }
    for (const field of entity.fields.values()) {
      const fieldBefore = was.byUid.get(field.uid)
      if (fieldBefore && layout(fieldBefore) !== layout(field)) {
        const types = `${typeText(fieldBefore)} → ${typeText(field)}`
        changes.push(`字段“${field.title}”（${entity.key}.${field.key}）的类型变更：${types}`)
      }
    }
  }
  return changes
}

/** How a field lies in its column, on both databases at once, so that both decide the same. */
function layout(field: CompiledField): string {
  const columns = [field.type.column('sqlite'), field.type.column('postgres')]
  return JSON.stringify([...columns, field.scale, field.type.name === 'children'])
}

function typeText(field: CompiledField): string {
  return field.scale > 0 ? `${field.type.name}(${field.scale})` : field.type.name
}
