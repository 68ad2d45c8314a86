import { compileSample } from '#core/engine/tests/support/compile_sample.ts'
import type { CompiledApplication } from '#engine/compile/compiled.ts'

const author = {
  kind: 'entity',
  key: 'library.author',
  title: '作者',
  titleField: 'name',
  schema: {
    properties: {
      name: { type: 'string', title: '姓名' },
      born: { type: 'string', format: 'date', title: '出生日期' },
      rank: { type: 'integer', title: '排名' },
      agent: { 'x-type': 'user', 'title': '经纪人' },
      phone: { type: 'string', title: '电话' },
    },
  },
}

const book = {
  kind: 'entity',
  key: 'library.book',
  title: '图书',
  titleField: 'title',
  numbering: { field: 'no', pattern: 'B-{0000}', per: [], reset: 'never', at: 'create' },
  schema: {
    properties: {
      title: { 'type': 'string', 'title': '书名', 'x-search': true },
      author: { 'x-type': 'relation', 'title': '作者', 'x-relation': { to: 'library.author' } },
      keeper: { 'x-type': 'user', 'title': '保管人' },
      price: { 'type': 'string', 'x-type': 'money', 'x-scale': 2, 'title': '价格' },
      weight: { 'type': 'string', 'x-type': 'decimal', 'x-scale': 3, 'title': '重量' },
      pages: { type: 'integer', title: '页数' },
      lent: { type: 'boolean', title: '已借出' },
      bought: { type: 'string', format: 'date', title: '购入日期' },
      seen_at: { type: 'string', format: 'date-time', title: '盘点时间' },
      genre: {
        'type': 'string',
        'x-type': 'select',
        'x-dictionary': 'library.genre',
        'title': '类别',
      },
      status: { 'x-type': 'state', 'x-lifecycle': 'library.book', 'title': '状态' },
      cost: { type: 'string', title: '成本说明' },
      card: { 'type': 'string', 'title': '账号', 'x-mask': 'last4' },
      doubled: { 'type': 'string', 'x-type': 'formula', 'x-formula': '=price * 2', 'x-scale': 2 },
      copies: {
        'type': 'array',
        'x-type': 'children',
        'x-entity': 'library.copy',
        'title': '副本',
      },
    },
  },
}

const copy = {
  kind: 'entity',
  key: 'library.copy',
  title: '副本',
  parent: 'library.book',
  titleField: 'shelf',
  schema: {
    properties: {
      shelf: { type: 'string', title: '书架' },
      worth: { 'type': 'string', 'x-type': 'money', 'x-scale': 2, 'title': '价值' },
      reader: { 'x-type': 'relation', 'title': '读者', 'x-relation': { to: 'library.author' } },
    },
  },
}

const genre = {
  kind: 'dictionary',
  key: 'library.genre',
  items: [
    { code: 'novel', title: '小说' },
    { code: 'essay', title: '散文' },
    { code: 'law', title: '法律' },
  ],
}

const lifecycle = {
  kind: 'lifecycle',
  key: 'library.book',
  entity: 'library.book',
  field: 'status',
  initial: 'shelved',
  states: [
    { id: 'shelved', title: '在架' },
    { id: 'gone', title: '已注销', edit: [], final: true },
  ],
  transitions: [
    {
      ...{ id: 'drop', title: '注销', from: ['shelved'], to: 'gone' },
      allow: ['library.librarian', '$owner'],
    },
  ],
}

/** Each role is there for one way in which rights differ. */
const roles = [
  role('librarian', [
    grant('library.*', ['*']),
    grant('sample.user', ['read']),
    grant('sample.department', ['read']),
  ]),
  role('owner', [
    grant('library.book', ['read', 'update', 'transition:*'], { rows: { owner_id: '$me' } }),
    grant('library.author', ['read'], { rows: { agent: '$me' } }),
  ]),
  role('department', [
    grant('library.book', ['read'], { rows: { dept_id: { in: '$my_department_tree' } } }),
  ]),
  role('desk', [
    grant('library.book', ['read', 'update'], {
      fields: { deny: ['cost'], mask: ['card'], readonly: ['price'] },
    }),
    grant('library.author', ['read'], { fields: { only: ['name', 'rank'] } }),
  ]),
  // Everybody's books, but price, cost and copies of his own only.
  role('visitor', [
    grant('library.book', ['read'], { fields: { deny: ['price', 'cost', 'copies', 'card'] } }),
    grant('library.book', ['read'], { rows: { owner_id: '$me' } }),
    grant('library.author', ['read'], { rows: { rank: { lte: 10 } } }),
  ]),
  role('blind', [grant('library.author', ['read'])]),
]

function role(name: string, grants: object[]): object {
  return { kind: 'role', key: `library.${name}`, grants }
}

function grant(entity: string, actions: string[], more: object = {}): object {
  return { entity, actions, ...more }
}

const module = { kind: 'module', key: 'library', title: '图书馆', version: '1.0.0' }

/** A small application with everything a reader of records can meet. */
export function libraryApplication(): CompiledApplication {
  return compileSample(module, genre, author, book, copy, lifecycle, ...roles)
}
