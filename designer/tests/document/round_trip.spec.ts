import { test } from '@japa/runner'
import {
  CommandStack,
  behaviours,
  locate,
  partsOf,
  setValue,
  textOf,
} from '#designer/document/index.ts'
import type { DesignDefinition } from '#designer/document/index.ts'
import { walkPlaces } from '#schemas/index.ts'
import { readEdited } from '#designer/json/read_edited.ts'
import { pathOf } from '#designer/document/index.ts'
import { filterOf, rowsOf } from '#designer/inputs/filters/filter_rows.ts'
import { designDefinition, shippedSet, shippedTexts } from '../support/shipped_set.ts'

test.group('round trip | every definition that ships', () => {
  for (const { file, text } of shippedTexts()) {
    test(`${file} is opened and written byte for byte as it was`, ({ assert }) => {
      const definition = designDefinition(text)
      assert.equal(textOf(definition), text)
      const { document, faults } = readEdited(text, definition)
      assert.deepEqual(faults, [])
      assert.equal(textOf({ kind: definition.kind, document: document! }), text)
      assert.deepEqual(everyElement(definition), [])
    })
  }

  test('every element set to what it is, is no change; taken away and undone, the same text', ({
    assert,
  }) => {
    const start = shippedSet()
    for (const definition of start.values()) {
      const stack = new CommandStack(start, behaviours)
      for (const path of pathsIn(definition)) {
        const at = { uid: definition.uid, path }
        stack.execute(setValue(at, locate(definition, path)!.value, 'same'))
        assert.equal(stack.state.done.length, 0)
      }
      const removable = pathsIn(definition).filter(
        (path) => path.length === 1 && !['kind', 'uid', 'key'].includes(path[0]!)
      )
      for (const path of removable) {
        stack.execute(setValue({ uid: definition.uid, path }, undefined, 'remove'))
        stack.undo()
        assert.equal(textOf(stack.state.set.get(definition.uid)!), textOf(definition))
      }
    }
  })

  test('every condition comes back from the editor of conditions as it was', ({ assert }) => {
    let count = 0
    for (const { kind, document } of shippedSet().values()) {
      walkPlaces(kind, document, ({ schema, value }) => {
        if (!schema['x-ref']?.filter || typeof value !== 'object' || value === null) return
        count += 1
        assert.equal(JSON.stringify(filterOf(rowsOf(value))), JSON.stringify(value))
      })
    }
    assert.isAbove(count, 5)
  })
})

/** Elements whose path does not lead back to them. */
function everyElement(definition: DesignDefinition): string[] {
  return pathsIn(definition).flatMap((path) => {
    const element = locate(definition, path)
    const back = element ? pathOf(definition, element.pointer).join(' ') : null
    return back === path.join(' ') ? [] : [path.join(' ')]
  })
}

function pathsIn(definition: DesignDefinition, path: readonly string[] = []): string[][] {
  const element = locate(definition, path)
  if (!element) return []
  const { items } = partsOf(element.root, element.schema, element.value)
  return items.flatMap((item) => {
    const inner = [...path, item.id]
    return [inner, ...pathsIn(definition, inner)]
  })
}
