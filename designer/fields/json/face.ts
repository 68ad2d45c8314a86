import { CodeOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'other',
  Icon: CodeOutlined,
  snippet: plainSnippet({ 'x-type': 'json' }),
  sample: { temperature: 21 },
}
