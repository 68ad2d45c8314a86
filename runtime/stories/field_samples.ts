import type { RuntimeField } from '#engine/presentation/shapes.ts'

/** What a field type is shown with. */
export interface FieldSample {
  title: string
  /** What the field says beyond its type. */
  field?: Partial<RuntimeField>
  /** An ordinary value, as the API reads it. */
  filled: unknown
  /** The longest value that is met; the ordinary one where there is none. */
  long?: unknown
}

const longText =
  '广西北部湾港口机械设备检验检测有限公司承接的岸边集装箱起重机年度定期检验（含金属结构无损检测、电气安全评估、制动性能试验）技术服务项目第二标段补充协议'
const paragraph = `${longText}。\n${longText.repeat(3)}。\n1. 现场条件须满足安全要求；\n2. 停机时间不少于 8 小时。`
const option = (value: string, label: string, color: string | null = null) => ({
  ...{ value, label, color, parent: null, off: false },
})
const states = [
  option('draft', '草稿', 'gray'),
  option('review', '审核中', 'blue'),
  option('done', '已完成', 'green'),
]
const choices = [
  option('periodic', '定期检验', 'blue'),
  option('entrusted', '委托检测', 'green'),
  option('long', longText.slice(0, 40)),
]
const toRecord = { target: 'story.record', targetTitleField: 'name' }
const person = { id: 'id-0', title: '张三' }
const company = { id: 'id-3', title: longText }

/** By name of the field type. A type that is missing here, and only it, has no story. */
export const fieldSamples: Readonly<Record<string, FieldSample>> = {
  text: { title: '项目名称', field: { maxLength: 100 }, filled: '岸桥定期检验', long: longText },
  email: { title: '电子邮箱', filled: 'zhang.san@example.com' },
  phone: { title: '电话', filled: '0771-5581234' },
  url: { title: '网址', filled: 'https://example.com/reports/2026/0001' },
  color: { title: '颜色', filled: '#1677ff' },
  barcode: { title: '条码', filled: 'GJ-2026-000123' },
  credit_code: { title: '统一社会信用代码', filled: '91350100M000100Y43' },
  id_number: { title: '身份证号', filled: '11010519491231002X' },
  bank_card: { title: '银行卡号', filled: '6222600260001072444' },
  time: { title: '时刻', filled: '08:30' },
  percent: { title: '完成率', filled: '12.50', long: '1234567890123.45' },
  rating: { title: '满意度', filled: 3, long: 5 },
  duration: { title: '工时', filled: 5400, long: 359999 },
  longtext: { title: '技术要求', filled: '按 GB/T 3811 执行。', long: paragraph },
  integer: { title: '数量', filled: 12, long: 9007199254740991 },
  decimal: { title: '载荷（吨）', field: { scale: 3 }, filled: '41.500', long: '123456789012.345' },
  money: { title: '合同金额', filled: '128000.00', long: '1234567890123.45' },
  boolean: { title: '是否加急', filled: true, long: false },
  date: { title: '签订日期', filled: '2026-11-22' },
  datetime: { title: '到达现场', filled: '2026-11-22T01:02:03.000Z' },
  select: {
    title: '检验类别',
    field: { options: choices },
    filled: 'periodic',
    long: 'long',
  },
  state: { title: '状态', field: { options: states, readOnly: true }, filled: 'review' },
  serial: { title: '编号', field: { readOnly: true }, filled: 'HT-2026-0001' },
  user: { title: '负责人', field: toRecord, filled: person, long: company },
  department: {
    title: '部门',
    field: toRecord,
    filled: { id: 'id-1', title: '检验一部' },
    long: company,
  },
  relation: { title: '客户', field: toRecord, filled: company, long: company },
  relations: { title: '参与单位', field: toRecord, filled: [person, company] },
  users: { title: '检验人员', field: toRecord, filled: [person, { id: 'id-1', title: '李四' }] },
  tree_parent: { title: '上级部门', field: toRecord, filled: person, long: company },
  polymorphic: {
    title: '来源单据',
    field: {
      targets: [{ entity: 'story.record', title: '委托单', titleField: 'name' }],
    },
    filled: { entity: 'story.record', ...person },
    long: { entity: 'story.record', ...company },
  },
  lookup: {
    title: '客户电话',
    field: { readOnly: true, valueType: 'text' },
    filled: '0771-1234567',
    long: longText,
  },
  formula: {
    title: '未收款',
    field: { readOnly: true, valueType: 'money' },
    filled: '28000.00',
    long: '-1234567890123.45',
  },
  children: {
    title: '费用明细',
    filled: [
      { id: 'r1', item: '检验费', qty: 2, price: '1200.00' },
      { id: 'r2', item: longText, qty: 1, price: '860.50' },
    ],
  },
}
