import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import { pointerTo } from '#engine/problems.ts'
import type { ConstraintViolation, Database } from '#core/storage/index.ts'
import { recordNotUnique, recordReferenced } from '../errors.ts'
import { uniquePrefix } from '../storage/table_plan.ts'

/**
 * A constraint that the database refused a command for, said as a fault of the record. Every other
 * error comes back as it is.
 */
export function constraintRefusal(
  database: Database,
  application: CompiledApplication,
  error: unknown,
  base = ''
): unknown {
  const violation = database.dialect.constraintViolation(error)
  if (violation === null) return error
  if (violation.kind === 'foreign') {
    return new Refusal(recordReferenced({ entity: null, title: '其他记录', count: null }))
  }
  const found = brokenRule(application, violation)
  if (!found) return error
  const { entity, fields } = found
  const titles = fields.map((key) => entity.fields.get(key)?.title ?? key)
  const places = entity.parent === null ? fields : [rowsField(application, entity)]
  return new Refusal(
    places.map((key) => recordNotUnique({ fields: [...fields], titles }, pointerTo(base, key)))
  )
}

/** The `unique` of a definition behind an index: by its name, or by the columns it covers. */
function brokenRule(
  application: CompiledApplication,
  violation: ConstraintViolation
): { entity: CompiledEntity; fields: readonly string[] } | null {
  for (const entity of application.entities.values()) {
    for (const rule of entity.unique) {
      const { constraint, table, columns } = violation
      if (constraint?.startsWith(`${uniquePrefix}${rule.uid}_`))
        return { entity, fields: rule.fields }
      const own = rule.fields.map((key) => entity.fields.get(key)?.column ?? key)
      const covered = columns.filter((column) => column !== 'parent_id')
      const isSame = own.length === covered.length && own.every((name) => covered.includes(name))
      if (table === entity.table && isSame) return { entity, fields: rule.fields }
    }
  }
  return null
}

/** Which of its rows clash the database does not tell: the sub-table as a whole is named. */
function rowsField(application: CompiledApplication, child: CompiledEntity): string {
  const parent = application.entities.get(child.parent ?? '')
  return parent?.children.find((field) => field.childEntity === child.key)?.key ?? ''
}
