import { CalculatorOutlined } from '@ant-design/icons'
import { checkSet, keyOf, moduleOf } from '#designer/document/index.ts'
import type { DesignerFieldFace } from '../face.ts'

/** Counts what points here: rows of a sub-table, or records of the module with a link to this entity. */
export const face: DesignerFieldFace = {
  group: 'computed',
  Icon: CalculatorOutlined,
  snippet: ({ entity, set }) => {
    const { entities } = checkSet(set).known
    const key = keyOf(entity)
    const rows = [...entities.values()].find((one) => one.parent === key)
    if (rows) return { field: { 'x-type': 'rollup', 'x-rollup': { from: rows.key, do: 'count' } } }
    for (const other of entities.values()) {
      if (!other.key.startsWith(`${moduleOf(entity)}.`)) continue
      const link = [...other.fields.values()].find(
        ({ type, target }) => type.name === 'relation' && target === key
      )
      if (!link) continue
      const rollup = { from: other.key, by: link.key, do: 'count' }
      return { field: { 'x-type': 'rollup', 'x-rollup': rollup } }
    }
    return null
  },
  sample: 12,
}
