import type { FieldForm } from '#engine/conversions/index.ts'

/** A column with the form its values have. */
export interface FormColumn {
  readonly column: string
  readonly form: FieldForm
}

/** Where records of an entity lie in the database. Given once, when an entity is new, and kept for ever. */
export interface PhysicalNames {
  table(uid: string, key: string): string
  /** The column of a field's values in this form: another form has another column. */
  column(entityUid: string, fieldUid: string, key: string, form: FieldForm): string
  /** Columns of the same field in other forms, which every write fills too. */
  mirrors(entityUid: string, fieldUid: string, form: FieldForm): readonly FormColumn[]
}

/** PostgreSQL cuts longer names silently. */
const longest = 63
const longestSlug = 30

/**
 * Table `e_<slug>_<uid>`, column `<slug>_<uid>`. The slug is for people who look at the database; the
 * uid makes the name unique, so no key (`select`, `users`, `sqlite_sequence`) can meet a word of SQL
 * or a table that exists.
 */
export const defaultNames: PhysicalNames = {
  table: (uid, key) => `e_${slug(key, longest - 3 - uid.length)}_${uid}`,
  column: (_entityUid, fieldUid, key) => columnName(fieldUid, key),
  mirrors: () => [],
}

/** @param nth 1 for the first form of a field's values, 2 for the next */
export function columnName(fieldUid: string, key: string, nth = 1): string {
  const tail = nth === 1 ? fieldUid : `${fieldUid}_r${nth}`
  return `${slug(key, longest - 1 - tail.length)}_${tail}`
}

function slug(key: string, room: number): string {
  const plain = key.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
  const lettered = /^[a-z]/.test(plain) ? plain : `f_${plain}`
  return lettered.slice(0, Math.min(longestSlug, room))
}
