import { test } from '@japa/runner'
import { systemActor } from '#engine/access/index.ts'
import type { Actor } from '#engine/access/index.ts'
import {
  allowedTransitions,
  findTransition,
  frozenBy,
  initialStates,
  judgeTransition,
} from '#engine/process/index.ts'
import type { LifecycleFacts } from '#engine/process/index.ts'
import type { Values } from '#engine/values.ts'
import { compileSample } from '../support/compile_sample.ts'

const application = compileSample(
  {
    kind: 'entity',
    key: 'post.letter',
    title: '信件',
    titleField: 'subject',
    schema: {
      type: 'object',
      properties: {
        subject: { type: 'string', title: '主题' },
        pages: { type: 'integer', title: '页数' },
        status: { 'title': '状态', 'x-type': 'state', 'x-lifecycle': 'post.letter' },
      },
    },
  },
  {
    kind: 'lifecycle',
    key: 'post.letter',
    title: '信件状态',
    entity: 'post.letter',
    field: 'status',
    initial: 'draft',
    states: [
      { id: 'draft', title: '草稿' },
      { id: 'signed', title: '已签', edit: ['post.clerk'] },
      { id: 'sent', title: '已发', edit: [], final: true },
    ],
    transitions: [
      {
        id: 'sign',
        title: '签发',
        from: ['draft'],
        to: 'signed',
        allow: ['$owner'],
        guard: { pages: { gt: 0 } },
      },
      { id: 'redo', title: '退回', from: ['signed'], to: 'draft', allow: ['post.clerk'] },
      { id: 'send', title: '寄出', from: ['signed'], to: 'sent', allow: ['$flow'] },
    ],
  },
  {
    kind: 'role',
    key: 'post.clerk',
    title: '文员',
    grants: [{ entity: 'post.letter', actions: ['*'] }],
  }
)
const letter = application.entities.get('post.letter')!
const lifecycle = letter.lifecycles[0]!

const me: Actor = { ...systemActor, userId: 'me', roles: [] }
const clerk: Actor = { ...systemActor, userId: 'clerk', roles: ['post.clerk'] }
const facts = (record: Values, actor: Actor): LifecycleFacts => ({
  ...{ record, actor },
  filters: { actorValue: () => null, related: () => null, expressionContext: null },
  expressions: { read: () => null, now: '', today: '', me: actor.userId },
})
const ids = (record: Values, actor: Actor) =>
  allowedTransitions(lifecycle, facts(record, actor)).map(({ id }) => id)

test.group('process | lifecycle', () => {
  test('a new record starts in the initial state of each lifecycle', ({ assert }) => {
    assert.deepEqual(initialStates(letter), { status: 'draft' })
  })

  test('transitions are those of the state, the actor and the guard', ({ assert }) => {
    assert.deepEqual(ids({ status: 'draft', pages: 1, owner_id: 'me' }, me), ['sign'])
    assert.deepEqual(ids({ status: 'draft', pages: 0, owner_id: 'me' }, me), [])
    assert.deepEqual(ids({ status: 'draft', pages: 1, owner_id: 'other' }, me), [])
    assert.deepEqual(ids({ status: 'signed', pages: 1, owner_id: 'me' }, clerk), ['redo'])
    assert.deepEqual(ids({ status: 'sent', pages: 1, owner_id: 'me' }, clerk), [])
    assert.deepEqual(ids({ status: null, owner_id: 'me' }, me), [])
  })

  test('only the engine makes what is allowed to flows', ({ assert }) => {
    assert.deepEqual(ids({ status: 'signed', owner_id: 'me' }, systemActor), ['redo', 'send'])
  })

  test('the verdict names the first thing against a transition', ({ assert }) => {
    const { transition } = findTransition(letter, 'sign')!
    const judge = (record: Values, actor: Actor) =>
      judgeTransition(lifecycle, transition, facts(record, actor))
    assert.deepEqual(judge({ status: 'sent' }, me), { allowed: false, because: 'state' })
    assert.deepEqual(judge({ status: 'draft' }, me), { allowed: false, because: 'actor' })
    const own = { status: 'draft', owner_id: 'me' }
    assert.deepEqual(judge(own, me), { allowed: false, because: 'guard', message: null })
    assert.deepEqual(judge({ ...own, pages: 2 }, me), {
      allowed: true,
      field: 'status',
      to: 'signed',
    })
    assert.isNull(findTransition(letter, 'burn'))
  })

  test('a state narrows who edits, an empty list freezes the record for all but the engine', ({
    assert,
  }) => {
    assert.isNull(frozenBy(letter, { status: 'draft' }, me))
    assert.isNull(frozenBy(letter, { status: 'signed' }, clerk))
    assert.equal(frozenBy(letter, { status: 'signed', owner_id: 'x' }, me)?.state.id, 'signed')
    assert.equal(frozenBy(letter, { status: 'sent', owner_id: 'me' }, me)?.state.title, '已发')
    assert.isNull(frozenBy(letter, { status: 'sent' }, systemActor))
  })
})
