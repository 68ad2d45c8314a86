import { test } from '@japa/runner'
import fc from 'fast-check'
import { patternFault } from '#engine/compile/index.ts'
import { parsePattern } from '#engine/compile/patterns/parse_pattern.ts'
import { searchSteps } from '../support/backtracking.ts'
import { leastCpu } from '../../../../tests/harness/cpu_time.ts'

const accepted = [
  '',
  '^1[3-9][0-9]{9}$',
  '^[A-Za-z0-9][A-Za-z0-9._@-]*$',
  '^[0-9]{17}[0-9Xx]$',
  '^\\d+(\\.\\d{1,2})?$',
  '^[\\u4e00-\\u9fa5·]{2,20}$',
  '^[^@\\s]+@[^@\\s]+$',
  '^(ab|cd)+$',
  '^(\\d{1,3}\\.){3}\\d{1,3}$',
  '^[A-Z]{2}-\\d{4}-\\d{1,6}$',
  '^(18|19|20)\\d{2}(0[1-9]|1[0-2])$',
  'colou?r',
  '\\d+',
  'a|b|c',
]
const slow = [
  '^(a+)+$',
  '^(a*)*$',
  '^(a|a)*$',
  '^(a|ab)*$',
  '^(a?){30}a{30}$',
  '^([a-z]+-?)*$',
  '(a)\\1',
  '(?=a)b',
  '(?<!a)b',
  '^\\d+\\d+$',
  '^.*.*$',
  '^.*foo.*x$',
  '[a-z]+@',
  `^${'a?'.repeat(30)}${'a'.repeat(30)}$`,
  `^${'(a|a)'.repeat(40)}x`,
]
const malformed = ['(', ')', '[a', 'a{2,1}', '*a', '\\', '\\q', '[z-a]', '(?i:a)', '{', '(?<n>a)']

test.group('patternFault', () => {
  for (const pattern of accepted) {
    test(`accepts ${pattern.slice(0, 40)}`, ({ assert }) => {
      assert.isNull(patternFault(pattern))
    })
  }

  for (const pattern of slow) {
    test(`T001 refuses ${pattern.slice(0, 40)} as slow, with advice`, ({ assert }) => {
      const fault = patternFault(pattern)
      assert.isTrue(fault?.slow)
      assert.isAbove(fault?.fix.length ?? 0, 0)
    })
  }

  for (const pattern of malformed) {
    test(`refuses ${pattern} as no clear expression`, ({ assert }) => {
      assert.isFalse(patternFault(pattern)?.slow)
    })
  }

  test('deep nesting is refused, not followed', ({ assert }) => {
    assert.isFalse(patternFault('('.repeat(250) + ')'.repeat(250))?.slow)
  })

  test('a pattern of 500 characters is judged at once', async ({ assert }) => {
    const patterns = [
      '(a|b)?'.repeat(83),
      '(a?|b)'.repeat(83),
      '[a-z]?'.repeat(83),
      'a{1,2}'.repeat(83),
    ]
    for (const pattern of patterns) {
      assert.isBelow(await leastCpu(500, () => patternFault(pattern)), 500)
    }
  })

  test('T001 what is accepted takes a backtracking search no more than linear time', ({
    assert,
  }) => {
    let taken = 0
    fc.assert(
      fc.property(anyPattern, attacks, (pattern, attack) => {
        if (patternFault(pattern)) return
        taken += 1
        const node = parsePattern(pattern)
        const text = (times: number) => attack.head + attack.pump.repeat(times) + attack.tail
        const short = searchSteps(node, text(60), 2e6)
        const long = searchSteps(node, text(240), 2e6)
        assert.isBelow(long, 8 * short + 2_000, `${pattern} on ${JSON.stringify(attack)}`)
      }),
      { numRuns: 20_000, seed: 295 }
    )
    assert.isAbove(taken, 1_000)
  }).timeout(120_000)
})

/** Short patterns over three letters: dense in ambiguous ones. */
const { anyPattern } = fc.letrec<{
  anyPattern: string
  sequence: string
  item: string
  atom: string
}>((tie) => ({
  anyPattern: fc
    .tuple(fc.boolean(), tie('sequence'), fc.boolean())
    .map(([start, body, end]) => `${start ? '^' : ''}${body}${end ? '$' : ''}`),
  sequence: fc.array(tie('item'), { minLength: 1, maxLength: 4 }).map((items) => items.join('')),
  item: fc
    .tuple(tie('atom'), fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{0,9}'))
    .map(([atom, count]) => atom + count),
  atom: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]'),
    tie('sequence').map((inner) => `(${inner})`),
    fc.tuple(tie('sequence'), tie('sequence')).map(([one, two]) => `(?:${one}|${two})`)
  ),
}))

const letters = fc.stringMatching(/^[abc]{1,3}$/)
const attacks = fc.record({
  head: fc.constantFrom('', 'a', 'b'),
  pump: letters,
  tail: fc.constantFrom('', '!', 'b', 'c!'),
})
