/** What making tables needs to know of a database, beyond `Dialect`. */
export interface TableDialect {
  /**
   * One query of what the tables of entities have, as rows {kind, relation, name}. The kind is
   * `table`, where the name is a line for each column with its type behind it; `index`, or `invalid`
   * for one whose building was ended; `validated`, or `foreign` for a foreign key whose older rows
   * nobody has looked at.
   */
  readonly catalogue: string
  /** The type of a column as the catalogue tells it, from the type it was declared with. */
  toldType(declared: string): string
  /** Whether foreign keys are part of CREATE TABLE and ADD COLUMN, or constraints added afterwards. */
  readonly inlineForeignKeys: boolean
  /** CREATE INDEX, and DROP INDEX of a quoted name, as `Database.beside` sends them. */
  createBeside(sql: string): string
  dropBeside(index: string): string
  /** Who waits while an index is built that way. */
  readonly lockBeside: 'none' | 'write'
  /** Keeps others from writing to a table until the transaction ends; null where it does so anyway. */
  lockAgainstWrites(table: string): string | null
  /** SQL literal of a boolean bound parameter. */
  booleanLiteral(value: boolean): string
  /**
   * UPDATE of one column of many rows; takes one bound parameter, the JSON text of a list of
   * `[id, bound value]`. `type` is the column's, declared.
   */
  updateEach(table: string, column: string, type: string): string
}
