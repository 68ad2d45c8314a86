import type { Fault } from '#engine/errors.ts'
import { fieldTypes } from '#engine/fields/index.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { ReadContext } from '../read_context.ts'
import { fragment, join } from '../sql/fragment.ts'
import type { Fragment } from '../sql/fragment.ts'
import { fieldValue } from '../sql/path_value.ts'
import { invalidParameter } from './parameters.ts'

const mostCharacters = 200

/** `search`: trimmed; blank asks for nothing. */
export function parseSearch(text: string, faults: Fault[]): string | null {
  const parsed = fieldTypes.get('text')!.parse(text.trim(), undefined as never)
  if (!parsed.ok || text.length > mostCharacters) {
    const zh = `应为不超过 ${mostCharacters} 字的文本`
    faults.push(
      invalidParameter('search', zh, `must be text of at most ${mostCharacters} characters`)
    )
    return null
  }
  return parsed.value === null ? null : String(parsed.value)
}

/**
 * Records of which some searched field contains the text, Latin letters folded. Both databases fold
 * the letters A to Z only, and so do we: other scripts are compared as they are.
 */
export function searchCondition(text: string, context: ReadContext): Fragment {
  const { entity, scope } = context
  const folded = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  const parts = searchedFields(context).map((field) => {
    const value = fieldValue(entity, field, 't', scope)
    const { htmlText } = scope.dialect
    const lower = `lower(${field.type.searchedText ? htmlText(value.sql) : value.sql})`
    return { sql: scope.dialect.containsText(lower), bindings: [...value.bindings, folded] }
  })
  return parts.length === 0 ? fragment('1 = 0') : join(['(', join(parts, ' OR '), ')'])
}

/** Fields marked x-search, else title and number; only what the actor reads in clear. */
export function searchedFields({ entity, access }: ReadContext): CompiledField[] {
  const stored = entity.stored.filter(
    (field) =>
      field.type.operators.includes('contains') &&
      field.type.valueType(field).kind === 'text' &&
      access.readable(entity, field.key) &&
      !access.masked(entity, field.key)
  )
  const isMarked = entity.stored.some((field) => field.search)
  return stored.filter((field) =>
    isMarked
      ? field.search
      : field.key === entity.titleField || field.key === entity.numbering?.field
  )
}
