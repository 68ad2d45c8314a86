import { GlobalOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'other',
  Icon: GlobalOutlined,
  snippet: plainSnippet({ 'x-type': 'region' }),
  sample: { code: '450502' },
}
