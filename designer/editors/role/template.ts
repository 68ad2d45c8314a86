import { definitionsOf, keyOf } from '#designer/document/index.ts'
import type { Template } from '../template.ts'

/** May see what its module keeps. */
export const template: Template = ({ key, entity }, set) => {
  const module = key.split('.')[0] ?? ''
  const isOwn = definitionsOf(set, 'entity').some((one) => keyOf(one).startsWith(`${module}.`))
  return { grants: isOwn ? [{ entity: entity ?? `${module}.*`, actions: ['read'] }] : [] }
}
