import { AimOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'other',
  Icon: AimOutlined,
  snippet: plainSnippet({ 'x-type': 'geo' }),
  sample: { lng: 109.12, lat: 21.48 },
}
