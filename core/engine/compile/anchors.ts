import type { Anchor } from './compiled.ts'
import type { CompileContext, Definition, EntityDraft } from './context.ts'

/** Fields the core reads of each anchored entity. A module may add fields, not leave these out. */
const neededFields: Readonly<Record<Anchor, readonly string[]>> = {
  user: ['account', 'name', 'kind', 'state', 'department', 'locale'],
  department: ['name', 'parent', 'leader'],
  organization: ['name', 'parent'],
  file: ['name', 'type', 'size', 'hash', 'held', 'let_go_at'],
}

/** Notes which entity plays a part the core knows (用户、部门、机构); one entity each. */
export function collectAnchor(
  definition: Definition,
  entity: EntityDraft,
  context: CompileContext
): void {
  const { anchor } = entity
  if (anchor === undefined || !Object.hasOwn(neededFields, anchor)) return
  const taken = context.anchors[anchor]
  const report = (message: string, fix: string) =>
    context.problems.report(definition, {
      code: 'E_DEFINITION_ANCHOR',
      pointer: '/anchor',
      message,
      fix,
    })
  if (taken !== undefined) {
    report(`“${taken}”已经是 ${anchor}`, '只留一个实体声明这个 anchor')
    return
  }
  context.anchors[anchor] = entity.key
  const missing = neededFields[anchor].filter((key) => !entity.fields.has(key))
  if (missing.length > 0) {
    report(`anchor 为 ${anchor} 的实体缺少字段：${missing.join('、')}`, '补上这些字段')
  }
  if (entity.parent !== null) report(`anchor 为 ${anchor} 的实体不能是子表`, '删去 parent')
}
