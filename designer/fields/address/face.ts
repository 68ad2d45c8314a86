import { EnvironmentOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'other',
  Icon: EnvironmentOutlined,
  snippet: plainSnippet({ 'x-type': 'address' }),
  sample: { region: '450502', detail: '北海大道 1 号' },
}
