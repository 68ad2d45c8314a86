import { checkSet } from '#designer/document/index.ts'
import type { Template } from '../template.ts'

/** One section with every field that can be filled in, sub-tables below it. */
export const template: Template = ({ entity }, set) => {
  const fields = [
    ...(checkSet(set)
      .known.entities.get(entity ?? '')
      ?.fields.values() ?? []),
  ]
  const writable = fields.filter(({ readOnly }) => !readOnly)
  const nodes = (isChild: boolean) =>
    Object.fromEntries(
      writable.filter((one) => (one.childEntity !== null) === isChild).map(({ key }) => [key, {}])
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
