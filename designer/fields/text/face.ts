import { FontSizeOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'text',
  isCommon: true,
  Icon: FontSizeOutlined,
  snippet: plainSnippet({ type: 'string', maxLength: 200 }),
  sample: '岸桥定期检验',
}
