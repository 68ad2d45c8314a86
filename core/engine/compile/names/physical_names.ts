/** Where records of an entity lie in the database. Given once, when an entity is new, and kept for ever. */
export interface PhysicalNames {
  table(uid: string, key: string): string
  column(entityUid: string, fieldUid: string, key: string): string
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
  column: (_entityUid, fieldUid, key) => `${slug(key, longest - 1 - fieldUid.length)}_${fieldUid}`,
}

function slug(key: string, room: number): string {
  const plain = key.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
  const lettered = /^[a-z]/.test(plain) ? plain : `f_${plain}`
  return lettered.slice(0, Math.min(longestSlug, room))
}
