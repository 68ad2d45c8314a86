/** Where the hand-written app finds its rows, and whether it counts statements instead of being measured. */
export interface HandwrittenSettings {
  /** PostgreSQL; null = the SQLite file. */
  databaseUrl: string | null
  sqliteFile: string | null
  /** Opens `/__test__/statements`. */
  countStatements: boolean
}
