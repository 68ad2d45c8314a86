import { ClockCircleOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'time',
  isCommon: true,
  Icon: ClockCircleOutlined,
  snippet: plainSnippet({ type: 'string', format: 'date-time' }),
  sample: '2026-11-22T01:02:03.000Z',
}
