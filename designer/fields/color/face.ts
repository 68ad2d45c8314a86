import { BgColorsOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'other',
  Icon: BgColorsOutlined,
  snippet: plainSnippet({ 'type': 'string', 'x-type': 'color' }),
  sample: '#1677ff',
}
