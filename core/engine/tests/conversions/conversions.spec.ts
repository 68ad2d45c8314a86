import { test } from '@japa/runner'
import fc from 'fast-check'
import { canConvert, convert, formKey } from '#engine/conversions/index.ts'
import type { FieldForm } from '#engine/conversions/index.ts'
import { familyOf, fitsForm } from '#engine/conversions/form.ts'
import { fieldTypes } from '#engine/fields/index.ts'
import type { Value } from '#engine/values.ts'

const runs = process.env.GUIJU_LAWS === 'full' ? 20_000 : 60

const levels = [
  { code: 'low', title: '低' },
  { code: 'high', title: '高' },
  { code: 'x1', title: '其他、未知' },
]
const grades = [...levels.slice(0, 2), { code: 'top', title: '最高' }]

/** One form of every type that has a column, some with another scale or dictionary. */
const forms: FieldForm[] = [
  ...[...fieldTypes.values()]
    .filter((type) => type.column('sqlite') !== null)
    .filter(({ name }) => !['formula', 'polymorphic'].includes(name))
    .map(({ name }) => formOf(name)),
  { type: 'decimal', scale: 4 },
  { type: 'money', scale: 0 },
  { type: 'select', scale: 0, of: 'grades00', items: grades },
]

function formOf(type: string): FieldForm {
  const family = familyOf({ type, scale: 0 })
  if (family === 'decimal') return { type, scale: 2 }
  if (family === 'code' || family === 'codes') {
    return { type, scale: 0, of: 'levels00', items: levels }
  }
  return family === 'link' ? { type, scale: 0, of: 'people00' } : { type, scale: 0 }
}

const scaled = (scale: number) =>
  fc
    .integer({ min: -1_000_000, max: 1_000_000 })
    .map((n) =>
      convert(String(n / 10 ** scale), { type: 'text', scale: 0 }, { type: 'decimal', scale })
    )
    .map((made) => (made.outcome === 'failing' ? null : made.value))

const messy = fc.constantFrom(
  ...['12', '12.5', ' 1,234.567元', '￥３．１０', '是', 'No', '低', 'high', '低、高', '2026/1/5'],
  ...[
    '2026年12月31日 8:05',
    '2026-02-30',
    '1e5',
    '9'.repeat(20),
    '-0',
    '+7',
    '50%',
    '\n',
    '20260105',
  ],
  ...['2026-01-05T09:02:03Z', '13800138000', 'a@b.cn', 'https://a.cn', '#ff0000', '09:30', '∞']
)

function valuesOf(form: FieldForm): fc.Arbitrary<Value> {
  const codes = (form.items ?? []).map(({ code }) => code)
  switch (familyOf(form)) {
    case 'whole':
      return fc.oneof(fc.integer({ min: 0, max: 5 }), fc.maxSafeInteger())
    case 'decimal':
      return scaled(form.scale)
    case 'boolean':
      return fc.boolean()
    case 'date':
      return fc
        .date({ min: new Date('0100-01-02'), max: new Date('9998-12-30'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10))
    case 'datetime':
      return fc
        .date({ min: new Date('0100-01-02'), max: new Date('9998-12-30'), noInvalidDate: true })
        .map((date) => date.toISOString())
    case 'code':
      return fc.constantFrom(...codes)
    case 'codes':
      return fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1 })
    case 'link':
      return fc.uuid()
    default:
      return fc.oneof(messy, fc.string())
  }
}

const pairs = forms.flatMap((from) =>
  forms
    .filter((to) => formKey(from) !== formKey(to) && canConvert(from, to))
    .map((to): [string, FieldForm, FieldForm] => [`${formKey(from)} -> ${formKey(to)}`, from, to])
)

test.group('conversions', () => {
  test('every way has its way back', ({ assert }) => {
    assert.isAbove(pairs.length, 400)
    for (const [, from, to] of pairs) assert.isTrue(canConvert(to, from))
    const [integer, object] = [formOf('integer'), { type: 'polymorphic', scale: 0 }]
    assert.isFalse(canConvert(integer, object))
    assert.isFalse(canConvert(formOf('text'), formOf('relation')))
  })

  test('blank stays blank, what comes out fits, and comes out again after back and forth', ({
    assert,
  }) => {
    for (const [name, from, to] of pairs) {
      assert.deepEqual(convert(null, from, to), { outcome: 'ok', value: null })
      const property = fc.property(valuesOf(from), (value) => {
        if (!fitsForm(value, from)) return
        const there = convert(value, from, to)
        if (there.outcome === 'failing') return void assert.match(there.fault.zh, /\p{Script=Han}/u)
        assert.isTrue(fitsForm(there.value, to), `${name}: ${JSON.stringify(there)}`)
        const back = convert(there.value, to, from)
        if (back.outcome === 'failing') return
        const again = convert(back.value, from, to)
        assert.equal(
          again.outcome === 'failing' ? 'failing' : JSON.stringify(again.value),
          JSON.stringify(there.value),
          `${name}: ${JSON.stringify([value, there, back])}`
        )
        const isTold = familyOf(from) !== 'text' && there.outcome === 'ok'
        if (isTold) assert.deepEqual(back.value, value, name)
      })
      fc.assert(property, { numRuns: runs })
    }
  }).timeout(300_000)

  const text = formOf('text')
  const cases: [Value, FieldForm, FieldForm, unknown][] = [
    ['1,234.567 元', text, { type: 'money', scale: 2 }, ['rounded', '1234.57']],
    ['￥３．１０', text, { type: 'money', scale: 2 }, ['ok', '3.10']],
    ['约 3 万', text, { type: 'money', scale: 2 }, ['failing']],
    ['9'.repeat(16), text, { type: 'money', scale: 2 }, ['failing']],
    ['12.3456', { type: 'decimal', scale: 4 }, { type: 'decimal', scale: 2 }, ['rounded', '12.35']],
    ['-0.004', { type: 'decimal', scale: 3 }, { type: 'decimal', scale: 2 }, ['rounded', '0.00']],
    [7, formOf('integer'), text, ['ok', '7']],
    ['12.50', { type: 'money', scale: 2 }, formOf('integer'), ['rounded', 13]],
    ['高', text, formOf('select'), ['ok', 'high']],
    ['low', text, formOf('select'), ['ok', 'low']],
    ['中', text, formOf('select'), ['failing']],
    ['high', formOf('select'), text, ['ok', '高']],
    ['x1', formOf('select'), text, ['ok', 'x1']],
    ['x1', formOf('select'), { type: 'select', scale: 0, of: 'g', items: grades }, ['failing']],
    ['2026年1月5日', text, formOf('date'), ['ok', '2026-01-05']],
    ['2026-02-30', text, formOf('date'), ['failing']],
    ['2026/1/5 8:05', text, formOf('datetime'), ['ok', '2026-01-05T00:05:00.000Z']],
    ['2026-01-04T17:00:00.000Z', formOf('datetime'), formOf('date'), ['rounded', '2026-01-05']],
    ['是', text, formOf('boolean'), ['ok', true]],
    [3, formOf('integer'), formOf('boolean'), ['failing']],
    ['a@b', text, formOf('email'), ['failing']],
  ]
  test('{0} of {1.type} as {2.type}')
    .with(cases)
    .run(({ assert }, [value, from, to, expected]) => {
      const made = convert(value, from, to)
      const told = made.outcome === 'failing' ? ['failing'] : [made.outcome, made.value]
      assert.deepEqual(told, expected)
    })
})
