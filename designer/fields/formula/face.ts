import { FunctionOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'computed',
  Icon: FunctionOutlined,
  snippet: plainSnippet({
    'x-type': 'formula',
    'x-formula': '=0',
    'x-result': 'decimal',
    'x-scale': 2,
  }),
  sample: '42.00',
}
