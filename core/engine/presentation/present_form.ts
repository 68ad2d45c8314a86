import { attachmentsKey, attachmentsUid, defaultForm } from '#engine/compile/index.ts'
import { knownExpression } from './known_expression.ts'
import { presentFields } from './present_field.ts'
import { presentRelated } from './present_related.ts'
import { presentTransitions } from './present_transitions.ts'
import { shownTitleField } from './shown_title_field.ts'
import type { Access } from '#engine/access/index.ts'
import type {
  CompiledApplication,
  CompiledEntity,
  CompiledForm,
  FormLayoutNode,
  FormNode,
} from '#engine/compile/index.ts'
import type { CompiledExpression } from '#engine/expressions/index.ts'
import type { Presented } from './presented.ts'
import type { Linkage, RuntimeForm, RuntimeNode } from './shapes.ts'

/**
 * A form of an entity for an actor: the named one, else the first the entity has, else one made
 * from its fields. What the actor may not read is left out, fields and expressions alike.
 *
 * @returns null when there is no such entity or form
 */
export function presentForm(
  application: CompiledApplication,
  access: Access,
  entityKey: string,
  formKey?: string | null
): RuntimeForm | null {
  const entity = application.entities.get(entityKey)
  const form = entity && formOf(application, entity, formKey ?? null)
  if (!entity || !form) return null
  const presented = { application, access }
  const fields = presentFields(entity, presented)
  const mayBeGiven = (key: string) =>
    !entity.fields.get(key)?.readOnly && access.writable(entity, 'create', key)
  return {
    release: application.hash,
    entity: entity.key,
    title: entity.title,
    form: application.forms.has(form.key) ? form.key : null,
    titleField: shownTitleField(entity, access),
    fields,
    nodes: [
      ...presentNodes(form.nodes, entity, presented),
      ...attachmentNodes(form, entity, presented),
    ],
    can: {
      create: access.may(entity, 'create'),
      update: access.may(entity, 'update'),
      delete: access.may(entity, 'delete'),
    },
    ...assignTo(entity, presented),
    createFields: fields.map((field) => field.key).filter(mayBeGiven),
    transitions: presentTransitions(entity, access),
    related: presentRelated(entity, presented),
  }
}

/** The named form of an entity, else its first of the whole record, else one made from its fields. */
export function formOf(
  application: CompiledApplication,
  entity: CompiledEntity,
  key: string | null
): CompiledForm | undefined {
  if (key !== null) {
    const named = application.forms.get(key)
    return named?.entity === entity.key ? named : undefined
  }
  // A form that a transition asks for is about that step, not about the whole record.
  const steps = stepForms(entity)
  const own = [...application.forms.values()].filter((form) => form.entity === entity.key)
  return own.find((form) => !steps.has(form.key)) ?? defaultForm(entity)
}

function stepForms(entity: CompiledEntity): ReadonlySet<string | null> {
  return new Set(
    entity.lifecycles.flatMap((lifecycle) =>
      [...lifecycle.transitions.values()].map((transition) => transition.form)
    )
  )
}

/** `"attachments": true` shows its list below any form of the whole record that does not place it. */
function attachmentNodes(
  form: CompiledForm,
  entity: CompiledEntity,
  presented: Presented
): RuntimeNode[] {
  const field = entity.fields.get(attachmentsKey)
  if (field?.uid !== attachmentsUid(entity.uid)) return []
  if (stepForms(entity).has(form.key) || places(form.nodes, field.key)) return []
  const { title } = field
  const node = { kind: 'field', field: field.key, title: null, span: 2, columns: null } as const
  const free = { visible: null, readonly: null, required: null, value: null }
  const layout = { kind: 'layout', id: field.key, component: 'Section', text: null } as const
  const nodes = [{ ...node, totals: [], ...free }]
  return presentNodes([{ ...layout, title, columns: 2, visible: null, nodes }], entity, presented)
}

function places(nodes: readonly FormNode[], field: string): boolean {
  return nodes.some((node) =>
    node.kind === 'field' ? node.field === field : places(node.nodes, field)
  )
}

function presentNodes(
  nodes: readonly FormNode[],
  entity: CompiledEntity,
  presented: Presented
): RuntimeNode[] {
  return nodes.flatMap((node): RuntimeNode[] => {
    if (node.kind === 'layout') return presentLayout(node, entity, presented)
    if (!presented.access.readable(entity, node.field)) return []
    const linkage = linkageIn(entity, presented)
    return [
      {
        kind: 'field',
        field: node.field,
        title: node.title,
        span: node.span,
        columns: node.columns && [...node.columns],
        totals: [...node.totals],
        visible: linkage(node.visible),
        readonly: linkage(node.readonly),
        required: linkage(node.required),
        value: knownExpression(node.value, entity, presented),
      },
    ]
  })
}

/** A group of which the actor may read nothing is left out; a note has nothing in it by nature. */
function presentLayout(
  node: FormLayoutNode,
  entity: CompiledEntity,
  presented: Presented
): RuntimeNode[] {
  const nodes = presentNodes(node.nodes, entity, presented)
  if (nodes.length === 0 && node.component !== 'Note') return []
  const { id, component, title, text, columns } = node
  const visible = linkageIn(entity, presented)(node.visible)
  return [{ kind: 'layout', id, component, title, text, columns, visible, nodes }]
}

function linkageIn(entity: CompiledEntity, presented: Presented) {
  return (given: CompiledExpression | boolean | null): Linkage =>
    typeof given === 'boolean' ? given : knownExpression(given, entity, presented)
}

/** The people one may choose from are those whose names one may read. */
function assignTo(entity: CompiledEntity, { application, access }: Presented) {
  const people = application.entities.get(application.anchors.user ?? '')
  const isOpen = people && access.may(entity, 'assign') && access.may(people, 'read')
  if (!isOpen || !access.readable(people, people.titleField)) return {}
  const { key, title, titleField } = people
  return { assignTo: { entity: key, title, titleField } }
}
