import { ScheduleOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'time',
  Icon: ScheduleOutlined,
  snippet: plainSnippet({ 'x-type': 'schedule' }),
  sample: null,
}
