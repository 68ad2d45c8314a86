/** What keys and uids look like (definitions.md "Envelope"). */
export const moduleKeyGrammar = /^[a-z][a-z0-9_]{1,29}$/
export const definitionKeyGrammar = /^[a-z][a-z0-9_]{1,29}\.[a-z][a-z0-9_]{0,39}$/
export const idGrammar = /^[a-z][a-z0-9_]{0,39}$/
export const uidGrammar = /^[a-z0-9]{8,32}$/

/**
 * Words a field cannot be called: the engine's own columns and names of the expression and filter
 * languages. `parent` is one of them in a sub-table only: departments and organisations are trees by it.
 */
export const reservedFieldKeys: ReadonlySet<string> = new Set([
  'id',
  'rev',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'deleted_at',
  'org_id',
  'dept_id',
  'owner_id',
  'parent_id',
  'row_no',
  'any',
  'all',
  'not',
  'me',
  'now',
  'today',
  'old',
  'parent',
  'row',
  'vars',
  'result',
  'constructor',
  'prototype',
])

/** Module part of a definition's key; a module's own key is its module. */
export function moduleOf(key: string): string {
  return key.split('.')[0] ?? key
}

/** A hostile key is shown shortened and without what a terminal could act on. */
export function shown(name: unknown): string {
  const text = typeof name === 'string' ? name : String(name)

  const plain = text.replaceAll(
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\ufeff]/g,
    '�'
  )
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain
}
