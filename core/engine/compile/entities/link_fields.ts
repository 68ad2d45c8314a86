import { holdsFiles } from '#engine/fields/index.ts'
import { pointerTo } from '#engine/problems.ts'
import { checkDependency } from '../linking/dependencies.ts'
import { moduleOf } from '../names/keys.ts'
import { attachmentsUid } from './compile_field.ts'
import { objectOf, textOf, textsOf } from '../reading/shape.ts'
import type { Anchor, CompiledField } from '../compiled.ts'
import type { CompileContext, Definition, Draft, EntityDraft } from '../context.ts'
import type { Finding } from '../problem_list.ts'

/**
 * Gives every field the entity it leads to, and checks that a sub-table and its parent say the same
 * of each other. Runs when all entities and anchors are known.
 */
export function linkFields(
  definition: Definition,
  entity: EntityDraft,
  context: CompileContext
): void {
  for (const field of entity.fields.values()) {
    const isOwn = field.uid === attachmentsUid(entity.uid)
    const pointer = isOwn ? '/attachments' : pointerTo('', 'schema', 'properties', field.key)
    if (holdsFiles(field)) linkAnchor(field, 'file', { pointer, definition, context })
    switch (field.type.name) {
      case 'relation':
      case 'relations':
        field.target = textOf(objectOf(field.schema['x-relation']).to) ?? null
        break
      case 'user':
      case 'department':
        linkAnchor(field, field.type.name, { pointer, definition, context })
        break
      case 'users':
        linkAnchor(field, 'user', { pointer, definition, context })
        break
      case 'tree_parent':
        field.target = entity.key
        break
      case 'polymorphic':
        field.targets = targetsOf(field, context)
        break
      case 'children':
        field.childEntity = textOf(field.schema['x-entity']) ?? null
        checkChild(field, pointer, entity, definition, context)
        break
      case 'state':
        checkLifecycle(field, pointer, entity, definition, context)
        break
    }
  }
  for (const field of entity.fields.values()) checkRelation(field, definition, context)
  checkParent(entity, definition, context)
}

/** A link that must stand cannot be blanked, and rows of sub-tables go without asking who points. */
function checkRelation(
  field: CompiledField,
  definition: Definition,
  context: CompileContext
): void {
  const pointer = pointerTo('', 'schema', 'properties', field.key, 'x-relation')
  const report = (finding: Omit<Finding, 'code'>) =>
    context.problems.report(definition, { code: 'E_DEFINITION_RELATION', ...finding })
  if (field.required && field.onDelete === 'empty') {
    report({
      pointer: pointerTo(pointer, 'onDelete'),
      message: `“${field.title}”必填，被指的记录删除时不能清空`,
      fix: '改为 restrict 或 cascade，或从 required 中删去',
    })
  }
  const targets = [field.target, ...field.targets.map(({ key }) => key)]
  if (!holdsFiles(field) && targets.some((key) => key !== null && key === context.anchors.file)) {
    report({
      pointer: pointerTo(pointer, 'to'),
      message: `“${field.title}”不能用关联指向文件`,
      fix: '改用 file、files、image 或 signature 类型',
    })
  }
  textsOf(objectOf(field.schema['x-relation']).to).forEach((key, index) => {
    const target = context.entities.get(key)
    if (!target || target.parent === null) return
    report({
      pointer: pointerTo(pointer, 'to', index),
      message: `“${target.title}”是子表，任意关联不能指向它的行`,
      fix: `指向上级实体“${target.parent}”，或改用 relation`,
    })
  })
}

/** What leads to people and units is the type alone. */
function typePlace(pointer: string): string {
  return pointer === '/attachments' ? pointer : pointerTo(pointer, 'x-type')
}

function linkAnchor(
  field: Draft<CompiledField>,
  anchor: Anchor,
  place: { pointer: string; definition: Definition; context: CompileContext }
): void {
  const { pointer, definition, context } = place
  field.target = context.anchors[anchor] ?? null
  if (field.target === null) reportNoAnchor(field, anchor, place)
  else checkDependency(definition, typePlace(pointer), moduleOf(field.target), context)
}

