import { CheckCircleOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'choice',
  isCommon: true,
  Icon: CheckCircleOutlined,
  snippet: plainSnippet({ type: 'boolean' }),
  sample: true,
}
