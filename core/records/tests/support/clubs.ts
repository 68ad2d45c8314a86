/** Clubs: every kind of relation between as few entities as possible. */

const text = (title: string) => ({ type: 'string', title })
const relation = (title: string, to: string, onDelete?: string) => ({
  title,
  'x-type': 'relation',
  'x-relation': { to, ...(onDelete ? { onDelete } : {}) },
})
const relations = (title: string, to: string, onDelete: string) => ({
  ...relation(title, to, onDelete),
  'x-type': 'relations',
})

function entity(name: string, title: string, properties: object, more: object = {}) {
  const schema = { type: 'object', properties: { name: text('名称'), ...properties } }
  return { kind: 'entity', key: `club.${name}`, title, titleField: 'name', schema, ...more }
}

export const clubDocuments: readonly object[] = [
  entity('person', '会员', {
    phone: { ...text('电话'), 'x-mask': 'last4' },
    level: { type: 'integer', title: '级别' },
    mentor: relation('导师', 'club.person', 'empty'),
  }),
  entity(
    'group',
    '小组',
    {
      above: { 'title': '上级', 'x-type': 'tree_parent', 'x-relation': { onDelete: 'cascade' } },
      leader: relation('组长', 'club.person', 'restrict'),
      leader_phone: { 'title': '组长电话', 'x-type': 'lookup', 'x-lookup': 'leader.phone' },
      leader_level: { 'title': '组长级别', 'x-type': 'lookup', 'x-lookup': 'leader.level' },
      mentor: { 'title': '组长的导师', 'x-type': 'lookup', 'x-lookup': 'leader.mentor' },
      mentor_name: { 'title': '导师姓名', 'x-type': 'lookup', 'x-lookup': 'mentor.name' },
      members: relations('成员', 'club.person', 'empty'),
      sponsors: relations('赞助', 'club.person', 'restrict'),
      meetings: {
        'type': 'array',
        'title': '会议',
        'x-type': 'children',
        'x-entity': 'club.meeting',
      },
    },
    { unique: [{ uid: 'groupname1', fields: ['name'] }] }
  ),
  entity(
    'meeting',
    '会议',
    {
      host: relation('主持', 'club.person', 'empty'),
      guests: relations('来宾', 'club.person', 'empty'),
      minutes: { type: 'integer', title: '分钟' },
    },
    { parent: 'club.group' }
  ),
  entity(
    'badge',
    '徽章',
    {
      holder: relation('持有人', 'club.person', 'cascade'),
      group: relation('小组', 'club.group', 'cascade'),
    },
    { unique: [{ uid: 'badgeonce1', fields: ['holder'] }] }
  ),
  entity('note', '便条', {
    about: {
      'title': '关于',
      'x-type': 'polymorphic',
      'x-relation': { to: ['club.person', 'club.group'], onDelete: 'cascade' },
    },
    mentions: {
      'title': '提到',
      'x-type': 'polymorphic',
      'x-relation': { to: ['club.person', 'club.badge'], onDelete: 'empty' },
    },
    kept_for: {
      'title': '存档于',
      'x-type': 'polymorphic',
      'x-relation': { to: ['club.group'] },
    },
    readers: relations('读者', 'club.person', 'cascade'),
  }),
  {
    kind: 'role',
    key: 'club.keeper',
    title: '管理员',
    grants: [{ entity: 'club.*', actions: ['*'] }],
  },
  {
    kind: 'role',
    key: 'club.guest',
    title: '来宾',
    grants: [
      { entity: 'club.group', actions: ['read'] },
      {
        entity: 'club.person',
        actions: ['read'],
        rows: { level: { lte: 5 } },
        fields: { deny: ['phone'] },
      },
    ],
  },
]
