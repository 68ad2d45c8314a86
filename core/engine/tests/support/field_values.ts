/** Values every type of single values is tested with: what is kept of what is given, and what is refused. */
export interface FieldValues {
  /** Further words of the field. */
  readonly schema?: Readonly<Record<string, unknown>>
  /** Given and kept, in the order of the type; at least two. */
  readonly valid: readonly (readonly [given: unknown, kept: unknown])[]
  readonly invalid: readonly unknown[]
}

const same = (...values: unknown[]) => values.map((value) => [value, value] as const)

/** By name of the type; a type of single values that is missing here fails the tests. */
export const fieldValues: Readonly<Record<string, FieldValues>> = {
  text: { valid: same('3 号泵', '岸桥'), invalid: [3, true, {}, '\u0000'] },
  longtext: { valid: same('一\n二', '三'), invalid: [3, ['a'], '\u0007'] },
  integer: { valid: same(-3, 0, 12), invalid: ['12', 1.5, 2 ** 53, true] },
  rating: { valid: same(0, 3, 5), invalid: ['3', 6, -1, 2.5] },
  duration: { valid: same(0, 90, 86_400), invalid: ['90', -1, 1.5] },
  decimal: {
    schema: { 'x-scale': 3 },
    valid: [
      ['-1', '-1.000'],
      ['0.125', '0.125'],
      ['12', '12.000'],
    ],
    invalid: [12, '1.2345', '1e3', '01', '1234567890123456'],
  },
  money: {
    valid: [
      ['-0.5', '-0.50'],
      ['1250', '1250.00'],
    ],
    invalid: [1, '1.234', '￥1', ''.padStart(20, '9')],
  },
  percent: {
    valid: [
      ['0.5', '0.50'],
      ['12.5', '12.50'],
      ['100', '100.00'],
    ],
    invalid: [12.5, '12.5%', '1.234'],
  },
  boolean: { valid: same(false, true), invalid: [0, 'true', {}] },
  date: { valid: same('2026-02-28', '2026-11-28'), invalid: ['2026-02-30', '28.11.2026', 5] },
  time: { valid: same('00:00', '08:30', '23:59'), invalid: ['24:00', '8:30', '08:60', 830] },
  datetime: {
    valid: [
      ['2026-11-22T01:02:03Z', '2026-11-22T01:02:03.000Z'],
      ['2026-11-22T10:02:03.5+08:00', '2026-11-22T02:02:03.500Z'],
    ],
    invalid: ['2026-11-22', '2026-11-22T25:00:00Z', 1],
  },
  email: {
    valid: same('a.b+c@mail.example.com', 'name@example.com'),
    invalid: ['name', 'a@b', 'a b@example.com', '@example.com', 'a@-x.com', 7],
  },
  phone: {
    valid: same('+86 138 0013 8000', '0771-5581234', '13800138000'),
    invalid: ['1234', 'phone', '138<b>', '1'.repeat(40)],
  },
  url: {
    valid: same('http://a.example/x?y=1', 'https://example.com'),
    invalid: [
      'javascript:alert(1)',
      'example.com',
      'ftp://example.com',
      'https://',
      'https://a b.com',
    ],
  },
  color: {
    valid: [
      ['#000000', '#000000'],
      ['#1677FF', '#1677ff'],
    ],
    invalid: ['red', '#12', '#1677fg', 0x1677ff],
  },
  barcode: { valid: same('6901234567892', 'GJ-0001'), invalid: ['条码', 'a\tb', 'x'.repeat(81)] },
  credit_code: {
    valid: [
      ['91350100m000100y43', '91350100M000100Y43'],
      ['91450100MA5KABCD1W', '91450100MA5KABCD1W'],
    ],
    invalid: ['91350100M000100Y44', '91350100M000100Y4', '9135010OM000100Y43', 18],
  },
  id_number: {
    valid: [
      ['11010519491231002x', '11010519491231002X'],
      ['450102199003074519', '450102199003074519'],
    ],
    invalid: ['110105194912310021', '11010519490231002X', '11010519491231', 1],
  },
  bank_card: {
    valid: [
      ['4111 1111 1111 1111', '4111111111111111'],
      ['6222600260001072444', '6222600260001072444'],
    ],
    invalid: ['6222600260001072445', '123', 'abcd111111111111'],
  },
}
