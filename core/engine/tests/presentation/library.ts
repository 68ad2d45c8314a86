import { accessOf } from '#engine/access/index.ts'
import { compileSample } from '../support/compile_sample.ts'
import type { Access, Actor } from '#engine/access/index.ts'

/** A lending library: books with copies, readers, a lifecycle, and roles that see more or less of it. */
export const library = compileSample(
  {
    kind: 'module',
    key: 'library',
    title: '图书馆',
    version: '1.0.0',
    dependsOn: [],
    menu: [
      { title: '图书', entity: 'library.book', icon: 'book' },
      { title: '可借图书', entity: 'library.book', view: 'library.lendable' },
      { title: '读者', entity: 'library.reader' },
    ],
  },
  {
    kind: 'dictionary',
    key: 'library.genre',
    items: [
      { code: 'novel', title: '小说', order: 2, color: 'blue' },
      { code: 'science', title: '科学', order: 1 },
      { code: 'old', title: '旧类', order: 3, off: true },
    ],
  },
  {
    kind: 'entity',
    key: 'library.reader',
    title: '读者',
    titleField: 'name',
    schema: { properties: { name: { type: 'string' }, phone: { type: 'string' } } },
  },
  {
    kind: 'entity',
    key: 'library.copy',
    title: '馆藏',
    parent: 'library.book',
    schema: {
      required: ['shelf'],
      properties: {
        shelf: { type: 'string' },
        price: { 'x-type': 'money', 'x-minimum': '0' },
        taxed: { 'x-type': 'formula', 'x-scale': 2, 'x-formula': '=ROUND(price * 2, 2)' },
      },
    },
  },
  {
    kind: 'entity',
    key: 'library.book',
    title: '图书',
    titleField: 'name',
    numbering: { field: 'no', pattern: 'B-{0000}' },
    schema: {
      required: ['name', 'genre'],
      properties: {
        name: { type: 'string', title: '书名', minLength: 2, maxLength: 50 },
        genre: { 'type': 'string', 'x-type': 'select', 'x-dictionary': 'library.genre' },
        pages: { type: 'integer', minimum: 1 },
        cost: { 'x-type': 'money' },
        rent: { 'x-type': 'money', 'x-check': '=rent <= cost' },
        margin: { 'x-type': 'formula', 'x-scale': 2, 'x-formula': '=rent - cost' },
        holder: { 'x-type': 'relation', 'x-relation': { to: 'library.reader' } },
        copies: { 'type': 'array', 'x-type': 'children', 'x-entity': 'library.copy' },
        status: { 'x-type': 'state', 'x-lifecycle': 'library.book' },
      },
    },
  },
  {
    kind: 'lifecycle',
    key: 'library.book',
    entity: 'library.book',
    field: 'status',
    initial: 'new',
    states: [
      { id: 'new', title: '新书' },
      { id: 'shelved', title: '在架' },
      { id: 'gone', title: '注销', color: 'red', final: true, edit: [] },
    ],
    transitions: [
      { id: 'shelve', title: '上架', from: ['new'], to: 'shelved', allow: ['library.keeper'] },
      { id: 'expire', title: '到期', from: ['shelved'], to: 'gone', allow: ['$schedule'] },
    ],
  },
  {
    kind: 'form',
    key: 'library.book_edit',
    entity: 'library.book',
    schema: {
      type: 'object',
      properties: {
        basic: {
          'type': 'void',
          'title': '基本',
          'x-component': 'Section',
          'x-columns': 2,
          'properties': {
            name: { 'x-readonly': '=genre = "old"' },
            genre: {},
            rent: { 'x-visible': '=cost > 0' },
          },
        },
        money: {
          'type': 'void',
          'title': '成本',
          'x-component': 'Section',
          'properties': { cost: {} },
        },
      },
    },
  },
  {
    kind: 'view',
    key: 'library.lendable',
    title: '可借图书',
    entity: 'library.book',
    type: 'table',
    columns: [
      { path: 'no' },
      { path: 'name', title: '名称', width: 300 },
      { path: 'cost' },
      { path: 'holder.phone' },
      { path: 'created_at' },
    ],
    filters: ['genre', 'cost'],
    where: { status: 'shelved', any: [{ genre: { in: ['novel'] } }, { pages: { gte: 10 } }] },
    sort: ['-cost', 'name'],
    limit: 50,
  },
  {
    kind: 'role',
    key: 'library.keeper',
    grants: [{ entity: 'library.*', actions: ['*'] }],
  },
  {
    kind: 'role',
    key: 'library.guest',
    grants: [
      { entity: 'library.book', actions: ['read'], fields: { deny: ['cost'] } },
      { entity: 'library.book', actions: ['update'], fields: { only: ['pages'] } },
    ],
  },
  {
    kind: 'role',
    key: 'library.clerk',
    grants: [{ entity: 'library.book', actions: ['read'], fields: { mask: ['cost'] } }],
  }
)

const nobody: Actor = {
  userId: '01a20302-8372-7365-8030-ab629d273146',
  account: 'somebody',
  name: '某人',
  kind: null,
  roles: [],
  departmentId: null,
  departmentTree: [],
  organizationId: null,
  attributes: {},
  language: 'zh-CN',
  zone: 'Asia/Shanghai',
}

/** Access of whoever holds these roles in the library. */
export function holding(...roles: string[]): Access {
  return accessOf(library, { ...nobody, roles })
}
