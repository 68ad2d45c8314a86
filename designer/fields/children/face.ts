import { TableOutlined } from '@ant-design/icons'
import { keyOf, newUid } from '#designer/document/index.ts'
import { freeDefinitionKey } from '../nearest_definition.ts'
import type { DesignerFieldFace } from '../face.ts'

/** The rows of a sub-table are records of an entity of their own: it is made along with the field. */
export const face: DesignerFieldFace = {
  group: 'link',
  isCommon: true,
  Icon: TableOutlined,
  snippet: ({ entity, set, title }) => {
    const uid = newUid()
    const key = freeDefinitionKey('entity', `${keyOf(entity)}_item`, set)
    const name = { 'type': 'string', 'title': '名称', 'maxLength': 200, 'x-uid': newUid() }
    const document = {
      ...{ kind: 'entity', key, uid, schemaVersion: 1, title },
      ...{ titleField: 'name', parent: keyOf(entity) },
      schema: { type: 'object', required: ['name'], properties: { name } },
    }
    return {
      field: { 'type': 'array', 'x-type': 'children', 'x-entity': key },
      with: [{ uid, kind: 'entity', layer: 'site', document }],
    }
  },
  sample: null,
}
