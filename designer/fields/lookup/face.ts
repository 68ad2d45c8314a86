import { EyeOutlined } from '@ant-design/icons'
import { checkSet, keyOf } from '#designer/document/index.ts'
import type { DesignerFieldFace } from '../face.ts'

/** Shows a field of a related record, so there has to be a relation. */
export const face: DesignerFieldFace = {
  group: 'computed',
  Icon: EyeOutlined,
  snippet: ({ entity, set }) => {
    const { entities } = checkSet(set).known
    const fields = [...(entities.get(keyOf(entity))?.fields.values() ?? [])]
    const link = fields.find(({ target, type }) => target !== null && type.name === 'relation')
    const shown = entities.get(link?.target ?? '')?.titleField
    if (!link || !shown) return null
    return { field: { 'x-type': 'lookup', 'x-lookup': `${link.key}.${shown}` } }
  },
  sample: '广西北部湾港口机械设备检测有限公司',
}
