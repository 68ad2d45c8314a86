import type { TableDialect } from './table_dialect.ts'

export const postgresTables: TableDialect = {
  catalogue: `
    SELECT 'table' AS kind, r.relname::text AS relation,
        string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), chr(10)) AS name
      FROM pg_attribute a
      JOIN pg_class r ON r.oid = a.attrelid AND r.relkind = 'r'
      WHERE r.relnamespace = current_schema()::regnamespace AND starts_with(r.relname, 'e_')
        AND a.attnum > 0 AND NOT a.attisdropped
      GROUP BY r.oid, r.relname
    UNION ALL
    SELECT CASE WHEN x.indisvalid THEN 'index' ELSE 'invalid' END, r.relname::text, i.relname::text
      FROM pg_index x
      JOIN pg_class i ON i.oid = x.indexrelid
      JOIN pg_class r ON r.oid = x.indrelid
      WHERE r.relnamespace = current_schema()::regnamespace AND starts_with(r.relname, 'e_')
    UNION ALL
    SELECT CASE WHEN c.convalidated THEN 'validated' ELSE 'foreign' END, r.relname::text, c.conname::text
      FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
      WHERE c.contype = 'f' AND r.relnamespace = current_schema()::regnamespace`,
  toldType: (declared) =>
    declared
      .replace(/ COLLATE "C"$/i, '')
      .replace(/^timestamptz\((\d)\)$/i, 'timestamp($1) with time zone')
      .toLowerCase(),
  inlineForeignKeys: false,
  createBeside: (sql) => sql.replace('CREATE INDEX', 'CREATE INDEX CONCURRENTLY'),
  dropBeside: (index) => `DROP INDEX CONCURRENTLY ${index}`,
  lockBeside: 'none',
  // Also against those who have locked rows and will write them: a weaker lock lets both wait for each other.
  lockAgainstWrites: (table) => `LOCK TABLE ${table} IN EXCLUSIVE MODE`,
  booleanLiteral: (value) => (value ? 'TRUE' : 'FALSE'),
  updateEach: (table, column, type) =>
    `UPDATE ${table} SET ${column} = (j ->> 1)::${type.replace(/ COLLATE "C"$/i, '')} ` +
    `FROM jsonb_array_elements(?::jsonb) AS j WHERE ${table}."id" = (j ->> 0)::uuid`,
}
