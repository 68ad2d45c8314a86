import { ApartmentOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'link',
  Icon: ApartmentOutlined,
  snippet: plainSnippet({ 'x-type': 'department' }),
  sample: { id: 'id-1', title: '检验一部' },
}
