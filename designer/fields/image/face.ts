import { PictureOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'other',
  Icon: PictureOutlined,
  snippet: plainSnippet({ 'x-type': 'image' }),
  sample: null,
}
