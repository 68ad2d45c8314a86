import { equality } from '../operators.ts'
import { fits, misfit, unlessBlank, wrongType } from '../parsed.ts'
import { compareText, formatText, textFromColumn } from '../plain_text.ts'
import { parseId } from '../record_link.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { Value } from '#engine/values.ts'
import type { FieldType, Parsed } from '../field_type.ts'

function parseLink(given: unknown, field: CompiledField): Parsed {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return wrongType('{entity, id}', '{entity, id}')
  }
  const { entity, id, ...more } = given as Record<string, unknown>
  const extra = Object.keys(more)[0]
  if (extra !== undefined && extra !== 'title') {
    const key = extra.slice(0, 100)
    return misfit('additionalProperties', `没有“${key}”`, `has no "${key}"`, { key })
  }
  const target = field.targets.find(({ key }) => key === entity)
  if (!target) {
    const allowed = field.targets.map(({ key }) => key)
    const [zh, en] = ['不能指向这个实体', 'cannot point to this entity']
    return misfit('entity', zh, en, { value: String(entity).slice(0, 100), allowed })
  }
  const parsed = parseId(id)
  return parsed.ok ? fits(`${target.uid}/${String(parsed.value)}`) : parsed
}

/** The two halves of a value; null when it is blank. */
export function linkParts(value: Value): { uid: string; id: string } | null {
  if (typeof value !== 'string') return null
  const at = value.indexOf('/')
  return at === -1 ? null : { uid: value.slice(0, at), id: value.slice(at + 1) }
}

/**
 * One record of one of several entities (任意关联): `{entity, id}` in JSON, `<entity uid>/<id>` in
 * memory, so that a renamed entity changes no value. Its column holds the id; the entity's uid has
 * a column beside it.
 */
export const polymorphic: FieldType = {
  name: 'polymorphic',
  resultType: 'polymorphic',
  valueType: () => ({ kind: 'text' }),
  operators: equality,
  sortable: false,
  column: (dialect) => (dialect === 'sqlite' ? 'TEXT' : 'uuid'),
  parse: unlessBlank(parseLink),
  toColumn: (value) => linkParts(value)?.id ?? null,
  fromColumn: textFromColumn,
  compare: compareText,
  format: formatText,
}
