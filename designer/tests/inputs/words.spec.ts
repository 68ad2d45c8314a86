import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { MetaSchema } from '#schemas/index.ts'
import { wordTitle } from '#designer/texts/schema_texts.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Every closed list of words in a meta-schema, with its place. */
function* lists(schema: unknown, place: string): Generator<[string, MetaSchema]> {
  if (typeof schema !== 'object' || schema === null) return
  if (Array.isArray((schema as MetaSchema).enum)) yield [place, schema as MetaSchema]
  for (const [name, part] of Object.entries(schema)) {
    // What a name must not be is no list to choose from.
    if (name !== 'not') yield* lists(part, `${place}/${name}`)
  }
}

test.group('designer | words of closed lists', () => {
  test('every word that the property panel offers has a Chinese title', ({ assert }) => {
    const files = globSync('schemas/meta/**/*.json', { cwd: root })
    const found = files.flatMap((file) => [
      ...lists(JSON.parse(readFileSync(root + file, 'utf8')), file),
    ])
    assert.isAbove(found.length, 15)
    const bare = found.flatMap(([place, schema]) => {
      const words = (schema.enum ?? []).filter((word) => typeof word === 'string')
      return words
        .filter((word) => !/\p{sc=Han}/u.test(wordTitle(schema, word)))
        .map((word) => `${place}: ${word}`)
    })
    assert.deepEqual(bare, [])
  })

  test('the icons on offer are those that menus show', ({ assert }) => {
    const source = readFileSync(`${root}runtime/shell/MenuIcon.tsx`, 'utf8')
    const shown = [...source.matchAll(/^ {2}'?([a-z-]+)'?: \w+Outlined,$/gm)].map(
      ([, name]) => name
    )
    const file = JSON.parse(readFileSync(`${root}schemas/meta/kinds/module.json`, 'utf8'))
    assert.deepEqual(file.properties.menu.items.properties.icon.examples, shown)
    assert.isAbove(shown.length, 20)
  })
})
