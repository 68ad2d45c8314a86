import fc from 'fast-check'
import { describeFunctions } from '#engine/expressions/index.ts'
import { sampleNames, sampleScope } from './vocabulary.ts'
import type { DescribedParameter, FunctionDescription } from '#engine/expressions/index.ts'
import type { Value } from '#engine/values.ts'
import type { SampleValues } from './vocabulary.ts'

/** Kinds an expression is made for; `value` is any of the others, `…s` are lists. */
type Made = 'number' | 'text' | 'boolean' | 'date' | 'datetime'
type Source = fc.Arbitrary<string>

const kinds: readonly Made[] = ['number', 'text', 'boolean', 'date', 'datetime']
const described = describeFunctions()

const leaves: Readonly<Record<Made, Source>> = {
  number: fc.constantFrom(
    ...['amount', 'rate', '[数量]', 'vars.free', '0', '1', '2', '3', '12', '0.1', '1.005', '-7.25'],
    ...['1000000', '365', 'items.qty', 'items.price', '46086', '5%']
  ),
  text: fc.constantFrom(
    ...['title', 'state', 'reader.name', 'items.kind', '"a"', '"规矩"', '"a,b,c"', '"2026-01-31"'],
    ...['"D"', '"YM"', '"M"', '"yyyy年m月d日 hh:mm"', '"#,##0.00"', '"[DBNum2]0"', '">1"', '"a*"'],
    ...['"8:30"', '"1,234.5"', '"FF"', '"😀b"', 'reader', '$me', 'vars.other', '"0000011"']
  ),
  boolean: fc.constantFrom('done', 'TRUE', 'FALSE', 'items.qty>1', 'vars.free'),
  date: fc.constantFrom(
    ...['due_on', 'start_on', 'DATE(2026,2,28)', 'DATE(2024,2,29)', '$today', 'items.back_on']
  ),
  datetime: fc.constantFrom('made_at', 'seen_at', '$now', 'DATETIME(DATE(2026,3,1),9,30)'),
}
const lists: Readonly<Record<Made, Source>> = {
  number: fc.constantFrom(
    'items.qty',
    'items.price',
    'fees.amount',
    'LIST(3,1,2)',
    'LIST(-100,60,70)'
  ),
  text: fc.constantFrom('items.kind', 'tags', 'LIST("b","a","b")', 'TEXTSPLIT(title,",")'),
  boolean: fc.constantFrom('items.qty>1', 'LIST(TRUE,FALSE)'),
  date: fc.constantFrom('items.back_on', 'LIST(DATE(2026,1,1),DATE(2026,10,1),due_on)'),
  datetime: fc.constantFrom('LIST(made_at,seen_at)'),
}

const { value } = fc.letrec<{ value: string } & Record<string, string>>((tie) => {
  const made = (kind: Made): Source =>
    fc.oneof(
      { depthSize: 'small', maxDepth: 4, withCrossShrink: true },
      leaves[kind],
      ...operators(kind, (of) => tie(of) as Source),
      calls(kind, (of) => tie(of) as Source)
    )
  return {
    ...Object.fromEntries(kinds.map((kind) => [kind, made(kind)])),
    value: fc.oneof(...kinds.map((kind) => tie(kind) as Source), fc.constant('BLANK()')),
  }
})

function operators(kind: Made, of: (kind: Made) => Source): Source[] {
  const infix = (left: Made, signs: readonly string[], right: Made) =>
    fc
      .tuple(of(left), fc.constantFrom(...signs), of(right))
      .map(([a, sign, b]) => `(${a}${sign}${b})`)
  const comparisons = ['=', '<>', '<', '<=', '>', '>=']
  switch (kind) {
    case 'number':
      return [infix('number', ['+', '-', '*', '/', '^'], 'number'), infix('date', ['-'], 'date')]
    case 'text':
      return [infix('text', ['&'], 'number'), infix('date', ['&'], 'text')]
    case 'boolean':
      return (['number', 'text', 'date', 'datetime'] as const).map((side) =>
        infix(side, comparisons, side)
      )
    case 'date':
    case 'datetime':
      return [infix(kind, ['+', '-'], 'number')]
  }
}

