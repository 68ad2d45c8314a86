import { test } from '@japa/runner'
import { changeGroups, newSentences } from '#designer/releases/change_groups.ts'
import type { ToldChange } from '#designer/releases/releases_client.ts'

const change = (uid: string, text: string, access = false): ToldChange => ({
  ...{ kind: 'entity', key: `library.${uid}`, uid, change: 'changed', pointer: '', text, access },
})

test.group('designer | change groups', () => {
  test('changed rights stand apart, the rest by definition in the order told', ({ assert }) => {
    const told = [
      change('book', 'a'),
      change('role', '不再能删除', true),
      change('copy', 'b'),
      change('book', 'c'),
    ]
    const { access, groups } = changeGroups(told)
    assert.deepEqual(
      access.map(({ text }) => text),
      ['不再能删除']
    )
    assert.deepEqual(
      groups.map(({ uid, changes }) => [uid, changes.map(({ text }) => text)]),
      [
        ['book', ['a', 'c']],
        ['copy', ['b']],
      ]
    )
  })

  test('only what an earlier plan did not say is new', ({ assert }) => {
    const before = [change('book', 'a'), change('book', 'b')]
    const now = [change('book', 'b'), change('copy', 'c')]
    assert.deepEqual([...newSentences(before, now)], ['c'])
  })
})
