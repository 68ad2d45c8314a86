/** Whose rights change, said by role, action and entity: what a publisher must not overlook. */

const actionWords: Readonly<Record<string, string>> = {
  'read': '查看',
  'create': '新建',
  'update': '修改',
  'delete': '删除',
  'restore': '恢复',
  'import': '导入',
  'export': '导出',
  'print': '打印',
  'share': '分享',
  'assign': '分配',
  'reveal': '查看脱敏内容',
  'transition:*': '执行全部流转',
  '*': '进行任何操作',
}

interface Grant {
  entity?: unknown
  actions?: unknown
  rows?: unknown
  fields?: unknown
}

/** Sentences for what the new grants give or take in comparison with the old ones. */
export function describeAccess(owner: string, before: unknown, after: unknown): string[] {
  const [old, now] = [grantsBy(before), grantsBy(after)]
  const entities = [...new Set([...old.keys(), ...now.keys()])]
  return entities.flatMap((entity) => {
    const [was, is] = [old.get(entity) ?? [], now.get(entity) ?? []]
    const [had, has] = [actionsOf(was), actionsOf(is)]
    const sentences = [
      ...[...has].filter((a) => !had.has(a)).map((a) => `${owner}可以${wordOf(a)} ${entity}`),
      ...[...had].filter((a) => !has.has(a)).map((a) => `${owner}不再能${wordOf(a)} ${entity}`),
    ]
    if (was.length === 0 || is.length === 0) return sentences
    const differs = (name: 'rows' | 'fields') =>
      JSON.stringify(was.map((grant) => grant[name])) !==
      JSON.stringify(is.map((grant) => grant[name]))
    if (differs('rows')) sentences.push(`${owner}对 ${entity} 的数据范围改变`)
    if (differs('fields')) sentences.push(`${owner}对 ${entity} 的字段权限改变`)
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

function wordOf(action: string): string {
  const word = actionWords[action]
  if (word) return word
  return action.startsWith('transition:') ? `执行流转 ${action.slice(11)}` : action
}
