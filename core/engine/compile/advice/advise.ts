/**
 * What is not wrong but will be regretted: nobody may read an entity, a view sorts by what no index
 * serves, a state has no way out. Warnings for whoever edits; a release is published all the same.
 * Pure.
 */
import { pointerTo } from '#engine/problems.ts'
import type { Problem } from '#engine/problems.ts'
import { hiddenSources } from './hidden_sources.ts'
import type { CompiledApplication, CompiledEntity, CompiledField, FormNode } from '../compiled.ts'

type Advice = Omit<Problem, 'severity' | 'kind' | 'key'>
interface Of {
  readonly kind: string
  readonly key: string
}

/** Every advice on an application, in the order of its definitions. */
export function adviseOn(application: CompiledApplication): Problem[] {
  const all: Problem[] = []
  const tell = ({ kind, key }: Of, advice: Advice) =>
    all.push({ ...advice, severity: 'warning', kind, key })
  for (const entity of application.entities.values()) {
    const of = { kind: 'entity', key: entity.key }
    const found = [
      ...rightsAdvice(application, entity),
      ...indexAdvice(application, entity),
      ...fieldAdvice(application, entity),
      ...hiddenSources(application, entity),
    ]
    for (const advice of found) tell(of, advice)
  }
  for (const dictionary of application.dictionaries.values()) {
    if (isUsed(application, dictionary.key)) continue
    tell({ kind: 'dictionary', key: dictionary.key }, unused(dictionary.title))
  }
  for (const { key } of application.lifecycles.values()) {
    for (const advice of lifecycleAdvice(application, key)) tell({ kind: 'lifecycle', key }, advice)
  }
  return all
}

/** Roles that give everything stand behind every entity: what nobody else may do is told. */
function rightsAdvice(application: CompiledApplication, entity: CompiledEntity): Advice[] {
  if (entity.parent !== null) return []
  return (['read', 'create'] as const).flatMap((action): Advice[] => {
    if (mayAny(application, entity, action)) return []
    const [code, word] =
      action === 'read' ? ['E_DEFINITION_NO_READER', '查看'] : ['E_DEFINITION_NO_CREATOR', '新建']
    const message = `除了什么都能做的角色，没有角色能${word}“${entity.title}”`
    return [{ code, pointer: '', message, fix: `在一个角色的 grants 里给出 ${action}` }]
  })
}

function mayAny(
  { roles }: CompiledApplication,
  { key }: CompiledEntity,
  action: 'read' | 'create'
): boolean {
  return [...roles.values()].some(({ grants }) =>
    grants.some(({ entities, actions }) => entities.includes(key) && actions.includes(action))
  )
}

function mayRead({ roles }: CompiledApplication, { key }: CompiledEntity, role: string): boolean {
  return (roles.get(role)?.grants ?? []).some(
    ({ entities, actions }) =>
      entities.includes(key) && (actions.includes('read') || actions.includes('*'))
  )
}

/** Fields that a view filters or sorts by, and that no index begins with. */
function indexAdvice(application: CompiledApplication, entity: CompiledEntity): Advice[] {
  const begun = new Set([
    ...entity.indexes.map(({ fields }) => fields[0]),
    ...entity.unique.map(({ fields }) => fields[0]),
  ])
  const asked = [...application.views.values()]
    .filter((view) => view.entity === entity.key)
    .flatMap((view) => [...view.filters, ...view.sort.map(({ path }) => path)])
  return [...new Set(asked)].flatMap((key): Advice[] => {
    const field = entity.fields.get(key)
    const isServed = !field?.column || field.target !== null || begun.has(key)
    if (isServed || entity.numbering?.field === key) return []
    const index = { uid: `ix${field.uid}`.slice(0, 32), fields: [key] }
    const isFirst = entity.indexes.length === 0
    return [
      {
        code: 'E_DEFINITION_NO_INDEX',
        pointer: isFirst ? '' : '/indexes',
        message: `列表按“${field.title}”筛选或排序，但没有以它开头的索引，记录多时会慢`,
        fix: '加一个索引',
        params: { add: isFirst ? ['/indexes', [index]] : ['/indexes/-', index] },
      },
    ]
  })
}

