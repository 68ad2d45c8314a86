import { checkSet } from '#designer/document/index.ts'
import type { Template } from '../template.ts'

/** Columns for the first fields that fit in a table, the newest first. */
export const template: Template = ({ entity }, set) => {
  const fields = [
    ...(checkSet(set)
      .known.entities.get(entity ?? '')
      ?.fields.values() ?? []),
  ]
  const shown = fields.filter(({ childEntity }) => childEntity === null).slice(0, 6)
  return { entity, columns: shown.map(({ key }) => ({ path: key })), sort: ['-updated_at'] }
}
