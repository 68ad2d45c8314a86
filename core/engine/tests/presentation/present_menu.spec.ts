import { test } from '@japa/runner'
import { presentMenu } from '#engine/presentation/index.ts'
import { holding, library } from './library.ts'

test.group('presentation | menu', () => {
  test('a role given by wildcard sees every entry, with view and icon', ({ assert }) => {
    const menu = presentMenu(library, holding('library.keeper'))
    assert.equal(menu.release, library.hash)
    assert.deepEqual(menu.groups, [
      {
        module: 'library',
        title: '图书馆',
        items: [
          { title: '图书', entity: 'library.book', view: null, icon: 'book' },
          { title: '可借图书', entity: 'library.book', view: 'library.lendable', icon: null },
          { title: '读者', entity: 'library.reader', view: null, icon: null },
        ],
      },
    ])
  })

  test('an entity that may not be read has no entry', ({ assert }) => {
    const [group] = presentMenu(library, holding('library.guest')).groups
    assert.deepEqual(
      group?.items.map((item) => item.title),
      ['图书', '可借图书']
    )
  })

  test('who may read nothing has an empty menu', ({ assert }) => {
    const { groups, bin } = presentMenu(library, holding())
    assert.deepEqual([groups, bin], [[], []])
  })

  test('the recycle bin lists what the actor may bring back, of the modules served here', ({
    assert,
  }) => {
    const keeper = holding('library.keeper')
    assert.deepEqual(presentMenu(library, keeper).bin, [
      { entity: 'library.reader', title: '读者' },
      { entity: 'library.book', title: '图书' },
    ])
    assert.deepEqual(presentMenu(library, keeper, ['elsewhere']).bin, [])
    assert.deepEqual(presentMenu(library, holding('library.guest')).bin, [])
  })
})