function fieldAdvice(application: CompiledApplication, entity: CompiledEntity): Advice[] {
  const title = entity.fields.get(entity.titleField)
  const pointerOf = ({ key }: CompiledField) => pointerTo('', 'schema', 'properties', key)
  const unsearched: Advice[] =
    title && title.type.name === 'text' && !title.search && entity.parent === null
      ? [
          {
            code: 'E_DEFINITION_TITLE_NOT_SEARCHED',
            pointer: pointerOf(title),
            message: `“${entity.title}”按“${title.title}”称呼，但搜索找不到它`,
            fix: '给这个字段写 "x-search": true',
            params: { add: [pointerTo(pointerOf(title), 'x-search'), true] },
          },
        ]
      : []
  const shown = fieldsInForms(application, entity)
  if (shown === null) return unsearched
  const missing = [...entity.fields.values()].filter(
    ({ key, readOnly, formula }) => !readOnly && formula === null && !shown.has(key)
  )
  return [
    ...unsearched,
    ...missing.map((field) => ({
      code: 'E_DEFINITION_FIELD_IN_NO_FORM',
      pointer: pointerOf(field),
      message: `“${entity.title}”的表单里都没有“${field.title}”，谁也填不了它`,
      fix: '放进一个表单，或写 "readOnly": true',
    })),
  ]
}

/** Null where the entity has no form of its own: the default one has every field. */
function fieldsInForms({ forms }: CompiledApplication, { key }: CompiledEntity) {
  const own = [...forms.values()].filter((form) => form.entity === key)
  if (own.length === 0) return null
  const shown = new Set<string>()
  const visit = (nodes: readonly FormNode[]) => {
    for (const node of nodes) {
      if (node.kind === 'field') shown.add(node.field)
      else visit(node.nodes)
    }
  }
  for (const form of own) visit(form.nodes)
  return shown
}

function isUsed({ entities }: CompiledApplication, key: string): boolean {
  return [...entities.values()].some(({ fields }) =>
    [...fields.values()].some(({ dictionary }) => dictionary === key)
  )
}

function unused(title: string): Advice {
  const message = `没有字段用到字典“${title}”`
  return { code: 'E_DEFINITION_UNUSED_DICTIONARY', pointer: '', message, fix: '用起来，或停用它' }
}

/** States without a way out that are not final, and transitions that nobody can make. */
function lifecycleAdvice(application: CompiledApplication, key: string): Advice[] {
  const lifecycle = application.lifecycles.get(key)!
  const entity = application.entities.get(lifecycle.entity)
  const transitions = [...lifecycle.transitions.values()]
  const stuck = [...lifecycle.states.values()].flatMap((state, n): Advice[] => {
    if (state.final || transitions.some(({ from }) => from.includes(state.id))) return []
    const message = `状态“${state.title}”没有出去的流转，也不是终态`
    const pointer = pointerTo('', 'states', n)
    const add = [pointerTo(pointer, 'final'), true]
    const fix = '加一个流转，或写 "final": true'
    return [{ code: 'E_DEFINITION_DEAD_END', pointer, message, fix, params: { add } }]
  })
  const nobody = transitions.flatMap((transition, n): Advice[] => {
    const { allow, title } = transition
    const isAllowed = allow.some(
      (name) => name.startsWith('$') || (entity && mayRead(application, entity, name))
    )
    if (isAllowed || !entity) return []
    const message = `流转“${title}”谁也做不了：没有允许的角色能查看“${entity.title}”`
    const fix = '在 allow 里写一个能查看它的角色，或给角色 read'
    const pointer = pointerTo('', 'transitions', n, 'allow')
    return [{ code: 'E_DEFINITION_TRANSITION_NOBODY', pointer, message, fix }]
  })
  return [...stuck, ...nobody]
}
