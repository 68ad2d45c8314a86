import { SelectOutlined } from '@ant-design/icons'
import { nearestEntity } from '../nearest_definition.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'link',
  isCommon: true,
  Icon: SelectOutlined,
  snippet: (place) => ({
    field: { 'x-type': 'relation', 'x-relation': { to: nearestEntity(place) } },
  }),
  sample: { id: 'id-1', title: '广西北部湾港口机械设备检测有限公司' },
}
