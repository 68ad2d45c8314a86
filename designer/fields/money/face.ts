import { MoneyCollectOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'number',
  isCommon: true,
  Icon: MoneyCollectOutlined,
  snippet: plainSnippet({ 'type': 'string', 'x-type': 'money', 'x-scale': 2 }),
  sample: '128000.00',
}
