import { CalendarOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'time',
  isCommon: true,
  Icon: CalendarOutlined,
  snippet: plainSnippet({ type: 'string', format: 'date' }),
  sample: '2026-11-22',
}
