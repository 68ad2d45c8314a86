import { BarcodeOutlined } from '@ant-design/icons'
import { plainSnippet } from '../face.ts'
import type { DesignerFieldFace } from '../face.ts'

export const face: DesignerFieldFace = {
  group: 'text',
  Icon: BarcodeOutlined,
  snippet: plainSnippet({ 'type': 'string', 'x-type': 'barcode' }),
  sample: 'GJ-2026-000123',
}
