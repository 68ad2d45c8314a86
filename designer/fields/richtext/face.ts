import { FileTextOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'text',
  Icon: FileTextOutlined,
  snippet: plainSnippet({ 'type': 'string', 'x-type': 'richtext' }),
  sample: '<p>按 GB/T 3811 执行。</p>',
}
