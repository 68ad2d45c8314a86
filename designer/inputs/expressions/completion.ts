import { describeFunctions } from '#engine/expressions/index.ts'
import type { KnownDefinitions } from '#engine/compile/index.ts'
import { fieldsOf, systemOptions } from '#designer/names/name_options.ts'
import { phrases } from '#designer/texts/phrases.ts'

/** One thing that may be written at the cursor. */
export interface Suggestion {
  /** What is written; `|` is where the cursor goes, else behind it. */
  readonly insert: string
  readonly label: string
  readonly about: string
  readonly kind: 'field' | 'function' | 'actor'
}

export interface Completion {
  /** What is replaced: from here to the cursor. */
  readonly from: number
  readonly suggestions: readonly Suggestion[]
}

const most = 30
const functions = describeFunctions()

/**
 * What may stand at the cursor of an expression about an entity: its fields, behind a dot those of the
 * related record or of the rows, and functions by name or Chinese title. Pure.
 */
export function completionAt(
  text: string,
  cursor: number,
  { entity, known }: { entity: string; known: KnownDefinitions }
): Completion {
  const word = /[\p{L}\p{N}_.$]*$/u.exec(text.slice(0, cursor))?.[0] ?? ''
  const before = text.slice(0, cursor)
  if (!text.startsWith('=') || isInText(before) || (word === '' && isAfterValue(before))) {
    return { from: cursor, suggestions: [] }
  }
  const path = word.split('.')
  const last = path.pop() ?? ''
  const from = cursor - last.length
  const owner = ownerAt(entity, path, known)
  const all =
    owner === null
      ? []
      : [...fieldSuggestions(owner, known), ...(path.length === 0 ? words(owner, known) : [])]
  const sought = last.toLowerCase()
  const fits = all
    .map((one) => ({ one, rank: rankOf(one, sought) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank)
  return { from, suggestions: fits.slice(0, most).map(({ one }) => one) }
}

/** Behind a value an operator comes, not a name. */
function isAfterValue(before: string): boolean {
  return /[)\p{L}\p{N}_"]\s*$/u.test(before)
}

function isInText(before: string): boolean {
  return (before.match(/"/g)?.length ?? 0) % 2 === 1
}

/** Entity whose fields stand behind the dots; null where they lead nowhere. */
function ownerAt(entity: string, path: readonly string[], known: KnownDefinitions): string | null {
  let owner: string | null = entity
  path.forEach((name, index) => {
    const compiled = owner === null ? undefined : known.entities.get(owner)
    if (index === 0 && name === 'old') return
    if (index === 0 && name === 'parent' && compiled?.parent) {
      owner = compiled.parent
      return
    }
    const field = compiled?.fields.get(name)
    owner = field?.childEntity ?? field?.target ?? null
  })
  return owner
}

function fieldSuggestions(entity: string, known: KnownDefinitions): Suggestion[] {
  const fields = fieldsOf(entity, known).map(({ value, label, about }) => ({
    ...{ insert: value, label, about: about ?? '', kind: 'field' as const },
  }))
  const system = systemOptions(entity, known).map(({ value, label, about }) => ({
    ...{ insert: value, label, about, kind: 'field' as const },
  }))
  return [...fields, ...system]
}

function words(entity: string, known: KnownDefinitions): Suggestion[] {
  const isChild = (known.entities.get(entity)?.parent ?? null) !== null
  const actor = ['$me', '$now', '$today'].map((word) => ({
    ...{ insert: word, label: word, about: '', kind: 'actor' as const },
  }))
  const parent = isChild
    ? [{ insert: 'parent.', label: 'parent', about: '', kind: 'field' as const }]
    : []
  const called = functions.map(({ name, title, usage, about }) => ({
    ...{
      insert: `${name}(|)`,
      label: usage,
      about: phrases.labelled(title, about),
      kind: 'function' as const,
    },
  }))
  return [...parent, ...actor, ...called]
}

/** Beginnings before middles, names before titles; -1 when it does not fit. */
function rankOf({ insert, label, about, kind }: Suggestion, sought: string): number {
  const base = kind === 'field' ? 0 : 4
  if (sought === '') return base
  const name = insert.toLowerCase()
  if (name.startsWith(sought)) return base
  if (label.toLowerCase().includes(sought)) return base + 1
  if (name.includes(sought)) return base + 2
  return about.toLowerCase().includes(sought) ? base + 3 : -1
}
