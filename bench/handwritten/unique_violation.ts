/** Whether a database refused a second row with the same unique value. */
export function isUniqueViolation(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: string }
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE'
}
