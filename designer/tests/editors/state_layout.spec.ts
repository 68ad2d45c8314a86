import { test } from '@japa/runner'
import { layStates } from '#designer/editors/lifecycle/state_layout.ts'

const state = (id: string, isFinal = false) => ({ id, title: id, color: null, isFinal })
const way = (id: string, from: string[], to: string) => ({ id, title: id, from, to })

test.group('designer | layout of states', () => {
  test('a state stands as many columns to the right as it is steps away', ({ assert }) => {
    const { nodes, edges, width, height } = layStates({
      states: [state('draft'), state('review'), state('done', true), state('lost')],
      transitions: [
        way('submit', ['draft'], 'review'),
        way('back', ['review'], 'draft'),
        way('pass', ['review', 'draft'], 'done'),
        way('stray', ['gone'], 'done'),
      ],
      initial: 'draft',
    })
    const x = Object.fromEntries(nodes.map((node) => [node.id, node.x]))
    assert.isBelow(x.draft!, x.review!)
    assert.equal(x.review, x.done, 'both are one step from the draft')
    assert.isAbove(x.lost!, x.done!)
    assert.deepEqual(
      nodes.filter((node) => node.isUnreachable).map(({ id }) => id),
      ['lost']
    )
    assert.deepEqual(
      edges.map(({ transition, from, to }) => `${transition} ${from} ${to}`),
      ['submit draft review', 'back review draft', 'pass review done', 'pass draft done']
    )
    for (const node of nodes) {
      assert.isBelow(node.x, width)
      assert.isBelow(node.y, height)
    }
    const places = nodes.map((node) => `${node.x} ${node.y}`)
    assert.equal(new Set(places).size, nodes.length, 'no two states stand in one place')
  })

  test('a lifecycle without states or with a first one that is not there is still drawn', ({
    assert,
  }) => {
    assert.deepEqual(layStates({ states: [], transitions: [], initial: '' }).nodes, [])
    const [only] = layStates({ states: [state('a')], transitions: [], initial: 'b' }).nodes
    assert.isTrue(only!.isUnreachable)
  })
})
