import { parsePath } from '#engine/filters/index.ts'
import { childSystemFields, systemFields } from '#engine/values.ts'
import { moduleOf, shown } from '../names/keys.ts'
import { unknownName } from '../context.ts'
import { checkDependency } from './dependencies.ts'
import type { Owner, Reference, Target } from '#schemas/index.ts'
import type { CompileContext, Definition, EntityDraft, Kind } from '../context.ts'

/**
 * Reports every name of a definition that nothing has. Which strings are names is said by the
 * `x-ref` marks of the meta-schema, and by nothing else; expressions, filters and numbering
 * patterns are read by their own compilers. A name whose owner is unknown is not reported again.
 */
export function linkReferences(definition: Definition, context: CompileContext): void {
  for (const reference of definition.references) linkReference(reference, definition, context)
}

function linkReference(
  reference: Reference,
  definition: Definition,
  context: CompileContext
): void {
  const { target } = reference
  switch (target.to) {
    case 'definition':
      return linkDefinition(reference, target, definition, context)
    case 'field':
      return linkField(reference, target, definition, context)
    case 'state':
      return linkMember(reference, '状态', statesOf(target.owner, context), definition, context)
    case 'item':
      return linkMember(reference, '字典条目', itemsOf(target.owner, context), definition, context)
    case 'action':
      return linkAction(reference, target.owner, definition, context)
  }
}

type Aim<T extends Target['to']> = Extract<Target, { to: T }>

const kindTitles: Readonly<Record<string, string>> = {
  module: '模块',
  dictionary: '字典',
  entity: '实体',
  lifecycle: '状态机',
  form: '表单',
  view: '视图',
  role: '角色',
  locales: '译文',
}

function linkDefinition(
  reference: Reference,
  target: Aim<'definition'>,
  definition: Definition,
  context: CompileContext
): void {
  const key = String(reference.value)
  const known = context.definitions.get(target.kind as Kind) ?? new Map<string, Definition>()
  const what = kindTitles[target.kind] ?? target.kind
  const isKnown = target.wildcard ? coveredBy(key, known.keys()).length > 0 : known.has(key)
  if (!isKnown) {
    context.problems.report(definition, unknownName(reference.pointer, what, key, known.keys()))
    return
  }
  // `*` means what is there, whichever modules those are; a module is named to depend on it.
  if (key !== '*' && target.kind !== 'module') {
    checkDependency(definition, reference.pointer, moduleOf(key), context)
  }
  const found = known.get(key)
  const owner = target.owner?.key
  if (found && typeof owner === 'string' && found.document.entity !== owner) {
    context.problems.report(definition, {
      code: 'E_DEFINITION_REFERENCE',
      pointer: reference.pointer,
      message: `${what}“${key}”属于实体“${shown(found.document.entity)}”，不是“${shown(owner)}”`,
      fix: `改用实体“${shown(owner)}”的${what}`,
    })
  }
}

/** Keys that `*`, `module.*` or the key itself stands for. */
export function coveredBy(pattern: string, keys: Iterable<string>): string[] {
  if (pattern === '*') return [...keys]
  if (!pattern.endsWith('.*')) return [...keys].filter((key) => key === pattern)
  const prefix = pattern.slice(0, -1)
  return [...keys].filter((key) => key.startsWith(prefix))
}

function linkField(
  reference: Reference,
  target: Aim<'field'>,
  definition: Definition,
  context: CompileContext
): void {
  const { mark } = target
  const given = String(reference.value)
  const entity = entityOf(target.owner, context)
  if (!entity) return
  const isSigned = (mark.sort && given.startsWith('-')) || (mark.slash && given.startsWith('/'))
  const name = isSigned ? given.slice(1) : given
  const known = [...entity.fields.keys(), ...(mark.system ? systemNames(entity) : [])]
  const what = `实体“${entity.title}”的字段`
  if (mark.path && name.includes('.')) {
    const find = (key: string) => context.entities.get(key)
    const { problem } = parsePath(name, { entity, entityOf: find }, '')
    if (problem) {
      const near = unknownName(reference.pointer, what, name, pathNames(name, entity, context))
      context.problems.report(definition, { ...near, message: problem.zh })
    }
  } else if (!known.includes(name)) {
    context.problems.report(definition, unknownName(reference.pointer, what, name, known))
  } else if (mark.type !== undefined && entity.fields.get(name)?.type.name !== mark.type) {
    context.problems.report(definition, {
      code: 'E_DEFINITION_REFERENCE',
      pointer: reference.pointer,
      message: `字段“${name}”的类型不是 ${mark.type}`,
      fix: `换一个类型为 ${mark.type} 的字段`,
    })
  }
}

function systemNames(entity: EntityDraft): readonly string[] {
  return entity.parent === null ? systemFields : childSystemFields
}

/** Paths of the length of a wrong one that begin alike: where the last name is misspelt. */
function pathNames(path: string, entity: EntityDraft, context: CompileContext): string[] {
  const segments = path.split('.')
  let here: EntityDraft | undefined = entity
  for (const segment of segments.slice(0, -1)) {
    here = context.entities.get(here?.fields.get(segment)?.target ?? '')
  }
  const start = segments.slice(0, -1).join('.')
  return here ? [...here.fields.keys()].map((key) => `${start}.${key}`) : [...entity.fields.keys()]
}

function entityOf(owner: Owner, context: CompileContext): EntityDraft | undefined {
  const entity = context.entities.get(owner.key ?? '')
  if (owner.via === null) return entity
  return context.entities.get(entity?.fields.get(owner.via)?.childEntity ?? '')
}

function linkMember(
  reference: Reference,
  what: string,
  known: readonly string[] | null,
  definition: Definition,
  context: CompileContext
): void {
  const name = String(reference.value)
  if (known === null || known.includes(name)) return
  context.problems.report(definition, unknownName(reference.pointer, what, name, known))
}

function statesOf(owner: Owner, context: CompileContext): readonly string[] | null {
  const lifecycle = context.lifecycles.get(owner.key ?? '')
  return lifecycle ? [...lifecycle.states.keys()] : null
}

function itemsOf(owner: Owner, context: CompileContext): readonly string[] | null {
  const dictionary = context.dictionaries.get(owner.key ?? '')
  return dictionary ? [...dictionary.byCode.keys()] : null
}

function linkAction(
  reference: Reference,
  owner: Owner,
  definition: Definition,
  context: CompileContext
): void {
  const action = String(reference.value)
  if (!action.startsWith('transition:') || action === 'transition:*') return
  const covered = coveredBy(owner.key ?? '', context.entities.keys())
  if (covered.length === 0) return
  const entities = new Set(covered)
  const known = [...context.lifecycles.values()]
    .filter((lifecycle) => entities.has(lifecycle.entity))
    .flatMap((lifecycle) => [...lifecycle.transitions.keys()].map((id) => `transition:${id}`))
  if (known.includes(action)) return
  const name = action.slice('transition:'.length)
  context.problems.report(definition, {
    ...unknownName(reference.pointer, '流转', action, known),
    message: `没有流转“${shown(name)}”`,
  })
}
