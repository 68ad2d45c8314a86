import { CheckSquareOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'choice',
  isCommon: true,
  Icon: CheckSquareOutlined,
  snippet: plainSnippet({ type: 'boolean' }),
  sample: true,
}
