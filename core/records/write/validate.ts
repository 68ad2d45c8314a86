/**
 * Whether the record may be like this. Every fault is told at once: those the body already had
 * (normalise, locks, derive), those of shape (the entity's compiled validator), and those of
 * ranges, codes and `x-check`.
 *
 * @throws E_RECORD_INVALID and the other 422 faults, all in one Refusal
 */
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { checkCode, checkRange } from '#engine/fields/index.ts'
import type { ValueFault } from '#engine/fields/index.ts'
import { pointerTo } from '#engine/problems.ts'
import { isBlank } from '#engine/values.ts'
import type { Value, Values } from '#engine/values.ts'
import { recordInvalid } from '../errors.ts'
import { rowsOf } from '../history/changes.ts'
import { forEachRow } from './derive.ts'
import type { RecordTree } from './derive.ts'
import { expressionContext } from './expression_context.ts'
import type { NamedRecords } from './expression_context.ts'
import { linkedIds } from './link_lists.ts'
import type { WriteContext } from './write_context.ts'

/** Faults of a proposed record, beside those found before. Pure, given the related records. */
export function faultsOf(tree: RecordTree): Fault[] {
  const faults: Fault[] = []
  const walk = (entity: CompiledEntity, place: readonly string[]) => {
    forEachRow(tree, place, (named, path) => faults.push(...rowFaults(tree.context, named, path)))
    for (const field of entity.children) {
      walk(tree.context.entityOf(field.childEntity!), [...place, field.key])
    }
  }
  walk(tree.entity, [])
  return [...faults, ...shapeFaults(tree)]
}

/** Throws all faults together, `most` at the utmost. */
export function refuseInvalid(faults: readonly Fault[], most = Infinity): void {
  const first = firstFaults(faults)
  if (first.length > 0) throw new Refusal(first.slice(0, most))
}

/** A place that has one fault says no second thing. */
export function firstFaults(faults: readonly Fault[]): Fault[] {
  const first = new Map<string, Fault>()
  for (const fault of faults) if (!first.has(fault.path ?? '')) first.set(fault.path ?? '', fault)
  return [...first.values()]
}

/** What the validator compiled from the entity's schema says, with pointers into the body. */
function shapeFaults(tree: RecordTree): Fault[] {
  const { context, entity, root } = tree
  const shape = shapeOf(context, entity, root)
  return context.environment.registry.validate(entity, shape).map(({ pointer, ...fault }) => {
    const { keyword, params, zh, en } = fault
    return recordInvalid({ ...params, keyword, zh, en }, bodyPointer(tree, pointer))
  })
}

/** Only what the author's schema speaks of: fields that are not blank, rows without their ids. */
function shapeOf(context: WriteContext, entity: CompiledEntity, record: Values): Values {
  const shape: Record<string, Value> = {}
  for (const field of entity.fields.values()) {
    const value = record[field.key] ?? null
    if (field.childEntity !== null) {
      const child = context.entityOf(field.childEntity)
      const rows = rowsOf(record, field).map((row) => shapeOf(context, child, row))
      if (rows.length > 0 || 'minItems' in field.schema) shape[field.key] = rows
    } else if (field.linkTable !== null && 'minItems' in field.schema) {
      shape[field.key] = linkedIds(value)
    } else if (!isBlank(value)) shape[field.key] = value
  }
  return shape
}

/** `/items/3/price` of the record -> where the body speaks of that row. */
function bodyPointer({ entity, root, paths, base, context }: RecordTree, pointer: string) {
  let path = base
  let record: Values | undefined = root
  let at: CompiledEntity | undefined = entity
  const segments = pointer.split('/').slice(1)
  for (let i = 0; i < segments.length; i++) {
    const field: CompiledField | undefined = at?.fields.get(segments[i]!)
    path += `/${segments[i]}`
    if (!field?.childEntity || segments[i + 1] === undefined) continue
    record = record && rowsOf(record, field)[Number(segments[++i])]
    at = context.entityOf(field.childEntity)
    path = paths.get(String(record?.id)) ?? `${path}/${segments[i]}`
  }
  return path
}

function rowFaults(context: WriteContext, named: NamedRecords, path: string): Fault[] {
  const { entity, record, old } = named
  return [...entity.fields.values()].flatMap((field) => {
    const value = record[field.key] ?? null
    const at = pointerTo(path, field.key)
    const texts = (zh: string, en: string) => ({
      zh: `“${field.title}”${zh}`,
      en: `"${field.title}" ${en}`,
    })
    if (field.required && isBlank(value)) {
      return [recordInvalid({ keyword: 'required', ...texts('不能为空', 'is required') }, at)]
    }
    const misfit =
      checkRange(value, field) ?? codeFault(context, field, value, old?.[field.key] ?? null)
    if (misfit) {
      const { keyword, zh, en, params } = misfit
      return [recordInvalid({ ...params, keyword, ...texts(zh, en) }, at)]
    }
    return checkFault(context, field, named, at)
  })
}

/** `x-check`: only FALSE is a fault; blank and errors of the formula are not. */
function checkFault(
  context: WriteContext,
  field: CompiledField,
  named: NamedRecords,
  path: string
): Fault[] {
  if (field.check === null) return []
  if (field.check.expression.evaluate(expressionContext(context, named)) !== false) return []
  const { message } = field.check
  return [recordInvalid({ keyword: 'x-check', zh: message, en: message }, path)]
}

/** A code must be one of its dictionary or lifecycle; one switched off stays only where it stood. */
function codeFault(
  { application }: WriteContext,
  field: CompiledField,
  value: Value,
  before: Value
): ValueFault | null {
  if (isBlank(value)) return null
  const code = String(value)
  if (field.dictionary !== null) {
    const { byCode } = application.dictionaries.get(field.dictionary) ?? { byCode: noItems }
    const kept = new Set(listed(before))
    const isOpen = (one: Value) => {
      const item = byCode.get(String(one))
      return item !== undefined && (!item.off || kept.has(one))
    }
    const closed = listed(value).find((one) => !isOpen(one))
    return closed === undefined ? null : checkCode(closed, noCodes)
  }
  const states =
    field.lifecycle === null ? null : application.lifecycles.get(field.lifecycle)?.states
  return states === null || states?.has(code) ? null : checkCode(value, noCodes)
}

/** One code, or those of a choice of several. */
function listed(value: Value): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [value]
}

const noItems: ReadonlyMap<string, { off?: boolean }> = new Map()
const noCodes: ReadonlySet<string> = new Set()
