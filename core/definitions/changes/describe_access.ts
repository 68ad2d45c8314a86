/** Whose rights change, said by role, action and entity: what a publisher must not overlook. */
import type { Titles } from './titles.ts'

const actionWords: Readonly<Record<string, string>> = {
  read: '查看',
  create: '新建',
  update: '修改',
  delete: '删除',
  restore: '恢复',
  import: '导入',
  export: '导出',
  print: '打印',
  share: '分享',
  assign: '分配',
  reveal: '查看脱敏内容',
}

interface Grant {
  entity?: unknown
  actions?: unknown
  rows?: unknown
  fields?: unknown
}

/** Sentences for what the new grants give or take in comparison with the old ones. */
export function describeAccess(
  owner: string,
  grants: { readonly before?: unknown; readonly after?: unknown },
  titles: Titles
): string[] {
  const [old, now] = [grantsBy(grants.before), grantsBy(grants.after)]
  const entities = [...new Set([...old.keys(), ...now.keys()])]
  return entities.flatMap((entity) => {
    const [was, is] = [old.get(entity) ?? [], now.get(entity) ?? []]
    const [had, has] = [actionsOf(was), actionsOf(is)]
    const title = titles.entity(entity)
    const deed = (action: string) => deedOf(action, title, (id) => titles.transition(entity, id))
    const sentences = [
      ...[...has].filter((a) => !had.has(a)).map((a) => `${owner}可以${deed(a)}`),
      ...[...had].filter((a) => !has.has(a)).map((a) => `${owner}不再能${deed(a)}`),
    ]
    if (was.length === 0 || is.length === 0) return sentences
    const differs = (name: 'rows' | 'fields') =>
      JSON.stringify(was.map((grant) => grant[name])) !==
      JSON.stringify(is.map((grant) => grant[name]))
    if (differs('rows')) sentences.push(`${owner}对${title}的数据范围改变`)
    if (differs('fields')) sentences.push(`${owner}对${title}的字段权限改变`)
    return sentences
  })
}

function grantsBy(given: unknown): Map<string, Grant[]> {
  const grants = new Map<string, Grant[]>()
  for (const grant of Array.isArray(given) ? (given as Grant[]) : []) {
    const entity = String(grant.entity)
    grants.set(entity, [...(grants.get(entity) ?? []), grant])
  }
  return grants
}

function actionsOf(grants: readonly Grant[]): Set<string> {
  return new Set(
    grants.flatMap(({ actions }) => (Array.isArray(actions) ? actions.map(String) : []))
  )
}

/** 查看“合同”；对“合同”执行“提交” */
function deedOf(action: string, entity: string, titleOf: (transition: string) => string): string {
  if (action === 'transition:*') return `对${entity}执行全部流转`
  if (action.startsWith('transition:')) return `对${entity}执行“${titleOf(action.slice(11))}”`
  if (action === '*') return `对${entity}进行任何操作`
  return `${actionWords[action] ?? action}${entity}`
}
