import { pointerTo } from '#engine/problems.ts'
import { walkLists, walkPlaces } from '#schemas/index.ts'
import { objectOf } from '../reading/shape.ts'
import { shown } from '../names/keys.ts'
import type { CompileContext, Definition } from '../context.ts'

/**
 * Reports every member that the meta-schema does not know: `$ref`, combinators, misspelt words. The
 * meta-schema's validator finds the same; this holds also where there is none.
 */
export function checkMembers(definition: Definition, context: CompileContext): void {
  walkPlaces(definition.kind, definition.document, ({ pointer, value, schema }) => {
    if (schema.additionalProperties !== false) return
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    for (const name of Object.keys(value)) {
      if (Object.hasOwn(schema.properties ?? {}, name)) continue
      context.problems.report(definition, {
        code: 'E_DEFINITION_UNKNOWN_PROPERTY',
        pointer: pointerTo(pointer, name),
        message: `未知的属性“${shown(name)}”`,
        fix: '删去，或改正拼写；引用（$ref）与组合（allOf、anyOf、oneOf、if）不可用',
      })
    }
  })
}

/** Reports the second object of one identity in a list: references could not tell which is meant. */
export function checkIdentities(definition: Definition, context: CompileContext): void {
  walkLists(definition.kind, definition.document, ({ pointer, items, identity }) => {
    // A uid is unique in the whole installation, which is checked as the documents are read.
    if (identity === 'uid') return
    const met = new Set<unknown>()
    items.map(objectOf).forEach((item, index) => {
      const name = item[identity]
      if (name !== undefined && met.has(name)) {
        context.problems.report(definition, {
          code: 'E_DEFINITION_DUPLICATE_ID',
          pointer: pointerTo(pointer, index, identity),
          message: `“${shown(name)}”出现了两次`,
          fix: '改名，或删去其中一个',
        })
      }
      met.add(name)
    })
  })
}
