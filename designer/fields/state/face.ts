import { PartitionOutlined } from '@ant-design/icons'
import { freeDefinitionKey } from '../nearest_definition.ts'
import { keyOf, newUid } from '#designer/document/index.ts'
import type { DesignerFieldFace } from '../face.ts'

/** A state means nothing without its lifecycle: one is made with two states. */
export const face: DesignerFieldFace = {
  group: 'choice',
  isCommon: true,
  Icon: PartitionOutlined,
  snippet: ({ entity, set, key, title }) => {
    const uid = newUid()
    const lifecycle = freeDefinitionKey('lifecycle', keyOf(entity), set)
    const document = {
      ...{ kind: 'lifecycle', key: lifecycle, uid, schemaVersion: 1, title },
      ...{ entity: keyOf(entity), field: key, initial: 'draft' },
      states: [
        { id: 'draft', title: '草稿' },
        { id: 'done', title: '完成', color: 'green', edit: [], final: true },
      ],
      transitions: [
        { id: 'finish', title: '完成', from: ['draft'], to: 'done', allow: ['$owner'] },
      ],
    }
    return {
      field: { 'x-type': 'state', 'x-lifecycle': lifecycle },
      with: [{ uid, kind: 'lifecycle', layer: 'site', document }],
    }
  },
  sample: 'draft',
}
