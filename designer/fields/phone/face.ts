import { PhoneOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'text',
  Icon: PhoneOutlined,
  snippet: plainSnippet({ 'type': 'string', 'x-type': 'phone' }),
  sample: '0771-5581234',
}
