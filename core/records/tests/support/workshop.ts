/** A workshop: everything that can depend on something else, in as few definitions as possible. */

const text = (title: string) => ({ type: 'string', title })
const money = (title: string) => ({ title, 'x-type': 'money' })
const relation = (title: string, to: string, onDelete = 'empty') => ({
  title,
  'x-type': 'relation',
  'x-relation': { to, onDelete },
})
const rollup = (title: string, words: object) => ({ title, 'x-type': 'rollup', 'x-rollup': words })
const formula = (title: string, source: string, words: object = { 'x-scale': 2 }) => ({
  title,
  'x-type': 'formula',
  'x-formula': source,
  ...words,
})

function entity(key: string, title: string, properties: object, words: object = {}) {
  const schema = { type: 'object', properties }
  return { kind: 'entity', key: `shop.${key}`, title, titleField: 'name', ...words, schema }
}

export const workshopDocuments: readonly object[] = [
  entity('region', '地区', {
    name: text('名称'),
    rate: { 'title': '费率', 'x-type': 'decimal', 'x-scale': 2 },
    clients: rollup('客户数', { from: 'shop.client', by: 'region', do: 'count' }),
    turnover: rollup('营业额', { from: 'shop.client', by: 'region', do: 'sum', of: 'spent' }),
  }),
  entity('client', '客户', {
    name: text('名称'),
    region: relation('地区', 'shop.region'),
    jobs: rollup('单数', { from: 'shop.job', by: 'client', do: 'count' }),
    open_jobs: rollup('未完单数', {
      ...{ from: 'shop.job', by: 'client', do: 'count' },
      where: { state: { in: ['open', 'doing'] } },
    }),
    spent: rollup('金额', {
      ...{ from: 'shop.job', by: 'client', do: 'sum', of: 'total' },
      where: { paid: true },
    }),
    dearest: rollup('最高', { from: 'shop.job', by: 'client', do: 'max', of: 'total' }),
    cheapest: rollup('最低', { from: 'shop.job', by: 'client', do: 'min', of: 'total' }),
    mean: rollup('平均', { from: 'shop.job', by: 'client', do: 'avg', of: 'total' }),
    first_on: rollup('首单', { from: 'shop.job', by: 'client', do: 'min', of: 'on' }),
    tools: rollup('用过的工具数', {
      from: 'shop.job',
      by: 'client',
      do: 'countDistinct',
      of: 'code',
    }),
    codes: rollup('单号', { from: 'shop.job', by: 'client', do: 'join', of: 'code' }),
    abroad: rollup('外地单数', {
      ...{ from: 'shop.job', by: 'client', do: 'count' },
      where: { 'place.name': { startsWith: 'far' } },
    }),
    helped: rollup('协助单数', { from: 'shop.job', by: 'helpers', do: 'count' }),
    parts_used: rollup('零件数', { from: 'shop.part', by: 'for_client', do: 'sum', of: 'count' }),
    grade: formula('等级', '=IF(spent >= 1000, "A", "B")', {}),
    fee: formula('费用', '=ROUND(spent * region.rate, 2)'),
  }),
  entity('job', '单', {
    name: text('名称'),
    code: text('单号'),
    client: relation('客户', 'shop.client', 'cascade'),
    place: relation('地点', 'shop.region'),
    helpers: {
      'title': '协助',
      'x-type': 'relations',
      'x-relation': { to: 'shop.client', onDelete: 'empty' },
    },
    on: { 'title': '日期', 'x-type': 'date' },
    paid: { type: 'boolean', title: '已付', default: false },
    extra: money('其他'),
    parts: { 'title': '零件', 'x-type': 'children', 'x-entity': 'shop.part' },
    part_sum: formula('零件费', '=SUM(parts.amount)'),
    total: formula('合计', '=part_sum + extra'),
    dear_parts: rollup('贵重零件', {
      ...{ from: 'shop.part', do: 'count' },
      where: { price: { gte: '100' } },
    }),
    label: formula('标签', '=client.name & "/" & client.grade', {}),
    where_at: { 'title': '地点名', 'x-type': 'lookup', 'x-lookup': 'place.name' },
    note: formula('备注', '=where_at', {}),
    state: { 'title': '状态', 'x-type': 'state', 'x-lifecycle': 'shop.job' },
  }),
  entity(
    'part',
    '零件',
    {
      name: text('名称'),
      count: { type: 'integer', title: '数量' },
      price: money('单价'),
      for_client: relation('代购', 'shop.client'),
      amount: formula('金额', '=count * price'),
      stamp: formula('印记', '=for_client.region.name', {}),
    },
    { parent: 'shop.job' }
  ),
  entity('task', '任务', {
    name: text('名称'),
    above: { 'title': '上级', 'x-type': 'tree_parent', 'x-relation': { onDelete: 'empty' } },
    own: { type: 'integer', title: '自己的' },
    below: rollup('下级合计', { from: 'shop.task', by: 'above', do: 'sum', of: 'total' }),
    total: formula('合计', '=own + below', { 'x-result': 'integer' }),
    level: formula('层级', '=IF(ISBLANK(above), 1, above.level + 1)', { 'x-result': 'integer' }),
    clients: {
      'title': '客户',
      'x-type': 'relations',
      'x-relation': { to: 'shop.client', onDelete: 'empty' },
    },
    worth: formula('价值', '=SUM(clients.spent)'),
    remarks: rollup('意见数', { from: 'shop.remark', by: 'about', do: 'count' }),
  }),
  entity('remark', '意见', {
    name: text('名称'),
    about: {
      'title': '关于',
      'x-type': 'polymorphic',
      'x-relation': { to: ['shop.task', 'shop.region'], onDelete: 'cascade' },
    },
  }),
  {
    kind: 'lifecycle',
    key: 'shop.job',
    title: '单的状态',
    entity: 'shop.job',
    field: 'state',
    initial: 'open',
    states: [
      { id: 'open', title: '待办' },
      { id: 'doing', title: '进行' },
      { id: 'done', title: '完成' },
    ],
    transitions: [
      { id: 'begin', title: '开始', from: ['open'], to: 'doing', allow: ['shop.boss'] },
      { id: 'end', title: '完成', from: ['doing'], to: 'done', allow: ['shop.boss'] },
      { id: 'again', title: '重开', from: ['done'], to: 'open', allow: ['shop.boss'] },
    ],
  },
  {
    kind: 'role',
    key: 'shop.boss',
    title: '老板',
    grants: [{ entity: 'shop.*', actions: ['*'] }],
  },
]
