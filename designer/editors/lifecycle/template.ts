import { checkSet, findDefinition } from '#designer/document/index.ts'
import type { DesignSet } from '#designer/document/index.ts'
import type { Template } from '../template.ts'

/** Two states and the way between them, for whoever may do everything. */
export const template: Template = ({ entity }, set) => ({
  entity,
  field: stateField(entity ?? '', set),
  initial: 'draft',
  states: [
    { id: 'draft', title: '草稿' },
    { id: 'done', title: '完成', color: 'green', edit: [], final: true },
  ],
  transitions: [
    { id: 'finish', title: '完成', from: ['draft'], to: 'done', allow: [someRole(set)] },
  ],
})

function stateField(entity: string, set: DesignSet): string {
  const fields = checkSet(set).known.entities.get(entity)?.fields.values() ?? []
  return [...fields].find(({ type }) => type.name === 'state')?.key ?? 'status'
}

function someRole(set: DesignSet): string {
  return findDefinition(set, 'role', 'system.administrator') ? 'system.administrator' : '$owner'
}
