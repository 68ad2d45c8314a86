import { CheckSquareOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'choice',
  Icon: CheckSquareOutlined,
  snippet: plainSnippet({ 'x-type': 'checklist_result' }),
  sample: null,
}
