/**
 * The limits every definition is held to, on every way in (architecture.md law 2).
 * They exist because a definition is hostile input: each guards a measured failure
 * (stack overflow of compilers, super-linear patterns, enum lists that take a minute to compile).
 */
export const budgets = {
  /** Nesting of objects and arrays in a definition. */
  depth: 32,
  /** Members of all `properties` maps of one definition together. */
  properties: 1_000,
  /** Columns an entity keeps in its table. */
  storedColumns: 400,
  /** UTF-8 bytes of one definition in canonical form. */
  definitionBytes: 256 * 1024,
  /** Values of one `enum`. */
  enumValues: 200,
  /** Nesting of conditions in a filter, rule or row scope. */
  conditionDepth: 8,
  /** Leaves of one filter. */
  conditionLeaves: 200,
  /** Values of one list in a filter. */
  conditionValues: 1_000,
  /** Characters of one expression. */
  expressionCharacters: 4_000,
  /** Nodes of one expression's syntax tree. */
  expressionNodes: 500,
  /** Nesting of one expression. */
  expressionDepth: 64,
  /** Evaluation steps of one expression. */
  expressionSteps: 100_000,
  /** Characters of any text an expression makes. */
  expressionText: 1_000_000,
  /** Texts one query may look through, row by row: conditions that no index serves, times the rows. */
  scannedValues: 20_000_000,
  /** Milliseconds the statements of one question may take together. */
  questionMillis: 10_000,
  /** Relations one path may follow. */
  pathRelations: 3,
  /** Sort keys of one list. */
  sortKeys: 3,
  /** Records of one page. */
  pageRecords: 1_000,
  /** Nesting of the value of a json field. */
  jsonDepth: 16,
  /** UTF-8 bytes of the value of a json field. */
  jsonBytes: 64 * 1024,
  /** Nesting of a request body. */
  bodyDepth: 32,
  /** Bytes of a JSON request body. */
  bodyBytes: 2 * 1024 * 1024,
} as const