/** Calls whose result is of the kind, or of whatever its arguments are: those are all made of the kind. */
function calls(kind: Made, of: (kind: Made | 'value') => Source): Source {
  const fitting = described.filter(({ result }) => [kind, 'any', 'list'].includes(result))
  return fc.oneof(
    ...fitting.map((entry) =>
      argumentLists(entry, kind, of).map((args) => {
        const call = `${entry.name}(${args.join(',')})`
        return entry.result === 'list' ? `INDEX(${call},1)` : call
      })
    )
  )
}

function argumentLists(
  { parameters, result }: FunctionDescription,
  kind: Made,
  of: (kind: Made | 'value') => Source
): fc.Arbitrary<readonly string[]> {
  const needed = parameters.filter(({ isOptional, isRepeated }) => !isOptional && !isRepeated)
  const optional = parameters.filter(({ isOptional }) => isOptional)
  const repeated = parameters.filter(({ isRepeated }) => isRepeated)
  const single = (parameter: DescribedParameter) =>
    argument(parameter, result === 'any' || result === 'list' ? kind : null, of)
  return fc
    .tuple(fc.nat(optional.length), fc.integer({ min: 1, max: 3 }))
    .chain(([extra, times]) => {
      const groups =
        repeated.length === 0 ? [] : Array.from({ length: times }, () => repeated).flat()
      return fc.tuple(...[...needed, ...groups, ...optional.slice(0, extra)].map(single))
    })
}

function argument(
  { kinds: taken, takesList }: DescribedParameter,
  kind: Made | null,
  of: (kind: Made | 'value') => Source
): Source {
  const known = kinds.filter((each) => taken.includes(each))
  const open = kind === null ? kinds : [kind]
  const choices = taken.includes('any') ? open : known.length > 0 ? known : open
  if (takesList) return fc.oneof(...choices.map((each) => lists[each]))
  return fc.oneof(...choices.map(of))
}

/** Expressions of every function, with arguments of the kinds it takes; some do not go together and are refused. */
export const typedSources: Source = value

const numbers = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.constantFrom('0.00', '12.50', '-0.005', '1234567.89', '999999999999999', '0.075')
)
const values: Readonly<Record<string, fc.Arbitrary<Value>>> = {
  number: numbers,
  text: fc.constantFrom('a', 'Ab c', '规矩，方圆', '2026-01-31', '😀b', 'a,b', '12', ' x ', '%'),
  boolean: fc.boolean(),
  date: fc.constantFrom('2026-01-31', '2024-02-29', '1999-12-31', '0001-01-01', '9999-12-31'),
  datetime: fc.constantFrom('2026-01-31T16:30:15.250Z', '1988-06-01T00:00:00.000Z'),
  record: fc.constantFrom('u1', 'r2'),
  any: fc.oneof(numbers, fc.constantFrom<Value>('a', '2026-01-31', true, '7')),
}

/** Values for the names of the vocabulary: of their types, now and then blank or of another type. */
export const typedValues: fc.Arbitrary<SampleValues> = fc.record(
  Object.fromEntries(
    sampleNames.map((name) => {
      const type = sampleScope.typeOf(name.split('.'))!
      const of = type.kind === 'list' ? type.of.kind : type.kind
      const single = fc.oneof(
        { weight: 8, arbitrary: values[of]! },
        { weight: 1, arbitrary: fc.constant<Value>(null) },
        { weight: 1, arbitrary: values['any']! }
      )
      // Rows of one sub-table are as many for all its names.
      const rows = fc.array(single, { minLength: 3, maxLength: 3 })
      return [name, type.kind === 'list' ? rows : single]
    })
  )
) as fc.Arbitrary<SampleValues>
