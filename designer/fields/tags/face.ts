import { TagsOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'choice',
  Icon: TagsOutlined,
  snippet: plainSnippet({ 'x-type': 'tags' }),
  sample: ['重点客户', '港口'],
}
