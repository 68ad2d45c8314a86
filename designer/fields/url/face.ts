import { LinkOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'text',
  Icon: LinkOutlined,
  snippet: plainSnippet({ 'type': 'string', 'x-type': 'url' }),
  sample: 'https://example.com/reports/1',
}
