import { NodeIndexOutlined } from '@ant-design/icons'
import { nearestEntity } from '../nearest_definition.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'link',
  Icon: NodeIndexOutlined,
  snippet: (place) => ({
    field: { 'x-type': 'relations', 'x-relation': { to: nearestEntity(place) } },
  }),
  sample: [{ id: 'id-1', title: '岸桥' }],
}
