import { SignatureOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'other',
  Icon: SignatureOutlined,
  snippet: plainSnippet({ 'x-type': 'signature' }),
  sample: null,
}
