/** A small application for tests of the server: people, books with chapters, and two roles. */
import { createHash } from 'node:crypto'

const uid = (name: string) => `u${createHash('sha256').update(name).digest('hex').slice(0, 11)}`

type Document = { kind: string; key: string } & Record<string, unknown>

function define(kind: string, key: string, title: string, rest: object): Document {
  return { kind, key, uid: uid(`${kind} ${key}`), schemaVersion: 1, title, ...rest }
}

/** Gives each field its uid; the rest as it is written. */
function fields(entity: string, properties: Record<string, object>) {
  return Object.fromEntries(
    Object.entries(properties).map(([key, field]) => [
      key,
      { ...field, 'x-uid': uid(`${entity}/${key}`) },
    ])
  )
}

function entity(key: string, title: string, rest: object, properties: Record<string, object>) {
  const { required = [], ...others } = rest as { required?: string[] }
  const schema = { type: 'object', required, properties: fields(key, properties) }
  return define('entity', key, title, { ...others, schema })
}

const people: Document[] = [
  define('module', 'system', '系统', { version: '1.0.0', dependsOn: [], menu: [] }),
  define('dictionary', 'system.user_state', '状态', {
    items: [
      { code: 'active', title: '正常' },
      { code: 'disabled', title: '停用' },
    ],
  }),
  entity(
    'system.user',
    '用户',
    {
      titleField: 'name',
      anchor: 'user',
      required: ['account', 'name'],
      unique: [{ uid: uid('unique account'), fields: ['account'] }],
    },
    {
      account: { type: 'string', title: '账号', maxLength: 40 },
      name: { type: 'string', title: '姓名', maxLength: 40 },
      kind: { type: 'string', title: '类别' },
      state: {
        'type': 'string',
        'title': '状态',
        'default': 'active',
        'x-type': 'select',
        'x-dictionary': 'system.user_state',
      },
      department: { 'title': '部门', 'x-type': 'department' },
      locale: { type: 'string', title: '语言' },
    }
  ),
  entity(
    'system.department',
    '部门',
    { titleField: 'name', anchor: 'department', required: ['name'] },
    {
      name: { type: 'string', title: '名称', maxLength: 60 },
      parent: { 'title': '上级', 'x-type': 'relation', 'x-relation': { to: 'system.department' } },
      leader: { 'title': '负责人', 'x-type': 'user' },
    }
  ),
  entity(
    'system.organization',
    '机构',
    { titleField: 'name', anchor: 'organization', required: ['name'] },
    {
      name: { type: 'string', title: '名称', maxLength: 60 },
      parent: {
        'title': '上级',
        'x-type': 'relation',
        'x-relation': { to: 'system.organization' },
      },
    }
  ),
  define('role', 'system.administrator', '管理员', { grants: [{ entity: '*', actions: ['*'] }] }),
]

const library: Document[] = [
  define('module', 'library', '书库', {
    version: '1.0.0',
    dependsOn: ['system'],
    menu: [{ title: '图书', entity: 'library.book' }],
    actor: [{ key: 'my_shelf', from: 'library.shelf', where: { keeper: '$me' }, take: 'id' }],
  }),
  entity(
    'library.shelf',
    '书架',
    { titleField: 'name', required: ['name'] },
    {
      name: { type: 'string', title: '名称', maxLength: 60 },
      keeper: { 'title': '管理人', 'x-type': 'user' },
    }
  ),
  entity(
    'library.chapter',
    '章节',
    { titleField: 'name', parent: 'library.book', required: ['name'] },
    {
      name: { type: 'string', title: '章名', maxLength: 60 },
      pages: { type: 'integer', title: '页数', minimum: 1 },
    }
  ),
  entity(
    'library.book',
    '图书',
    { titleField: 'title', required: ['title'] },
    {
      title: {
        'type': 'string',
        'title': '书名',
        'minLength': 1,
        'maxLength': 100,
        'x-search': true,
      },
      pages: { type: 'integer', title: '页数', minimum: 1, maximum: 100_000 },
      price: {
        'type': 'string',
        'title': '定价',
        'x-type': 'money',
        'x-scale': 2,
        'x-minimum': '0',
      },
      cost: { 'type': 'string', 'title': '进价', 'x-type': 'money', 'x-scale': 2 },
      shelf: { 'title': '书架', 'x-type': 'relation', 'x-relation': { to: 'library.shelf' } },
      lender: { 'title': '借阅人', 'x-type': 'user' },
      status: { 'title': '状态', 'x-type': 'state', 'x-lifecycle': 'library.book' },
      chapters: {
        'type': 'array',
        'title': '章节',
        'x-type': 'children',
        'x-entity': 'library.chapter',
      },
    }
  ),
  define('lifecycle', 'library.book', '图书状态', {
    entity: 'library.book',
    field: 'status',
    initial: 'kept',
    states: [
      { id: 'kept', title: '在库' },
      { id: 'lent', title: '借出' },
    ],
    transitions: [
      {
        id: 'lend',
        title: '借出',
        from: ['kept'],
        to: 'lent',
        allow: ['library.keeper', 'system.administrator'],
      },
    ],
  }),
  define('role', 'library.keeper', '馆员', {
    grants: [
      { entity: 'library.book', actions: ['read', 'create', 'update', 'delete', 'transition:*'] },
      { entity: 'library.shelf', actions: ['read', 'create', 'update'] },
      { entity: 'system.user', actions: ['read'], fields: { only: ['name'] } },
    ],
  }),
  define('role', 'library.reader', '读者', {
    grants: [
      {
        entity: 'library.book',
        actions: ['read', 'update'],
        rows: { any: [{ lender: '$me' }, { shelf: { in: '$my_shelf' } }] },
        fields: { deny: ['cost'] },
      },
      { entity: 'system.user', actions: ['read'], rows: { id: '$me' }, fields: { only: ['name'] } },
    ],
  }),
]

/** Definitions for `startServer({ modules })`. */
export const libraryModules: readonly object[] = [...people, ...library]

const id = (n: number) => `0195a000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** Ids of the samples, by name. */
export const sampleIds = {
  keeper: id(1),
  reader: id(2),
  stranger: id(3),
  office: id(11),
  branch: id(12),
  organization: id(21),
  shelf: id(31),
} as const

/** Two readers and a keeper in a small department tree; `reader` looks after one shelf. */
export const librarySamples: Readonly<Record<string, readonly object[]>> = {
  'system.organization': [{ id: sampleIds.organization, name: '城市图书馆' }],
  'system.department': [
    { id: sampleIds.office, name: '总馆', leader: sampleIds.keeper },
    { id: sampleIds.branch, name: '分馆', parent: sampleIds.office },
  ],
  'system.user': [
    { id: sampleIds.keeper, account: 'keeper', name: '馆员', department: sampleIds.office },
    { id: sampleIds.reader, account: 'reader', name: '读者甲', department: sampleIds.branch },
    { id: sampleIds.stranger, account: 'stranger', name: '读者乙', locale: 'en' },
  ],
  'library.shelf': [{ id: sampleIds.shelf, name: '一号架', keeper: sampleIds.reader }],
  'roles': [
    { account: 'keeper', role: 'library.keeper' },
    { account: 'reader', role: 'library.reader' },
    { account: 'stranger', role: 'library.reader' },
  ],
}
