import { PaperClipOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'other',
  Icon: PaperClipOutlined,
  snippet: plainSnippet({ 'x-type': 'file' }),
  sample: null,
}
