import fc from 'fast-check'

/** Random expressions of the part of the language that has a form in SQL, over the names of `sql_table.ts`. */
type Source = fc.Arbitrary<string>

const amounts = fc.constantFrom('price', 'fee', 'weight', 'pages', '-price', 'fee%')
const literals = fc.constantFrom('0', '1', '7', '0.5', '12.34', '100', '0.001', 'BLANK()')
const columns = {
  date: fc.constantFrom('due_on', 'start_on', 'TODAY()', '$today', 'DATE(2026, 2, 28)'),
  text: fc.constantFrom('title', 'state', '"open"', '"a"', '"Zoë"', '""', '"规矩"'),
  record: fc.constantFrom('reader', '$me', 'USER()', '"0190a000-0000-7000-8000-000000000001"'),
  datetime: fc.constantFrom('made_at', 'seen_at', '$now', 'NOW()'),
  flag: fc.constantFrom('done', 'late', 'TRUE', 'FALSE'),
}
const order = fc.constantFrom('<', '<=', '>', '>=', '=', '<>')
const equality = fc.constantFrom('=', '<>')

const between = (side: Source, operator: Source): Source =>
  fc.tuple(side, operator, side).map(([a, sign, b]) => `(${a} ${sign} ${b})`)
const calling = (name: Source, args: Source): Source =>
  fc
    .tuple(name, fc.array(args, { minLength: 1, maxLength: 3 }))
    .map(([called, list]) => `${called}(${list.join(', ')})`)

const { number, date, boolean } = fc.letrec<Record<string, string>>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    amounts,
    literals,
    between(tie('number') as Source, fc.constantFrom('+', '-')),
    between(tie('date') as Source, fc.constant('-')),
    calling(fc.constantFrom('SUM', 'MIN', 'MAX', 'COUNT', 'COUNTA'), tie('number') as Source),
    calling(fc.constantFrom('SUM', 'MIN', 'MAX', 'COUNT'), tie('row') as Source),
    fc
      .tuple(tie('row') as Source, tie('number') as Source)
      .map(([mapped, value]) => `MAX(${mapped}, ${value})`),
    fc.constantFrom(
      'COUNT(items)',
      'COUNT(items.back_on)',
      'COUNTA(items.kind)',
      '-MIN(price, fee)'
    )
  ),
  row: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom('items.cost', 'items.qty', 'items.cost + price', 'items.back_on - due_on'),
    between(tie('row') as Source, fc.constantFrom('+', '-'))
  ),
  date: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    columns.date,
    fc
      .tuple(tie('date') as Source, fc.constantFrom('+', '-'), fc.constantFrom('7', '400', 'pages'))
      .map(([day, sign, days]) => `(${day} ${sign} ${days})`),
    fc
      .tuple(fc.constantFrom('MIN', 'MAX'), tie('date') as Source)
      .map(([name, day]) => `${name}(${day}, items.back_on)`),
    calling(fc.constantFrom('MIN', 'MAX'), tie('date') as Source)
  ),
  boolean: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    columns.flag,
    between(tie('number') as Source, order),
    between(tie('date') as Source, order),
    between(columns.text, order),
    between(columns.datetime, order),
    between(columns.record, order),
    between(columns.flag, equality),
    fc.tuple(columns.record, equality, columns.text).map((parts) => `(${parts.join(' ')})`),
    fc
      .tuple(fc.oneof(tie('number') as Source, tie('date') as Source, columns.text))
      .map(([value]) => `ISBLANK(${value})`),
    fc.tuple(tie('boolean') as Source).map(([inner]) => `NOT(${inner})`),
    calling(fc.constantFrom('AND', 'OR'), tie('boolean') as Source)
  ),
})) as unknown as Record<'number' | 'date' | 'boolean', Source>

export const sqlExpressions: Source = fc.oneof(
  number,
  date,
  boolean,
  boolean,
  calling(fc.constantFrom('MIN', 'MAX'), columns.datetime)
)
