import { newUid } from '#designer/document/index.ts'
import type { Template } from '../template.ts'

/** A name to call a record by; everything else is added on the canvas. */
export const template: Template = () => ({
  titleField: 'name',
  dataClass: 'business',
  dataLevel: 'internal',
  schema: {
    type: 'object',
    required: ['name'],
    properties: {
      name: {
        'type': 'string',
        'title': '名称',
        'maxLength': 200,
        'x-uid': newUid(),
        'x-search': true,
      },
    },
  },
})
