import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import { fieldTypes } from '#engine/fields/index.ts'

const folder = new URL('../fields/', import.meta.url)

test.group('fields | faces', () => {
  for (const name of fieldTypes.keys()) {
    test(`the field type ${name} can be shown and entered`, async ({ assert }) => {
      assert.isTrue(existsSync(new URL(`${name}/Display.tsx`, folder)))
      const displays = await readFile(new URL('displays.ts', folder), 'utf8')
      assert.include(displays, `'./${name}/Display.tsx'`)
      // A sub-table is entered by the form's own grid.
      if (name === 'children') return
      assert.isTrue(existsSync(new URL(`${name}/Input.tsx`, folder)))
      const inputs = await readFile(new URL('inputs.ts', folder), 'utf8')
      assert.include(inputs, `'./${name}/Input.tsx'`)
    })
  }
})
