import { mobileNumber, personName } from './people.ts'
import type { Seeded } from './seeded.ts'

/** Departments of the sample company: name, parent, and the roles of its leader and of its people. */
const departments = [
  ['总经理办公室', null, ['demand.owner'], ['demand.staff']],
  ['市场经营部', '总经理办公室', ['demand.owner'], ['demand.staff']],
  ['检验检测部', '总经理办公室', ['demand.owner'], ['demand.staff']],
  ['工程实施部', '总经理办公室', ['demand.owner'], ['demand.staff']],
  ['信息技术部', '总经理办公室', ['demand.owner'], ['demand.staff']],
  ['咨询研究部', '总经理办公室', ['demand.owner'], ['demand.staff']],
  ['质量管理部', '总经理办公室', ['demand.owner'], ['demand.staff']],
  ['财务部', '总经理办公室', [], []],
] as const

const titles: Record<string, string[]> = {
  市场经营部: ['客户经理', '高级客户经理', '投标专员'],
  检验检测部: ['检测工程师', '授权签字人', '检测员'],
  工程实施部: ['项目工程师', '实施工程师', '现场主管'],
  信息技术部: ['系统工程师', '软件工程师', '运维工程师'],
  咨询研究部: ['咨询顾问', '高级咨询师', '研发工程师'],
  质量管理部: ['质量工程师', '内审员'],
  财务部: ['会计', '出纳'],
  总经理办公室: ['综合秘书', '行政专员'],
}

/** Which department serves which kind of technical service. */
export const departmentOfService: Record<string, string> = {
  inspection: '检验检测部',
  implementation: '工程实施部',
  operation: '信息技术部',
  consulting: '咨询研究部',
  research: '咨询研究部',
}

export interface Person {
  id: string
  account: string
  name: string
  kind: string
  department: string | null
  departmentId: string | null
  leads: boolean
  row: Record<string, unknown>
  roles: readonly string[]
}

/** Organisation, departments and people: 34 of the own company and 6 of customers. */
export function staffOf(random: Seeded, at: Date) {
  const organization = {
    id: random.id(at),
    name: '广西规矩技术服务有限公司',
    org_type: 'engineering',
    address: '广西南宁市青秀区民族大道 100 号',
    postcode: '530022',
    phone: '0771-5550100',
    email: 'office@guiju.example',
    complaint_phone: '0771-5550199',
  }
  const ids = new Map<string, string>(departments.map(([name]) => [name, random.id(at)]))
  const people: Person[] = []
  const accounts = new Set<string>()
  const names = new Set<string>()
  const add = (
    department: string | null,
    kind: string,
    jobTitle: string,
    roles: readonly string[],
    leads = false
  ) => {
    let one = personName(random)
    while (names.has(one.name)) one = personName(random)
    names.add(one.name)
    let account = one.account
    for (let n = 2; accounts.has(account); n++) account = `${one.account}${n}`
    accounts.add(account)
    const departmentId = department ? (ids.get(department) as string) : null
    const id = random.id(at)
    const row = {
      id,
      account,
      name: one.name,
      kind,
      state: 'active',
      department: departmentId,
      job_title: jobTitle,
      mobile: mobileNumber(random),
      email: `${account}@guiju.example`,
      locale: 'zh_cn',
    }
    people.push({ id, account, name: one.name, kind, department, departmentId, leads, row, roles })
  }
  for (const [name, , leaderRoles] of departments) {
    add(name, 'manager', name === '总经理办公室' ? '总经理' : `${name}经理`, leaderRoles, true)
  }
  for (let i = 0; i < 26; i++) {
    const [name, , , roles] = departments[1 + (i % 7)] as (typeof departments)[number]
    add(name, 'staff', random.pick(titles[name] as string[]), roles)
  }
  for (let i = 0; i < 6; i++) add(null, 'client', '业务联系人', ['demand.client'])
  const rows = departments.map(([name, parent], i) => ({
    id: ids.get(name),
    name,
    parent: parent ? ids.get(parent) : null,
    leader: people.find((p) => p.department === name && p.leads)?.id,
    sort_order: i + 1,
  }))
  return { organization, departments: rows, people }
}
