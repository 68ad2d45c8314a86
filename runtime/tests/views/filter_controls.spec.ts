import { test } from '@japa/runner'
import { fieldTypes } from '#engine/fields/index.ts'
import { parseFilter } from '#engine/filters/index.ts'
import { fieldSamples } from '#schemas/fixtures/field_samples/index.ts'
import { engineField } from '#runtime/forms/engine_field.ts'
import { conditionOf, filterControl } from '#runtime/views/state/filter_values.ts'
import { filterOf } from '#runtime/views/state/list_query.ts'
import { plainSettings } from '#runtime/views/state/list_state.ts'
import { settingsOf } from '#runtime/views/state/view_settings.ts'
import { field } from '../support/sample_form.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { RuntimeView } from '#engine/presentation/shapes.ts'
import type { FilterValue } from '#runtime/views/state/list_state.ts'

/** What somebody may have set each control to. */
const settings: Readonly<Record<string, FilterValue>> = {
  text: 'a',
  choice: ['red'],
  words: ['a'],
  region: '450100',
  presence: true,
  boolean: true,
  days: ['2026-01-01', '2026-02-01'],
  numbers: ['1', '2'],
  record: '01890000-0000-7000-8000-000000000000',
}

test.group('views | query bar', () => {
  for (const name of fieldTypes.keys()) {
    // A sub-table and a link to several entities have no control in a query bar.
    if (name === 'children' || name === 'polymorphic') continue

    test(`${name}: what the query bar asks is a condition the server takes`, ({ assert }) => {
      const story = fieldSamples[name]?.story?.field ?? {}
      const shown = field('value', name, { ...story, target: 'library.book' })
      const own: Readonly<Record<string, FilterValue>> = {
        ...{ time: ['08:00', '09:00'], checklist_result: ['fail'] },
      }
      const setting = own[name] ?? settings[filterControl(shown)]
      assert.isNotNull(conditionOf(shown, setting!))
      const view = { filters: [shown], where: null } as unknown as RuntimeView
      const filters = { value: setting! }
      const filter = filterOf(view, { ...plainSettings, filters })
      // A saved view puts it back into the same control.
      const back = settingsOf(view, { filter: filter! })
      assert.isNull(back.where)
      assert.deepEqual(filterOf(view, back), filter)
      const linked = ['relations', 'users'].includes(name)
      const compiled = { ...engineField(shown), ...(linked ? { linkTable: 'links' } : {}) }
      const entity = entityOf(compiled)
      const { problems } = parseFilter(filter, {
        entity,
        entityOf: () => entity,
        codesOf: () => null,
        actorNames: new Set(),
      })
      assert.deepEqual(problems, [], JSON.stringify(filter))
    })
  }
})

function entityOf(compiled: CompiledEntity['stored'][number]): CompiledEntity {
  return {
    key: 'library.book',
    parent: null,
    treeParent: null,
    fields: new Map([['value', compiled]]),
  } as unknown as CompiledEntity
}
