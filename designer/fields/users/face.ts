import { TeamOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'link',
  Icon: TeamOutlined,
  snippet: plainSnippet({ 'x-type': 'users' }),
  sample: [{ id: 'id-0', title: '张三' }],
}
