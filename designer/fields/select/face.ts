import { DownCircleOutlined } from '@ant-design/icons'
import { nearestDictionary } from '../nearest_definition.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'choice',
  isCommon: true,
  Icon: DownCircleOutlined,
  snippet: (place) => {
    const { key, made } = nearestDictionary(place)
    return { field: { 'type': 'string', 'x-type': 'select', 'x-dictionary': key }, with: made }
  },
  sample: 'a',
}
