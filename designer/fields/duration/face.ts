import { FieldTimeOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'time',
  Icon: FieldTimeOutlined,
  snippet: plainSnippet({ 'type': 'integer', 'x-type': 'duration' }),
  sample: 5400,
}
