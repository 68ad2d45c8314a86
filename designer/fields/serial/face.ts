import { FieldNumberOutlined } from '@ant-design/icons'
import type { DesignerFieldFace } from '../face.ts'

/** A serial number is given by the entity's numbering: an entity has one. */
export const face: DesignerFieldFace = {
  group: 'text',
  Icon: FieldNumberOutlined,
  snippet: ({ entity, key }) => {
    if (entity.document.numbering !== undefined || entity.document.parent !== undefined) return null
    return {
      field: { 'type': 'string', 'x-type': 'serial' },
      entity: { numbering: { field: key, pattern: 'NO-{yyyy}-{0000}', reset: 'year' } },
    }
  },
  sample: 'HT-2026-0001',
}
