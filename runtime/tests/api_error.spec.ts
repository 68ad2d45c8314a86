import { test } from '@japa/runner'
import { ApiError, faultsByPointer, readApiError } from '#runtime/client/api_error.ts'
import { request } from '#runtime/client/http.ts'
import { mayRetry } from '#runtime/client/query_client.ts'

const more = { requestId: null, retryAfter: null, unreadable: '无法识别' }

/** Answers the next request; gives back what was asked. */
function answering(make: () => Response): { asked: Request[]; restore: () => void } {
  const real = globalThis.fetch
  const asked: Request[] = []
  globalThis.fetch = async (address, options) => {
    asked.push(new Request(new URL(String(address), 'http://local'), options))
    return make()
  }
  return { asked, restore: () => (globalThis.fetch = real) }
}

test.group('client | errors', () => {
  test('the envelope is read with every fault and the request id', ({ assert }) => {
    const errors = [
      { code: 'E_RECORD_INVALID', status: 422, message: '甲', path: '/a' },
      { code: 'E_RECORD_INVALID', status: 422, message: '乙', path: '/a' },
      { code: 'E_RECORD_INVALID', status: 422, message: '丙' },
    ]
    const error = readApiError(422, { errors, requestId: 'r-1' }, more)
    assert.equal(error.requestId, 'r-1')
    assert.isTrue(error.has('E_RECORD_INVALID'))
    const { placed, general } = faultsByPointer(error.faults)
    assert.deepEqual(placed, new Map([['/a', '甲']]))
    assert.deepEqual(general, ['丙'])
  })

  test('an answer that is no envelope becomes one fault that says so', ({ assert }) => {
    for (const body of [undefined, null, '<html>', { errors: 'x' }, { errors: [null, 1, {}] }]) {
      const error = readApiError(502, body, more)
      assert.deepEqual(
        error.faults.map((fault) => fault.code),
        ['E_CLIENT_ANSWER']
      )
      assert.equal(error.status, 502)
    }
  })

  test('a request that gets no answer is an error of status 0', async ({ assert }) => {
    const { restore } = answering(() => {
      throw new TypeError('failed')
    })
    const error = await request('GET', '/session').catch((caught: unknown) => caught)
    restore()
    assert.instanceOf(error, ApiError)
    assert.equal((error as ApiError).status, 0)
  })

  test('a body goes out as JSON, blank query members are left out', async ({ assert }) => {
    const { asked, restore } = answering(() => Response.json({ data: 1 }))
    const query = { a: '1', b: undefined, c: '' }
    assert.deepEqual(await request('POST', '/records/x', { query, body: { k: '值' } }), { data: 1 })
    restore()
    assert.equal(asked[0]?.url, 'http://local/api/v1/records/x?a=1')
    assert.equal(await asked[0]?.text(), '{"k":"值"}')
  })

  test('204 has no body, and an HTML page in place of JSON is an error', async ({ assert }) => {
    const empty = answering(() => new Response(null, { status: 204 }))
    assert.isUndefined(await request('DELETE', '/session'))
    empty.restore()
    const page = answering(() => new Response('<html>', { status: 200 }))
    const error = await request('GET', '/session').catch((caught: unknown) => caught)
    page.restore()
    assert.isTrue((error as ApiError).has('E_CLIENT_ANSWER'))
  })

  test('only what may pass by itself is asked again', ({ assert }) => {
    const given = (status: number, code: string) =>
      new ApiError({ status, faults: [{ code, status, message: code }] })
    assert.isTrue(mayRetry(given(0, 'E_CLIENT_OFFLINE')))
    assert.isTrue(mayRetry(given(503, 'E_DATABASE_BUSY')))
    assert.isFalse(mayRetry(given(503, 'E_QUERY_TOO_SLOW')))
    assert.isFalse(mayRetry(given(422, 'E_RECORD_INVALID')))
    assert.isFalse(mayRetry(new Error('no answer of ours')))
  })
})
