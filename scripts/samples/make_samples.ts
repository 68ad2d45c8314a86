/**
 * Writes the sample company: `node scripts/samples/make_samples.ts` makes
 * schemas/modules/{system,demand}/samples/*.jsonl anew, byte for byte the same each time.
 * 40 users in 8 departments, 200 customers with their contacts, 2,000 requests over 18 months.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { company, creditCode } from './companies.ts'
import type { Company } from './companies.ts'
import { mobileNumber, personName } from './people.ts'
import { requestOf, services } from './requests.ts'
import { seeded } from './seeded.ts'
import { departmentOfService, staffOf } from './staff.ts'
import type { Person } from './staff.ts'

const random = seeded(295_2025)
const founded = new Date('2025-03-03T01:00:00.000Z')
const lastDay = new Date('2026-11-20T09:00:00.000Z')
const day = 86_400_000
const modules = fileURLToPath(new URL('../../schemas/modules/', import.meta.url))

const staff = staffOf(random, founded)
const internal = staff.people.filter((p) => p.kind !== 'client')
const clients = staff.people.filter((p) => p.kind === 'client')
const sellers = internal.filter((p) => p.department === '市场经营部')
const customers = makeCustomers(200)
const contacts = customers.flatMap(contactsOf)
const requests = makeRequests(2_000)

write('system', 'organization', [staff.organization])
write('system', 'department', staff.departments)
write(
  'system',
  'user',
  staff.people.map((p) => p.row)
)
write(
  'demand',
  'customer',
  customers.map((c) => c.row)
)
write(
  'demand',
  'contact',
  contacts.map((c) => c.row)
)
write('demand', 'request', requests)
write(
  'demand',
  'roles',
  staff.people.flatMap((p) => p.roles.map((role) => ({ account: p.account, role })))
)

interface SampleCustomer {
  id: string
  company: Company
  created: Date
  row: Record<string, unknown>
}
interface SampleContact {
  id: string
  customer: string
  portal: boolean
  row: Record<string, unknown>
}

function makeCustomers(count: number): SampleCustomer[] {
  const names = new Set<string>()
  return Array.from({ length: count }, (_, i) => {
    let one = company(random)
    while (names.has(one.name)) one = company(random)
    names.add(one.name)
    const created = new Date(founded.getTime() + Math.floor((i / count) * 500) * day)
    const manager = random.pick(sellers)
    const id = random.id(created)
    const isEnterprise = one.kind === 'enterprise'
    const row = {
      id,
      created_at: created.toISOString(),
      ...ownedBy(manager),
      name: one.name,
      kind: one.kind,
      credit_code: isEnterprise ? creditCode(random) : null,
      industry: one.industry,
      region: one.region,
      level: random.weighted([
        ['a', 15],
        ['b', 30],
        ['c', 35],
        ['potential', 20],
      ]),
      state: random.weighted([
        ['active', 75],
        ['potential', 22],
        ['disabled', 3],
      ]),
      source: random.pick(['form', 'referral', 'tender', 'visit']),
      manager: manager.id,
      legal_person: isEnterprise ? personName(random).name : null,
      address: `${one.region}${random.pick(['高新区', '开发区', '工业园', '新城'])}${random.pick(['民族', '科园', '滨江', '发展', '兴业'])}路 ${random.between(1, 288)} 号`,
      phone: `0${random.between(750, 779)}-${random.between(2_000_000, 8_999_999)}`,
      invoice_title: one.name,
      credit_limit: isEnterprise ? `${random.between(5, 80) * 10_000}.00` : null,
      payment_term_days: random.pick([15, 30, 45, 60]),
    }
    return { id, company: one, created, row }
  })
}

/** One to three contacts; the first customers' main contacts are the six portal users. */
function contactsOf(customer: SampleCustomer, index: number): SampleContact[] {
  return Array.from({ length: random.between(1, 3) }, (_, i) => {
    const client = i === 0 ? clients[index] : undefined
    const id = random.id(customer.created)
    const name = client?.name ?? personName(random).name
    const row = {
      id,
      created_at: customer.created.toISOString(),
      customer: customer.id,
      name,
      job_title: random.pick([
        '设备部主任',
        '采购经理',
        '总务科长',
        '信息中心主任',
        '安全环保部经理',
        '项目负责人',
      ]),
      mobile: mobileNumber(random),
      is_main: i === 0,
      portal_user: client?.id ?? null,
      consent: i === 0,
    }
    return { id, customer: customer.id, portal: client !== undefined, row }
  })
}

function makeRequests(count: number): Record<string, unknown>[] {
  const span = lastDay.getTime() - founded.getTime()
  return Array.from({ length: count }, (_, i) => {
    const created = new Date(
      founded.getTime() + Math.floor((i / count) * span) + random.between(0, 8) * 3_600_000
    )
    const known = customers.filter((c) => c.created <= created)
    // The portal's customers ask more often, so that their own view is not empty.
    const customer = random.chance(0.08)
      ? (customers[random.between(0, 5)] as SampleCustomer)
      : random.pick(known)
    return requestRow(customer, created)
  })
}

