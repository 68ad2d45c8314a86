import type { TableDialect } from './table_dialect.ts'

export const sqliteTables: TableDialect = {
  catalogue: `
    SELECT 'table' AS kind, m.name AS relation,
        (SELECT group_concat(c.name || ' ' || c.type, char(10)) FROM pragma_table_info(m.name) c) AS name
      FROM sqlite_master m
      WHERE m.type = 'table' AND substr(m.name, 1, 2) = 'e_'
    UNION ALL
    SELECT 'index', tbl_name, name FROM sqlite_master
      WHERE type = 'index' AND substr(tbl_name, 1, 2) = 'e_'`,
  toldType: (declared) => declared,
  // A clause may name a table that is made later.
  inlineForeignKeys: true,
  createBeside: (sql) => sql,
  dropBeside: (index) => `DROP INDEX ${index}`,
  lockBeside: 'write',
  lockAgainstWrites: () => null,
  booleanLiteral: (value) => (value ? '1' : '0'),
  updateEach: (table, column) =>
    `UPDATE ${table} SET ${column} = j.value ->> 1 FROM json_each(?) AS j ` +
    `WHERE ${table}."id" = j.value ->> 0`,
}
