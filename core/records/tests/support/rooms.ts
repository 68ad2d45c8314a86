/** Rooms that are booked and repaired: every kind of constraint, in as few definitions as possible. */

const text = (title: string) => ({ type: 'string', title })
const instant = (title: string) => ({ title, 'x-type': 'datetime' })
const relation = (title: string, to: string) => ({
  title,
  'x-type': 'relation',
  'x-relation': { to },
})

export const roomDocuments: readonly object[] = [
  {
    kind: 'entity',
    key: 'hall.room',
    title: '房间',
    titleField: 'name',
    unique: [{ uid: 'roomname01', fields: ['name'], where: { closed: false } }],
    constraints: [
      {
        uid: 'roomtaken1',
        kind: 'check',
        at: ['transition:take'],
        that: '=ISBLANK(old.taker)',
        path: '/taker',
        message: '房间已有人领用',
      },
    ],
    schema: {
      type: 'object',
      properties: {
        name: text('名称'),
        seats: { type: 'integer', title: '座位' },
        closed: { type: 'boolean', title: '停用', default: false },
        taker: text('领用人'),
        state: { 'title': '状态', 'x-type': 'state', 'x-lifecycle': 'hall.room' },
      },
    },
  },
  {
    kind: 'lifecycle',
    key: 'hall.room',
    title: '房间状态',
    entity: 'hall.room',
    field: 'state',
    initial: 'open',
    states: [{ id: 'open', title: '开放' }],
    transitions: [
      {
        id: 'take',
        title: '领用',
        from: ['open'],
        to: 'open',
        allow: ['hall.keeper'],
        form: 'hall.take',
      },
    ],
  },
  {
    kind: 'form',
    key: 'hall.take',
    title: '领用',
    entity: 'hall.room',
    schema: { type: 'object', properties: { taker: {} } },
  },
  {
    kind: 'entity',
    key: 'hall.booking',
    title: '预订',
    titleField: 'name',
    constraints: [
      {
        uid: 'bookperiod',
        kind: 'noOverlap',
        per: ['room'],
        from: 'start_at',
        to: 'end_at',
        where: { sure: true },
        against: [{ entity: 'hall.repair', per: ['room'], from: 'from_at', to: 'to_at' }],
      },
      {
        uid: 'bookseats1',
        kind: 'check',
        that: '=people <= room.seats',
        path: '/people',
        message: '人数超过座位数',
      },
    ],
    schema: {
      type: 'object',
      properties: {
        name: text('名称'),
        room: relation('房间', 'hall.room'),
        people: { type: 'integer', title: '人数' },
        start_at: instant('开始'),
        end_at: instant('结束'),
        sure: { type: 'boolean', title: '确定', default: true },
      },
    },
  },
  {
    kind: 'entity',
    key: 'hall.repair',
    title: '维修',
    titleField: 'name',
    schema: {
      type: 'object',
      properties: {
        name: text('名称'),
        room: relation('房间', 'hall.room'),
        from_at: instant('开始'),
        to_at: instant('结束'),
      },
    },
  },
  {
    kind: 'role',
    key: 'hall.keeper',
    title: '管理员',
    grants: [{ entity: 'hall.*', actions: ['*'] }],
  },
]