function requestRow(customer: SampleCustomer, created: Date): Record<string, unknown> {
  const service = random.weighted(services)
  const wish = requestOf(random, service, customer.company)
  const age = (lastDay.getTime() - created.getTime()) / day
  const status = statusAt(age)
  const creator = random.pick(sellers)
  const experts = internal.filter((p) => p.department === departmentOfService[service])
  const isTaken = !['draft', 'pending', 'incomplete'].includes(status)
  const total = wish.items.reduce(
    (sum, line) => sum + Number(line.quantity) * Number(line.price),
    0
  )
  const start = new Date(created.getTime() + random.between(20, 60) * day)
  const contact = random.pick(contacts.filter((c) => c.customer === customer.id))
  const isComplete = status !== 'incomplete' && random.chance(0.92)
  return {
    id: random.id(created),
    created_at: created.toISOString(),
    ...ownedBy(creator),
    ...wish,
    ...channelOf(created),
    customer: customer.id,
    contact: contact.id,
    service_type: service,
    tech_requirements: isComplete ? wish.tech_requirements : null,
    urgency: random.weighted([
      ['normal', 78],
      ['urgent', 18],
      ['critical', 4],
    ]),
    status,
    period_start: isoDate(start),
    period_end: isoDate(new Date(start.getTime() + random.between(30, 365) * day)),
    budget_min: isComplete ? rounded(total * 0.9) : null,
    budget_max: isComplete ? rounded(total * 1.25) : null,
    location: customer.company.region,
    assignee: isTaken ? random.pick(experts).id : null,
    accept_due_at: new Date(created.getTime() + 2 * day).toISOString(),
    expected_on: isTaken ? isoDate(new Date(created.getTime() + 10 * day)) : null,
    ...outcomeOf(status),
  }
}

/** Where a request stands so many days after it came in. */
function statusAt(age: number): string {
  if (age < 4)
    return random.weighted([
      ['draft', 4],
      ['pending', 6],
      ['incomplete', 1],
    ])
  if (age < 15)
    return random.weighted([
      ['pending', 2],
      ['incomplete', 1],
      ['assessing', 5],
      ['accepted', 2],
    ])
  if (age < 60)
    return random.weighted([
      ['assessing', 2],
      ['accepted', 3],
      ['designing', 4],
      ['contracted', 2],
      ['rejected', 1],
      ['cancelled', 1],
    ])
  return random.weighted([
    ['contracted', 20],
    ['closed', 64],
    ['rejected', 6],
    ['cancelled', 6],
    ['designing', 4],
  ])
}

function outcomeOf(status: string): Record<string, unknown> {
  const reason = random.pick([
    '超出资质认可范围，已建议客户委托有资质机构。',
    '工期与现有项目冲突，无法按客户要求的时间完成。',
    '预算与工作量差距较大，双方未能达成一致。',
  ])
  if (status === 'contracted') return { outcome: 'contracted' }
  if (status === 'rejected') return { outcome: 'rejected', reject_reason: reason }
  if (status === 'cancelled') return { outcome: 'cancelled' }
  if (status === 'closed')
    return {
      outcome: random.weighted([
        ['contracted', 6],
        ['completed', 4],
      ]),
      close_reason: '服务已完成，客户已反馈确认。',
    }
  return {}
}

function channelOf(at: Date): Record<string, unknown> {
  const channel = random.weighted([
    ['online', 38],
    ['phone', 27],
    ['mail', 15],
    ['offline', 20],
  ])
  const person = personName(random)
  if (channel === 'phone')
    return { channel, caller_number: mobileNumber(random), call_at: at.toISOString() }
  if (channel === 'mail')
    return {
      channel,
      mail_from: `${person.account}@mail.example`,
      mail_subject: '技术服务需求咨询',
      mail_message_id: `<${random.id(at)}@mail.example>`,
    }
  if (channel === 'offline')
    return {
      channel,
      meet_on: isoDate(at),
      meet_place: random.pick(['客户会议室', '客户现场', '公司洽谈室']),
      meet_people: `${person.name}、${random.pick(sellers).name}`,
    }
  return { channel }
}

function ownedBy(person: Person): Record<string, unknown> {
  return {
    created_by: person.id,
    owner_id: person.id,
    dept_id: person.departmentId,
    org_id: staff.organization.id,
  }
}

function isoDate(at: Date): string {
  return at.toISOString().slice(0, 10)
}

function rounded(amount: number): string {
  return `${Math.max(1, Math.round(amount / 100)) * 100}.00`
}

function write(module: string, name: string, rows: readonly object[]): void {
  mkdirSync(`${modules}${module}/samples`, { recursive: true })
  const lines = rows.map((row) =>
    JSON.stringify(
      Object.fromEntries(Object.entries(row).filter(([, v]) => v !== null && v !== undefined))
    )
  )
  writeFileSync(`${modules}${module}/samples/${name}.jsonl`, `${lines.join('\n')}\n`)
}
