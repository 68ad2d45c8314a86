import { test } from '@japa/runner'
import { freshDatabase } from '../../../../tests/harness/databases.ts'
import { deleteDrafts, lockDrafts, putDrafts, readDrafts } from '../../drafts/draft_store.ts'
import type { Draft } from '../../drafts/draft_store.ts'

const draft = (key: string, uid: string, hash = 'first'): Draft => ({
  ...{ kind: 'entity', key: `library.${key}`, uid, base: null, hash, text: '{}' },
  ...{ at: '2026-01-02T03:04:05.000Z', by: 'ann' },
})

test.group('definitions | drafts kept', () => {
  test('many are kept at once, each in place of the one of its address or its uid', async ({
    assert,
  }) => {
    const { database, drop } = await freshDatabase()
    const many = Array.from({ length: 250 }, (_, n) => draft(`d${n}`, `uid${n}`))
    await database.tx((t) => putDrafts(t, many))
    assert.lengthOf(await readDrafts(database.read), 250)

    // The first moves to another key, the second takes a key over; of the same uid the last stays.
    const moved = [draft('moved', 'uid0'), draft('d2', 'uid1'), draft('last', 'uid0', 'second')]
    await database.tx((t) => putDrafts(t, moved))
    const left = new Map((await readDrafts(database.read)).map((one) => [one.uid, one]))
    assert.equal(left.size, 249)
    assert.deepInclude(left.get('uid0'), { key: 'library.last', hash: 'second' })
    assert.equal(left.get('uid1')!.key, 'library.d2')
    assert.isFalse(left.has('uid2'))

    const asked = [draft('d3', ''), draft('nowhere', ''), draft('d4', '')]
    const locked = await database.tx((t) => lockDrafts(t, asked))
    assert.sameMembers(
      locked.map(({ uid }) => uid),
      ['uid3', 'uid4']
    )
    await drop()
  })

  test('only what still is as it was seen is deleted, and counted', async ({ assert }) => {
    const { database, drop } = await freshDatabase()
    const many = Array.from({ length: 130 }, (_, n) => draft(`d${n}`, `uid${n}`))
    await database.tx((t) => putDrafts(t, [...many, draft('edited', 'edited', 'later')]))
    const seen = [...many, draft('edited', 'edited', 'earlier')]
    assert.equal(await database.tx((t) => deleteDrafts(t, seen)), 130)
    const left = await readDrafts(database.read)
    assert.deepEqual(
      left.map(({ uid, hash }) => [uid, hash]),
      [['edited', 'later']]
    )
    await drop()
  })
})
