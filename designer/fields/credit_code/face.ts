import { BankOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'text',
  Icon: BankOutlined,
  snippet: plainSnippet({ 'type': 'string', 'x-type': 'credit_code' }),
  sample: '91350100M000100Y43',
}
