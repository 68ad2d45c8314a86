import type { CompiledEntity, CompiledForm, FormFieldNode } from './compiled.ts'

/** The form of an entity that has none: what can be written, in the author's order, sub-tables last. */
export function defaultForm(entity: CompiledEntity): CompiledForm {
  const writable = [...entity.fields.values()].filter((field) => !field.readOnly)
  const single = writable.filter((field) => field.childEntity === null)
  const many = writable.filter((field) => field.childEntity !== null)
  const { key, uid, title, hash, module } = entity
  return Object.freeze({
    ...{ key, uid, title, hash, module },
    entity: key,
    terminals: Object.freeze(['pc', 'mobile'] as const),
    nodes: Object.freeze([...single, ...many].map((field) => fieldNode(field.key))),
  })
}

function fieldNode(field: string): FormFieldNode {
  return Object.freeze({
    ...({ kind: 'field', field, title: null, span: null, columns: null } as const),
    totals: Object.freeze([]),
    ...{ visible: null, readonly: null, required: null, value: null },
  })
}
