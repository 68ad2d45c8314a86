import { test } from '@japa/runner'
import { en as firstEn } from '#runtime/texts/en.ts'
import { recordsEn } from '#runtime/texts/records/en.ts'
import { recordsZh } from '#runtime/texts/records/zh_cn.ts'
import { zhCN as firstZh } from '#runtime/texts/zh_cn.ts'

const en = { ...firstEn, records: recordsEn }
const zhCN = { ...firstZh, records: recordsZh }

/** Every text by its dotted name. */
function* textsIn(texts: object, base = ''): Generator<[string, unknown]> {
  for (const [key, value] of Object.entries(texts)) {
    const name = base ? `${base}.${key}` : key
    if (typeof value === 'object' && value !== null) yield* textsIn(value as object, name)
    else yield [name, value]
  }
}

/** What a text says; one with parameters is asked with plain ones. */
function said(value: unknown): string {
  if (typeof value !== 'function') return String(value)
  const given = Array.from({ length: value.length }, (_, n) => n + 2)
  return String((value as (...all: number[]) => string)(...given))
}

test.group('texts', () => {
  test('both languages have the same texts, each of the same kind', ({ assert }) => {
    const kindsOf = (texts: object) =>
      [...textsIn(texts)].map(([name, value]) => [name, typeof value]).sort()
    assert.isAbove(kindsOf(en).length, 150)
    assert.deepEqual(kindsOf(en), kindsOf(zhCN))
  })

  test('no text is empty; the English ones are English', ({ assert }) => {
    for (const texts of [zhCN, en]) {
      const empty = [...textsIn(texts)].filter(([, value]) => said(value).trim() === '')
      assert.deepEqual(empty, [])
    }
    const chinese = [...textsIn(en)].filter(([, value]) =>
      /[\u3000-\u9fff\uff00-\uffef]/.test(said(value))
    )
    assert.deepEqual(chinese, [])
  })

  test('texts with parameters say them in both languages', ({ assert }) => {
    const withParameters = [...textsIn(zhCN)].filter(([, value]) => typeof value === 'function')
    const other = new Map(textsIn(en))
    for (const [name, value] of withParameters) {
      const numbers = (text: string) => new Set(text.match(/\d+/g) ?? [])
      assert.deepEqual(numbers(said(other.get(name))), numbers(said(value)), name)
    }
  })
})
