import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { test } from '@japa/runner'
import type { Refusal } from '#engine/errors.ts'
import { readShape } from '../../body/read_shape.ts'
import { goneSignal } from '../../request/gone_signal.ts'
import { languageOf } from '../../request/language.ts'
import { isOwnOrigin, isSameOrigin } from '../../request/origin.ts'
import { checkParameters, readQuery } from '../../request/query_parameters.ts'
import { readSessionCookie, sessionCookie } from '../../request/session_cookie.ts'

const request = (headers: Record<string, string>) => ({ headers }) as unknown as IncomingMessage

const codesOf = (work: () => unknown): string[] => {
  try {
    work()
    return []
  } catch (error) {
    return (error as Refusal).faults.map((fault) => `${fault.code} ${fault.path ?? ''}`.trim())
  }
}

test.group('http | parts of a request', () => {
  test('the language with the most weight that we have is taken', ({ assert }) => {
    assert.equal(languageOf('zh-CN,zh;q=0.9,en;q=0.8'), 'zh-CN')
    assert.equal(languageOf('fr, en;q=0.5, zh;q=0.4'), 'en')
    assert.equal(languageOf('en;q=0, zh-TW;q=0.1'), 'zh-CN')
    assert.isNull(languageOf('*'))
    assert.isNull(languageOf(undefined))
  })

  test('a client that goes before its answer is told from one that has it', ({ assert }) => {
    const ended = (more: Partial<ServerResponse>, closes = true) => {
      const response = Object.assign(new EventEmitter(), { closed: false, ...more })
      const signal = goneSignal(response as unknown as ServerResponse)
      if (closes) response.emit('close')
      return codesOf(() => signal.throwIfAborted())
    }
    assert.deepEqual(ended({ writableFinished: false }), ['E_REQUEST_ABANDONED'])
    assert.deepEqual(ended({ writableFinished: true }), [])
    assert.deepEqual(ended({ writableFinished: false }, false), [])
    assert.deepEqual(ended({ closed: true }, false), ['E_REQUEST_ABANDONED'])
  })

  test('a query is read without meaning in its names', ({ assert }) => {
    const query = readQuery('/x?a=1&a=2&b[c]=%E6%B3%B5+x&__proto__=1&flag')
    assert.deepEqual(Object.entries(query), [
      ['a', ['1', '2']],
      ['b[c]', '泵 x'],
      ['__proto__', '1'],
      ['flag', ''],
    ])
    assert.isUndefined(({} as Record<string, unknown>).x)
    assert.throws(() => readQuery('/x?a=%E6%'), /E_QUERY_MALFORMED/)
  })

  test('T034 unknown and repeated parameters are refused, all at once', ({ assert }) => {
    assert.deepEqual(
      codesOf(() => checkParameters(readQuery('/x?a=1'), ['a'])),
      []
    )
    assert.deepEqual(
      codesOf(() => checkParameters(readQuery('/x?a=1&a=2&__proto__=1&b=1'), ['a'])),
      ['E_QUERY_REPEATED_PARAMETER', 'E_QUERY_UNKNOWN_PARAMETER', 'E_QUERY_UNKNOWN_PARAMETER']
    )
  })

  test('T062 an unsafe request with a cookie needs our own Origin', ({ assert }) => {
    const host = 'work.example:3333'
    assert.isTrue(isSameOrigin(request({ host, origin: 'http://work.example:3333' })))
    assert.isTrue(isSameOrigin(request({ host })))
    assert.isFalse(isSameOrigin(request({ host, cookie: 'a=1' })))
    for (const origin of [
      'http://evil.example',
      'null',
      'http://work.example',
      'file://work.example:3333',
    ]) {
      assert.isFalse(isSameOrigin(request({ host, origin })), origin)
      assert.isFalse(isOwnOrigin(request({ host, origin })), origin)
    }
    assert.isTrue(isOwnOrigin(request({ host, cookie: 'a=1' })))
  })

  test('the cookie is guarded by the browser as far as it can', ({ assert }) => {
    assert.match(
      sessionCookie('s', false),
      /^guiju_session=s; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/
    )
    assert.match(sessionCookie('s', true), /^__Host-guiju_session=s; Path=\/; .*Secure$/)
    assert.equal(readSessionCookie('a=1; guiju_session=s', false), 's')
    assert.isNull(readSessionCookie('guiju_session=s', true))
  })

  test('a body of ours is checked whole: unknown keys, missing keys, types', ({ assert }) => {
    const shape = {
      name: { type: 'text', longest: 3 },
      count: { type: 'integer', optional: true, from: 1, to: 5 },
    } as const
    assert.deepEqual(readShape({ name: 'abc', count: null }, shape), {
      name: 'abc',
      count: undefined,
    })
    assert.deepEqual(
      codesOf(() => readShape({ name: 'abcd', count: 9, more: 1 }, shape)),
      ['E_BODY_UNKNOWN_KEY /more', 'E_BODY_INVALID /name', 'E_BODY_INVALID /count']
    )
    assert.deepEqual(
      codesOf(() => readShape({}, shape)),
      ['E_BODY_INVALID /name']
    )
    assert.deepEqual(
      codesOf(() => readShape([], shape)),
      ['E_BODY_INVALID']
    )
  })
})
