import type { HttpContext } from '@adonisjs/core/http'
import { test } from '@japa/runner'
import { Refusal } from '#engine/errors.ts'
import { recordNotFound } from '#core/records/errors.ts'
import { signInLocked } from '#core/identity/errors.ts'
import ExceptionHandler from '../exception_handler.ts'
import { methodNotAllowed } from '../errors.ts'

function fakeContext(request: object) {
  const seen = {
    status: 0,
    headers: {} as Record<string, string>,
    body: '',
    logged: [] as unknown[],
  }
  const ctx = {
    request: {
      id: () => 'the-id',
      request: { headers: {}, method: 'GET', url: '/x?secret=1', resume() {}, ...request },
    },
    response: {
      status: (status: number) => (seen.status = status),
      header: (name: string, value: string) => (seen.headers[name] = value),
      send: (body: string) => (seen.body = body),
    },
    logger: { error: (...all: unknown[]) => seen.logged.push(all) },
  } as unknown as HttpContext
  return { ctx, seen }
}

async function answer(error: unknown, request: object = {}) {
  const { ctx, seen } = fakeContext(request)
  const handler = new ExceptionHandler()
  await handler.report(error, ctx)
  await handler.handle(error, ctx)
  return seen
}

test.group('http | exception_handler', () => {
  test('a fault of ours tells the request id and nothing else; the log has the rest', async ({
    assert,
  }) => {
    const seen = await answer(new Error('SELECT password FROM secrets: syntax error'))
    assert.equal(seen.status, 500)
    const { errors, requestId } = JSON.parse(seen.body) as {
      errors: { code: string }[]
      requestId: string
    }
    assert.equal(requestId, 'the-id')
    assert.deepEqual(
      errors.map((one) => one.code),
      ['E_INTERNAL']
    )
    assert.notMatch(seen.body, /SELECT|secrets|stack|at /)
    assert.lengthOf(seen.logged, 1)
    assert.notInclude(JSON.stringify(seen.logged), 'secret=1')
  })

  test('a body that its client broke off is not told as a fault of ours', async ({ assert }) => {
    const broken = await answer(new Error('aborted'), { destroyed: true, complete: false })
    assert.lengthOf(broken.logged, 0)
    const whole = await answer(new Error('a fault'), { destroyed: true, complete: true })
    assert.lengthOf(whole.logged, 1)
  })

  test('what is thrown without being an Error is a fault of ours too', async ({ assert }) => {
    for (const thrown of [
      undefined,
      null,
      'text',
      { status: 200 },
      { message: 'x', status: 404 },
    ]) {
      assert.equal((await answer(thrown)).status, 500)
    }
  })

  test('a refusal is shown with its headers and is not logged', async ({ assert }) => {
    const locked = await answer(new Refusal(signInLocked({ seconds: 90 }), { retryAfter: 90 }))
    assert.equal(locked.status, 429)
    assert.equal(locked.headers['Retry-After'], '90')
    assert.lengthOf(locked.logged, 0)
    const method = await answer(
      new Refusal(methodNotAllowed({ method: 'PUT', allow: ['GET', 'POST'] }))
    )
    assert.equal(method.headers.Allow, 'GET, POST')
  })

  test('T031 a 404 does not repeat the id that was asked for', async ({ assert }) => {
    const seen = await answer(new Refusal(recordNotFound({ entity: 'library.book', id: 'x-1' })))
    assert.notInclude(seen.body, 'x-1')
    assert.include(seen.body, 'library.book')
  })
})
