import { FolderOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'other',
  Icon: FolderOutlined,
  snippet: plainSnippet({ 'x-type': 'files' }),
  sample: null,
}
