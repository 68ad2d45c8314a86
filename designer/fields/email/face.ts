import { MailOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'text',
  Icon: MailOutlined,
  snippet: plainSnippet({ 'type': 'string', 'x-type': 'email' }),
  sample: 'zhang.san@example.com',
}
