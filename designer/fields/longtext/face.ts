import { AlignLeftOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'text',
  isCommon: true,
  Icon: AlignLeftOutlined,
  snippet: plainSnippet({ 'type': 'string', 'x-type': 'longtext' }),
  sample: '按 GB/T 3811 执行。',
}
