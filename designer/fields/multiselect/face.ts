import { CheckSquareOutlined } from '@ant-design/icons'
import { nearestDictionary } from '../nearest_definition.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'choice',
  Icon: CheckSquareOutlined,
  snippet: (place) => {
    const { key, made } = nearestDictionary(place)
    return { field: { 'x-type': 'multiselect', 'x-dictionary': key }, with: made }
  },
  sample: ['a'],
}
