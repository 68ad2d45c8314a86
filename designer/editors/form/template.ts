import { checkSet } from '#designer/document/index.ts'
import type { Template } from '../template.ts'

/** One section with every field that can be filled in or is computed, sub-tables below it. */
export const template: Template = ({ entity }, set) => {
  const fields = [
    ...(checkSet(set)
      .known.entities.get(entity ?? '')
      ?.fields.values() ?? []),
  ]
  // What is computed is shown where it can be seen to change.
  const shown = fields.filter(({ readOnly, formula, lookup }) => !readOnly || formula || lookup)
  const nodes = (isChild: boolean) =>
    Object.fromEntries(
      shown.filter((one) => (one.childEntity !== null) === isChild).map(({ key }) => [key, {}])
    )
  const basic = { 'type': 'void', 'title': '基本信息', 'x-component': 'Section', 'x-columns': 2 }
  return {
    entity,
    schema: {
      type: 'object',
      properties: { basic: { ...basic, properties: nodes(false) }, ...nodes(true) },
    },
  }
}
