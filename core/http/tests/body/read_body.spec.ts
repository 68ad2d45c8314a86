import { test } from '@japa/runner'
import { shortTurns } from '../../../../tests/harness/turns.ts'
import { parseBody } from '../../body/read_body.ts'

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value))

test.group('http | read_body', () => {
  test('T005 a body with 100,000 texts is looked over in turns, and no turn is long', async ({
    assert,
  }) => {
    const longest = 50
    const names = Array.from({ length: 100_000 }, (_, n) => `v${n}`)
    const body = bytes({ schema: { properties: { kind: { type: 'string', enum: names } } } })
    const turns = await shortTurns(longest, () => parseBody(body))
    assert.isAbove(turns.count, 2)
    assert.isBelow(turns.longest, longest)
  })

  test('what is wrong with a long body is told with its place', async ({ assert }) => {
    const rows = Array.from({ length: 20_000 }, (_, n) => ({ name: `n${n}`, qty: n }))
    const text = JSON.stringify({ rows }).replace('"n15000","qty"', '"n15000","__proto__"')
    const error = await parseBody(Buffer.from(text)).catch((e: unknown) => e)
    assert.deepInclude((error as { faults: object[] }).faults[0], {
      code: 'E_BODY_FORBIDDEN_KEY',
      path: '/rows/15000/__proto__',
    })
    assert.deepEqual(await parseBody(bytes({ rows })), { rows })
  })
})
