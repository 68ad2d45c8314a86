import { UserOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'link',
  Icon: UserOutlined,
  snippet: plainSnippet({ 'x-type': 'user' }),
  sample: { id: 'id-0', title: '张三' },
}
