import { ShareAltOutlined } from '@ant-design/icons'
import { nearestEntity } from '../nearest_definition.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'link',
  Icon: ShareAltOutlined,
  snippet: (place) => ({
    field: { 'x-type': 'polymorphic', 'x-relation': { to: [nearestEntity(place)] } },
  }),
  sample: { entity: 'system.user', id: 'id-1', title: '张三' },
}
