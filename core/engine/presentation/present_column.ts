import { fieldOfStep, operatorsOf, parsePath } from '#engine/filters/index.ts'
import { presentField } from './present_field.ts'
import type { CompiledEntity, CompiledField } from '#engine/compile/index.ts'
import type { Presented } from './presented.ts'
import type { RuntimeColumn, RuntimeField } from './shapes.ts'

/** The engine's own columns that people sort, show and ask by; the others are of no use in a list. */
const shownSystemFields = [
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'owner_id',
  'dept_id',
]
/** They hold no value that one would search for by hand. */
const notOffered = new Set(['json'])

/** Everything of an entity that a list may show or be asked by, each with what can be done with it. */
export function presentFieldColumns(
  entity: CompiledEntity,
  presented: Presented,
  withRows = true
): RuntimeColumn[] {
  const own = [...entity.fields.values()]
    .filter((field) => !notOffered.has(field.type.name))
    .map((field) => field.key)
  const system = entity.parent === null ? shownSystemFields : []
  return [...own, ...system].flatMap((path) => presentColumn({ path }, entity, presented, withRows))
}

/** One column, or none where the actor may not read all of the way. */
export function presentColumn(
  column: { path: string; title?: string; width?: number },
  entity: CompiledEntity,
  presented: Presented,
  withRows = false
): RuntimeColumn[] {
  const last = lastStep(column.path, entity, presented)
  if (!last) return []
  const field = presentStep(last, presented)
  const masked = isMasked(column.path, entity, presented)
  const rows = withRows && presented.application.entities.get(last.field.childEntity ?? '')
  return [
    {
      path: column.path,
      title: column.title ?? field.title,
      width: column.width ?? null,
      sortable: last.field.type.sortable && !masked,
      operators: masked ? [] : operatorsAt(column.path, entity, presented),
      groupable: !masked && last.field.column !== null && last.field.type.name !== 'longtext',
      field,
      rows: rows ? presentFieldColumns(rows, presented, false) : null,
    },
  ]
}

type LastStep = { field: CompiledField; owner: CompiledEntity }

/** The last step of a path the actor may read all along; null otherwise. */
export function lastStep(
  path: string,
  entity: CompiledEntity,
  presented: Presented
): LastStep | null {
  const { application, access } = presented
  const parsed = parsePath(path, {
    entity,
    entityOf: (key) => application.entities.get(key),
    readable: (of, field) => access.may(of, 'read') && access.readable(of, field),
  })
  const step = parsed.path?.steps.at(-1)
  const owner = step && application.entities.get(step.entity)
  return step && owner
    ? (namedLookup(path, entity, presented) ?? { field: fieldOfStep(step), owner })
    : null
}

/** A lookup is shown under its own name, not under that of its source. */
function namedLookup(
  path: string,
  entity: CompiledEntity,
  { application }: Presented
): LastStep | null {
  let owner: CompiledEntity | undefined = entity
  const names = path.split('.')
  for (const name of names.slice(0, -1)) {
    owner = application.entities.get(owner?.fields.get(name)?.target ?? '')
  }
  const field = owner?.fields.get(names.at(-1)!)
  return owner && field?.lookup ? { field, owner } : null
}

/** The engine's own links point to the entities that play people and departments. */
function presentStep({ field, owner }: LastStep, presented: Presented): RuntimeField {
  if (owner.fields.get(field.key) === field) return presentField(field, owner, presented)
  const { anchors } = presented.application
  const part = field.type.name === 'user' ? anchors.user : undefined
  const target = part ?? (field.type.name === 'department' ? anchors.department : undefined)
  return presentField({ ...field, target: target ?? null }, owner, presented)
}

/** Whether a field on the way of a readable path is masked: it can be seen, not asked for. */
export function isMasked(path: string, entity: CompiledEntity, presented: Presented): boolean {
  const { application, access } = presented
  const parsed = parsePath(path, { entity, entityOf: (key) => application.entities.get(key) })
  return (parsed.path?.steps ?? []).some((step) => {
    const owner = application.entities.get(step.entity)
    return owner !== undefined && access.masked(owner, step.key)
  })
}

function operatorsAt(path: string, entity: CompiledEntity, presented: Presented): string[] {
  const { application, access } = presented
  const context = {
    entity,
    entityOf: (key: string) => application.entities.get(key),
    department: application.anchors.department,
    readable: access.readable,
    masked: access.masked,
  }
  const parsed = parsePath(path, context).path
  return parsed ? [...operatorsOf(parsed, context)] : []
}
