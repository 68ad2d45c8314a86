import { NumberOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'number',
  isCommon: true,
  Icon: NumberOutlined,
  snippet: plainSnippet({ type: 'integer' }),
  sample: 12,
}
