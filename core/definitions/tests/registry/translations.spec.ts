import { test } from '@japa/runner'
import { shortTurns } from '../../../../tests/harness/turns.ts'
import { hashOf } from '../../hash.ts'
import { compileSet } from '../../registry/compile_set.ts'
import { translationsOf } from '../../registry/translations.ts'
import { entity, libraryModule } from '../support/library.ts'

/** Milliseconds of CPU that one turn of the event loop may take; the law allows 50. */
const longestTurn = 50

const shelf = (n: number) => {
  const names = Array.from({ length: 12 }, (_, f) => `f${f}`)
  const properties = names.map((name) => {
    const uid = `shelf${n}${name}xxxxxx`.slice(0, 14)
    return [name, { 'type': 'string', 'title': `字段 ${name}`, 'x-uid': uid }]
  })
  return entity(`shelf${n}`, `shelf${n}uid`.padEnd(12, 'x'), Object.fromEntries(properties))
}
const english = {
  ...{ kind: 'locales', key: 'library.en', uid: 'localesen1', title: 'English' },
  texts: Object.fromEntries(
    Array.from({ length: 150 }, (_, n) => [`entity:library.shelf${n}#/title`, `Shelf ${n}`])
  ),
}

test.group('definitions | translations', () => {
  test('a language is made ready in turns, once for all who read in it', async ({ assert }) => {
    const shelves = Array.from({ length: 150 }, (_, n) => shelf(n))
    const definitions = [libraryModule, ...shelves, english].map((document) => {
      const text = JSON.stringify(document)
      const { kind, key, uid } = document
      return {
        ...{ kind, key, uid, text, hash: hashOf(text) },
        ...{ layer: 'site' as const, isChanged: false },
      }
    })
    const names = new Map()
    const { application, problems } = await compileSet(definitions, names, () => [])
    assert.isEmpty(problems.filter(({ severity }) => severity === 'error'))

    const translations = translationsOf(application!, definitions, names)
    assert.deepEqual(translations.asked(), ['zh-CN'])
    await Promise.all([translations.ready('en'), translations.ready('en')])
    const { count, longest } = await shortTurns(longestTurn, () =>
      translationsOf(application!, definitions, names).ready('en')
    )
    assert.isAbove(count, 3)
    assert.isBelow(longest, longestTurn)
    const made = translations.in('en')
    assert.equal(made.entities.get('library.shelf7')!.title, 'Shelf 7')
    await translations.ready('en')
    assert.strictEqual(translations.in('en'), made)
    assert.deepEqual(translations.asked(), ['zh-CN', 'en'])
    assert.equal(made.hash, application!.hash)
  })
})
