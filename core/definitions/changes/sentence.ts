import { metaSchemaOf } from '#schemas/index.ts'
import type { Change } from '#schemas/index.ts'
import { listParts } from './list_parts.ts'
import { elementName, placeName, valueText } from './place_name.ts'
import type { Words } from './words.ts'

type Members = Record<string, unknown>

/** `实体“合同”` */
export function definitionName(kind: string, document: Members, words: Words): string {
  const noun = words.language === 'en' ? kind : (metaSchemaOf(kind).title ?? kind)
  return words.element(noun, String(document.title ?? document.key))
}

/** A field of an entity's schema: `字段“金额”`. */
export function fieldName(schema: unknown, key: string, words: Words): string {
  return words.element(words.language === 'en' ? 'field' : '字段', titleOfField(schema, key))
}

/** What one change of a definition is, in a sentence. */
export function sentence(owner: string, change: Change, words: Words): string {
  const { before, after } = change
  const [place, last] = placeName(change, words)
  const where = place === '' ? owner : words.of(owner, place)
  switch (change.change) {
    case 'added':
      return words.added(where, last + brief(after, words))
    case 'removed':
      return words.removed(where, last + brief(before, words))
    case 'renamed':
      return words.rekeyed(words.of(where, last), String(before), String(after), 0)
    case 'ordered':
      return words.reordered(words.of(where, last))
    case 'set': {
      if (change.path.at(-1) === 'title') {
        return words.retitled(calledBefore(where, change, words), String(after))
      }
      const what = words.of(where, last)
      const parts = listed(change)
      if (parts) return words.listed(what, parts)
      return words.set(what, valueText(before, words), valueText(after, words))
    }
  }
}

/** A list by what differs; names of fields that stand in it under their titles. */
function listed({ before, after, within }: Change) {
  if (!Array.isArray(before) && !Array.isArray(after)) return null
  const holder = within.at(-2)?.value
  return listParts(before, after, (name) => titleOfField(holder, name))
}

function titleOfField(schema: unknown, key: string): string {
  const { properties } = (schema ?? {}) as { properties?: Record<string, Members> }
  return String(properties?.[key]?.title ?? key)
}

/** An element is called by the title it has now; one that gets another is called by the one it had. */
function calledBefore(where: string, { before, after }: Change, words: Words): string {
  const now = words.quoted(String(after))
  const isNamed = typeof before === 'string' && where.endsWith(now)
  return isNamed ? where.slice(0, -now.length) + words.quoted(before) : where
}

/** A value that is short enough to be said; elements are named by their titles already. */
function brief(value: unknown, words: Words): string {
  if (typeof value !== 'object' || value === null) return words.brief(valueText(value, words))
  const names = Array.isArray(value) ? value.flatMap((one: Members) => elementName(one) ?? []) : []
  return names.length === 0 ? '' : words.brief(words.enumerate(names.slice(0, mostNames)))
}

/** Elements of a list that comes or goes as a whole, that are named. */
const mostNames = 20
