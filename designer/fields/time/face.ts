import { HourglassOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'time',
  Icon: HourglassOutlined,
  snippet: plainSnippet({ 'type': 'string', 'x-type': 'time' }),
  sample: '08:30',
}
