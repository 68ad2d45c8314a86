import { PercentageOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'number',
  Icon: PercentageOutlined,
  snippet: plainSnippet({ 'type': 'string', 'x-type': 'percent' }),
  sample: '12.50',
}
