import { FieldBinaryOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'number',
  isCommon: true,
  Icon: FieldBinaryOutlined,
  snippet: plainSnippet({ 'type': 'string', 'x-type': 'decimal', 'x-scale': 2 }),
  sample: '41.50',
}
