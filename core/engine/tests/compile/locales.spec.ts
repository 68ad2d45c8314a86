import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import { atOnce } from '#engine/steps.ts'
import { compileApplication, defaultNames, translateSteps } from '#engine/compile/index.ts'
import type { SourceDocument } from '#engine/compile/index.ts'
import { humanTexts } from '#engine/compile/locales/human_texts.ts'
import { checkShape } from '#schemas/tests/support/check_shape.ts'
import { sha256 } from '../support/compile_sample.ts'

const dictionary = {
  ...{ kind: 'dictionary', key: 'shop.colour', uid: 'dcolour01', title: '颜色' },
  items: [
    { code: 'red', title: '红' },
    { code: 'blue', title: '蓝' },
  ],
}
const entity = {
  ...{ kind: 'entity', key: 'shop.ware', uid: 'eware0001', title: '货物', titleField: 'name' },
  numbering: { field: 'no', pattern: 'W-{0000}' },
  schema: {
    type: 'object',
    properties: {
      name: { 'type': 'string', 'title': '名称', 'x-uid': 'fname0001', 'default': '新货' },
      colour: {
        'title': '颜色',
        'x-uid': 'fcolour01',
        'x-type': 'select',
        'x-dictionary': 'shop.colour',
      },
    },
  },
}
const module = { kind: 'module', key: 'shop', uid: 'mshop0001', title: '商店', version: '1.0.0' }
const texts = {
  'module:shop#/title': 'Shop',
  'dictionary:shop.colour#/title': 'Colour',
  'dictionary:shop.colour#/items/red/title': 'Red',
  'dictionary:shop.colour#/items/blue/title': 'Blue',
  'entity:shop.ware#/title': 'Ware',
  'entity:shop.ware#/schema/properties/name/title': 'Name',
  'entity:shop.ware#/schema/properties/colour/title': 'Colour',
}

function sources(translated: object, ...changed: object[]): SourceDocument[] {
  const locales = { kind: 'locales', key: 'shop.en', uid: 'lshop0001', title: '英文' }
  const given = [module, ...(changed.length > 0 ? changed : [dictionary, entity])]
  return [...given, { ...locales, texts: translated }].map((document) => ({
    ...{ layer: 'product', text: JSON.stringify(document) },
  }))
}

const options = { names: defaultNames, hashOf: sha256, checkShape }
const told = (documents: SourceDocument[]) =>
  compileApplication(documents, options).problems.map(
    ({ code, severity, pointer }) => `${severity} ${code} ${pointer}`
  )

test.group('locales | check', () => {
  test('a complete translation has no problem', ({ assert }) => {
    assert.deepEqual(told(sources(texts)), [])
  })

  test('what is missing is one warning with a count and the first few', ({ assert }) => {
    const { 'module:shop#/title': shop } = texts
    const { problems } = compileApplication(sources({ 'module:shop#/title': shop }), options)
    assert.lengthOf(problems, 1)
    const [{ code, severity, params, message }] = problems as [(typeof problems)[0]]
    assert.deepEqual([code, severity], ['E_DEFINITION_UNTRANSLATED', 'warning'])
    assert.deepEqual(params, { count: 6, first: Object.keys(texts).slice(1, 4) })
    assert.include(message, '6')
  })

  test('a module without translations is told nothing', ({ assert }) => {
    assert.deepEqual(told(sources(texts).slice(0, -1)), [])
  })

  test('unknown definitions and places, and what is no text for people, are named', ({
    assert,
  }) => {
    const wrong = {
      'entity:shop.gone#/title': 'warning',
      'entity:shop.ware#/schema/properties/gone/title': 'warning',
      'dictionary:shop.colour#/items/0/title': 'warning',
      'entity:shop.ware#/schema/properties/name/default': 'error',
      'entity:shop.ware#/titleField': 'error',
      'entities:shop.ware#/title': 'error',
      'entity:other.ware#/title': 'error',
    }
    const expected = Object.entries(wrong).map(
      ([address, severity]) =>
        `${severity} E_DEFINITION_LOCALE /texts/${address.replaceAll('/', '~1')}`
    )
    assert.sameMembers(told(sources({ ...texts, ...wrong })), expected)
  })

  test('another language, a blank text and one without room are errors', ({ assert }) => {
    const blank = { ...texts, 'entity:shop.ware#/title': ' ' }
    assert.deepEqual(told(sources(blank)), [
      'error E_DEFINITION_LOCALE /texts/entity:shop.ware#~1title',
    ])
    const long = { ...texts, 'entity:shop.ware#/title': 'a'.repeat(201) }
    assert.deepEqual(told(sources(long)), [
      'error E_DEFINITION_LOCALE /texts/entity:shop.ware#~1title',
    ])
  })
})

test.group('locales | translate', () => {
  test('every text is replaced, by identity whatever the order, and nothing else', ({ assert }) => {
    const turned = { ...dictionary, items: [...dictionary.items].reverse() }
    const translated = atOnce(translateSteps(sources(texts, turned, entity), 'en'))
    const { application } = compileApplication(translated, { ...options, language: 'en' })
    const titles = application?.dictionaries.get('shop.colour')?.items.map(({ title }) => title)
    assert.deepEqual(titles, ['Blue', 'Red'])
    const ware = application?.entities.get('shop.ware')
    assert.deepEqual(
      [...(ware?.fields.values() ?? [])].map(({ title }) => title),
      ['No.', 'Name', 'Colour']
    )
    assert.equal(ware?.fields.get('name')?.defaultValue, '新货')
    assert.equal(application?.language, 'en')
  })

  test('what has no translation stays Chinese', ({ assert }) => {
    const some = { 'entity:shop.ware#/title': 'Ware', 'entity:shop.ware#/x': 'lost' }
    const [, , ware] = atOnce(translateSteps(sources(some), 'en'))
    const { title, schema } = JSON.parse(ware!.text) as typeof entity
    assert.deepEqual([title, schema.properties.name.title], ['Ware', '名称'])
    const back = atOnce(translateSteps(sources(some), 'zh-CN'))
    assert.deepEqual(back, sources(some))
  })

  test('an item of a list is named by what tells it apart', ({ assert }) => {
    const places = humanTexts('dictionary', dictionary).map(({ place, pointer }) => [
      place,
      pointer,
    ])
    assert.deepEqual(places, [
      ['/title', '/title'],
      ['/items/red/title', '/items/0/title'],
      ['/items/blue/title', '/items/1/title'],
    ])
  })
})

test.group('locales | shipped modules', () => {
  test('every text of every module has its English, and no English is of nothing', ({ assert }) => {
    const folder = fileURLToPath(new URL('../../../../schemas/modules', import.meta.url))
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    const shipped = files.filter((file) => file.endsWith('.json') && !file.includes('/samples/'))
    const documents = shipped.map((file) => ({
      ...{ layer: 'product' as const, text: readFileSync(`${folder}/${file}`, 'utf8') },
    }))
    const { application, problems } = compileApplication(documents, options)
    assert.isNotNull(application)
    const translated = files.filter((file) => file.endsWith('/locales/en.json'))
    assert.lengthOf(translated, application!.modules.size)
    const codes = ['E_DEFINITION_LOCALE', 'E_DEFINITION_UNTRANSLATED']
    const told = problems.filter(({ code }) => codes.includes(code))
    assert.deepEqual(
      told.map(({ message }) => message),
      []
    )
  })
})
