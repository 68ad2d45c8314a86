type Members = Record<string, unknown>

/** The smallest people and organisation a `user` or `department` field needs. */
export const samplePeople: readonly object[] = [
  {
    kind: 'entity',
    key: 'sample.user',
    title: '人员',
    titleField: 'name',
    anchor: 'user',
    schema: {
      type: 'object',
      properties: {
        account: { type: 'string', title: '账号' },
        name: { type: 'string', title: '姓名' },
        kind: { type: 'string', title: '类别' },
        state: { type: 'string', title: '状态' },
        department: { 'x-type': 'department', 'title': '部门' },
        locale: { type: 'string', title: '语言' },
      },
    },
  },
  {
    kind: 'entity',
    key: 'sample.department',
    title: '部门',
    titleField: 'name',
    anchor: 'department',
    schema: {
      type: 'object',
      properties: {
        name: { type: 'string', title: '名称' },
        parent: { 'x-type': 'tree_parent', 'title': '上级' },
        leader: { 'x-type': 'user', 'title': '负责人' },
      },
    },
  },
  {
    kind: 'entity',
    key: 'sample.file',
    title: '文件',
    titleField: 'name',
    anchor: 'file',
    schema: {
      type: 'object',
      properties: {
        name: { type: 'string', title: '文件名' },
        type: { type: 'string', title: '类型' },
        size: { type: 'integer', title: '字节数' },
        hash: { type: 'string', title: '内容摘要' },
        held: { type: 'boolean', title: '有记录使用' },
        let_go_at: { type: 'string', format: 'date-time', title: '不再使用的时间' },
      },
    },
  },
  {
    kind: 'entity',
    key: 'sample.organization',
    title: '机构',
    titleField: 'name',
    anchor: 'organization',
    schema: {
      type: 'object',
      properties: {
        name: { type: 'string', title: '名称' },
        parent: {
          'x-type': 'relation',
          'title': '上级',
          'x-relation': { to: 'sample.organization' },
        },
      },
    },
  },
]

/** Whether a field asks for an anchored entity that no document gives. */
export function needsPeople(documents: readonly object[]): boolean {
  const text = JSON.stringify(documents)
  return (
    /"x-type":"(user|users|department|file|files|image|signature)"/.test(text) &&
    !/"anchor":/.test(text)
  )
}

/** Fills in identities and titles a test does not care about, from the keys: the same each time. */
export function completeSample(document: object): Members {
  const { kind, key, uid, title, ...rest } = document as Members
  const address = `${kind} ${key}`
  return {
    kind,
    key,
    uid: uid ?? sampleUid(address),
    title: title ?? key,
    ...rest,
    ...(kind === 'entity' ? completeEntity(rest, address) : {}),
  }
}

function completeEntity(entity: Members, address: string): Members {
  const schema = (entity.schema ?? {}) as Members
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Members>)
  const complete = (list: unknown, name: string) =>
    Array.isArray(list)
      ? { [name]: list.map((item, i) => ({ uid: sampleUid(`${address} ${name} ${i}`), ...item })) }
      : {}
  return {
    schema: {
      type: 'object',
      ...schema,
      properties: Object.fromEntries(
        properties.map(([key, field]) => [
          key,
          { 'title': key, 'x-uid': sampleUid(`${address}.${key}`), ...field },
        ])
      ),
    },
    ...complete(entity.unique, 'unique'),
    ...complete(entity.indexes, 'indexes'),
  }
}

/** Eleven letters and digits made from a text (FNV-1a, twice). */
export function sampleUid(text: string): string {
  const hash = (seed: number) => {
    let value = seed
    for (let i = 0; i < text.length; i += 1) {
      value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
    }
    return value.toString(36).padStart(7, '0')
  }
  return `s${hash(0x811c9dc5)}${hash(0x9747b28c)}`.slice(0, 15)
}
