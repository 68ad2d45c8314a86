import { existsSync } from 'node:fs'
import { test } from '@japa/runner'
import { fieldMetaOf, fieldTypeNameOf, fieldTypeNames } from '#schemas/index.ts'
import { behaviours, checkSet, CommandStack, findDefinition } from '#designer/document/index.ts'
import { fieldGroups } from '#designer/fields/face.ts'
import type { DesignerFieldFace } from '#designer/fields/face.ts'
import { addField } from '#designer/editors/entity/field_commands.ts'
import { shippedSet } from '../support/shipped_set.ts'

const folder = new URL('../../fields/', import.meta.url)

test.group('fields | the designer’s face', () => {
  for (const type of fieldTypeNames) {
    test(`the field type ${type} has a palette entry whose new field has no problem`, async ({
      assert,
    }) => {
      const file = new URL(`${type}/face.ts`, folder)
      assert.isTrue(existsSync(file), `designer/fields/${type}/face.ts is missing`)
      const { face } = (await import(file.href)) as { face: DesignerFieldFace }
      assert.include(fieldGroups, face.group)
      assert.isOk(face.Icon)
      assert.isOk(fieldMetaOf(type).title)
      const stack = new CommandStack(shippedSet(), behaviours)
      const entity = findDefinition(stack.state.set, 'entity', 'demand.contact')!
      const command = addField(entity, stack.state.set, { type, face })
      assert.isNotNull(command)
      stack.execute(command!)
      const now = stack.state.set.get(entity.uid)!.document as {
        schema: { properties: Record<string, Record<string, unknown>> }
      }
      const field = Object.values(now.schema.properties).at(-1)!
      assert.equal(fieldTypeNameOf(field), type)
      assert.deepEqual(
        checkSet(stack.state.set).problems.filter((one) => one.severity === 'error'),
        []
      )
      stack.undo()
      assert.equal(stack.state.set.get(entity.uid), entity)
      assert.equal(stack.state.set.size, shippedSet().size)
    })
  }
})
