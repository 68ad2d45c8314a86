import { fieldOfStep } from './system_fields.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { FieldPath, PathStep } from './ast.ts'

const known = new WeakMap<CompiledField, Map<string, CompiledField>>()

/** A part of an object that lies in one column, seen as a field; undefined when there is none. */
export function memberField(field: CompiledField, name: string): CompiledField | undefined {
  const { members } = field.type
  const member = members && Object.hasOwn(members, name) ? members[name] : undefined
  if (!member || field.member) return undefined
  let made = known.get(field)
  if (!made) known.set(field, (made = new Map()))
  let part = made.get(name)
  if (!part) {
    const { type, path, title, scale = 0 } = member
    part = Object.freeze({
      ...{ ...field, type, scale, member: path, schema: {}, title: `${field.title}${title}` },
      ...{ check: null, formula: null, lookup: null },
    })
    made.set(name, part)
  }
  return part
}

/** The last step of a path, led on to a part of its object. */
export function memberStep(step: PathStep, name: string): PathStep | null {
  const field = step.field && memberField(step.field, name)
  return field ? { ...step, field } : null
}

/**
 * The path by which the values at the end of a path are compared, sorted and grouped: that of the
 * part that stands for an object, else the same.
 */
export function comparedPath(path: FieldPath): FieldPath {
  const last = path.steps.at(-1)!
  const { key } = fieldOfStep(last).type
  const step = key === undefined ? null : memberStep(last, key)
  return step ? { ...path, steps: [...path.steps.slice(0, -1), step] } : path
}
