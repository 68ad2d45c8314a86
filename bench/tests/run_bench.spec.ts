import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import { closedLoop } from '../load/closed_loop.ts'
import { readOptions } from '../measure/options.ts'
import { summary, table } from '../measure/report.ts'
import { runBench } from '../measure/run_bench.ts'

/** A server that gives every request the same answer. */
async function answering(status: number, body: unknown) {
  const http = createServer((request, response) => {
    request.resume()
    response.writeHead(status, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return { url, close: () => http.close() }
}

const workingSet = { orders: [{ id: 'a', rev: 1 }], customers: ['c'] }

test.group('bench | closed loop', () => {
  for (const [title, status, body] of [
    ['an error', 500, { errors: [] }],
    ['an answer of another shape', 200, { data: [] }],
    ['another record than was asked for', 200, { data: { id: 'b' }, can: { update: true } }],
  ] as const) {
    test(`${title} counts as wrong, not as a fast answer`, async ({ assert }) => {
      const server = await answering(status, body)
      const target = { style: 'platform', url: server.url, token: 't' } as const
      const run = { kind: 'run', target, operation: 'get', connections: 1, seconds: 0.2 } as const
      const result = await closedLoop(run, workingSet)
      server.close()
      assert.isAbove(result.answered, 0)
      assert.equal(result.wrong, result.answered)
      assert.include(result.samples[0], String(status))
    })
  }

  test('right answers are counted with their times', async ({ assert }) => {
    const record = { id: 'a', customer: { title: 'C' } }
    const server = await answering(200, { data: record, can: { update: true } })
    const target = { style: 'handwritten', url: server.url, token: 't' } as const
    const run = { kind: 'run', target, operation: 'get', connections: 1, seconds: 0.2 } as const
    const result = await closedLoop(run, workingSet)
    server.close()
    assert.equal(result.wrong, 0)
    assert.isTrue(0 < result.p50 && result.p50 <= result.p95 && result.p95 <= result.p99)
  })
})

test.group('bench | run', () => {
  test('both servers give the same answers and write the same rows, and both are measured', async ({
    assert,
  }) => {
    const small = ['--rows', '1000', '--customers', '20', '--rounds', '1', '--seconds', '1']
    const options = readOptions([...small, '--connections', '2', '--only', 'get'])
    const database = process.env.TEST_DATABASE_URL ?? null
    const result = await runBench({ ...options, database }, () => {})
    const [get] = summary(result)
    for (const figures of [get!.platform, get!.handwritten]) {
      assert.isAbove(figures.throughput, 0)
      assert.isAbove(figures.cpu, 0)
      assert.isAtLeast(figures.statements!, 2)
    }
    assert.approximately(get!.ratio.cpu!, get!.platform.cpu / get!.handwritten.cpu, 1e-9)
    assert.match(table(result), /get +platform +\d+/)
  })

  test('an unknown option or operation is refused', ({ assert }) => {
    assert.throws(() => readOptions(['--only', 'gets']), /--only knows list/)
    assert.throws(() => readOptions(['--rows', 'many']), /--rows must be/)
    assert.throws(() => readOptions(['--fast']), /fast/)
  })
})
