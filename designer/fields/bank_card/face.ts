import { CreditCardOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'text',
  Icon: CreditCardOutlined,
  snippet: plainSnippet({ 'type': 'string', 'x-type': 'bank_card' }),
  sample: '6222600260001072444',
}