/** Those that exist: an unknown name is reported where all references are looked up. */
function targetsOf(field: CompiledField, context: CompileContext): CompiledField['targets'] {
  return textsOf(objectOf(field.schema['x-relation']).to).flatMap((key) => {
    const target = context.entities.get(key)
    return target ? [{ key, uid: target.uid }] : []
  })
}

function reportNoAnchor(
  field: Draft<CompiledField>,
  anchor: Anchor,
  {
    pointer,
    definition,
    context,
  }: { pointer: string; definition: Definition; context: CompileContext }
): void {
  context.problems.report(definition, {
    code: 'E_DEFINITION_ANCHOR',
    pointer: typePlace(pointer),
    message: `字段“${field.title}”是 ${field.type.name} 类型，而没有实体声明 "anchor": "${anchor}"`,
    fix: '加入定义人员与部门的模块（system）',
  })
}

function checkChild(
  field: Draft<CompiledField>,
  pointer: string,
  entity: EntityDraft,
  definition: Definition,
  context: CompileContext
): void {
  const child = context.entities.get(field.childEntity ?? '')
  if (!child) return
  const at = pointerTo(pointer, 'x-entity')
  if (child.parent !== entity.key) {
    context.problems.report(definition, {
      code: 'E_DEFINITION_PARENT',
      pointer: at,
      message: `子表实体“${child.key}”的 parent 不是“${entity.key}”`,
      fix: `在“${child.key}”中写 "parent": "${entity.key}"`,
    })
  }
  const same = entity.children.filter((other) => other.schema['x-entity'] === child.key)
  if (same.length > 1 && same[0] !== field) {
    context.problems.report(definition, {
      code: 'E_DEFINITION_PARENT',
      pointer: at,
      message: `“${same[0]?.title}”和“${field.title}”指向同一个子表实体“${child.key}”`,
      fix: '每个子表字段用一个自己的子表实体',
    })
  }
}

function checkLifecycle(
  field: Draft<CompiledField>,
  pointer: string,
  entity: EntityDraft,
  definition: Definition,
  context: CompileContext
): void {
  const lifecycle = context.lifecycles.get(field.lifecycle ?? '')
  if (!lifecycle || (lifecycle.entity === entity.key && lifecycle.field === field.key)) return
  context.problems.report(definition, {
    code: 'E_DEFINITION_LIFECYCLE',
    pointer: pointerTo(pointer, 'x-lifecycle'),
    message: `状态机“${lifecycle.key}”管理的是 ${lifecycle.entity}.${lifecycle.field}，不是 ${entity.key}.${field.key}`,
    fix: '让状态机的 entity 和 field 指回本字段',
  })
}

/** Two levels of sub-tables; a chain of parents that comes back to itself is reported at each member. */
const levels = 2

function checkParent(entity: EntityDraft, definition: Definition, context: CompileContext): void {
  if (entity.parent === null || !context.entities.has(entity.parent)) return
  const chain: string[] = []
  let above = context.entities.get(entity.parent)
  while (above && above !== entity && !chain.includes(above.key)) {
    chain.push(above.key)
    above = above.parent === null ? undefined : context.entities.get(above.parent)
  }
  const report = (finding: Omit<Finding, 'pointer'>) =>
    context.problems.report(definition, { ...finding, pointer: '/parent' })
  if (above === entity) {
    const message = `上级实体互为上级：${[entity.key, ...chain, entity.key].join(' → ')}`
    report({ code: 'E_DEFINITION_CYCLE', message, fix: '去掉其中一个 parent' })
  } else if (chain.length > levels) {
    const message = `子表最多 ${levels} 级，这里是第 ${chain.length} 级`
    report({ code: 'E_DEFINITION_PARENT', message, fix: '改用关联' })
  } else if (!isShownByParent(entity, context)) {
    const message = `上级实体“${entity.parent}”没有指向本实体的子表字段，它的行无处可见`
    const fix = `在“${entity.parent}”中加一个 children 字段，x-entity 写“${entity.key}”`
    report({ code: 'E_DEFINITION_PARENT', severity: 'warning', message, fix })
  }
}

function isShownByParent(entity: EntityDraft, context: CompileContext): boolean {
  const parent = context.entities.get(entity.parent ?? '')
  return parent?.children.some((field) => field.schema['x-entity'] === entity.key) === true
}
