import { StarOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'number',
  Icon: StarOutlined,
  snippet: plainSnippet({ 'type': 'integer', 'x-type': 'rating' }),
  sample: 3,
}
