import { ClusterOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'link',
  Icon: ClusterOutlined,
  snippet: plainSnippet({ 'x-type': 'tree_parent' }),
  sample: { id: 'id-1', title: '检验一部' },
}
