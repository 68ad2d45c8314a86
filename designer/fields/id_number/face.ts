import { IdcardOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'text',
  Icon: IdcardOutlined,
  snippet: plainSnippet({ 'type': 'string', 'x-type': 'id_number' }),
  sample: '11010519491231002X',
}
