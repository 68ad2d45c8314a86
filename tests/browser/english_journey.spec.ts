/**
 * A reader of English works with the shipped modules. All records are English, so that every Chinese
 * sign on screen is a text of the product or of a definition that was not translated.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import { chineseOn, hasChinese } from '../harness/chinese_on.ts'
import { launchChromium } from '../harness/chromium.ts'
import { desktop, overflows, phone, picture } from '../harness/journey.ts'
import { adminPassword, startServer } from '../harness/server.ts'
import type { Client, TestServer } from '../harness/server.ts'

const modules = fileURLToPath(new URL('../../schemas/modules', import.meta.url))
const requests = '/api/v1/records/demand.request'

/** What a formula of the shipped definitions puts into the field of what is still missing: a value. */
const missing = ['联系人', '技术要求', '服务期限', '预算范围']

/** Looks at the page again and again; what was not English is told at the end, all of it. */
class Looks {
  readonly found: string[] = []
  readonly #own: readonly string[]

  /** `own`: what is Chinese because somebody wrote it: values of records, definitions at work. */
  constructor(own: readonly string[]) {
    this.#own = own.toSorted((a, b) => b.length - a.length)
  }

  async at(page: Page, place: string): Promise<void> {
    for (const text of await chineseOn(page)) {
      const rest = this.#own.reduce((left, own) => left.replaceAll(own, ''), text)
      if (hasChinese(rest)) this.found.push(`${place}: ${text}`)
    }
    if (await overflows(page)) this.found.push(`${place}: wider than the window`)
    await picture(page, `english-${place.replaceAll(' ', '-')}`)
  }
}

test.group('browser | English', (group) => {
  let server: TestServer
  let browser: Browser
  let admin: Client
  let customer: string
  group.setup(async () => {
    server = await startServer({ modules, env: { GUIJU_SAMPLES: '0' } })
    browser = await launchChromium()
    admin = await server.signIn('admin')
    const { id } = (await admin.get('/api/v1/session')).json.data.user
    const { rev } = (await admin.get(`/api/v1/records/system.user/${id}`)).json.data
    const seen = { 'If-Match': `"${rev}"` }
    await admin.patch(`/api/v1/records/system.user/${id}`, { name: 'Alex Admin' }, seen)
    const made = await admin.post('/api/v1/records/demand.customer', {
      ...{ name: 'Acme Power Ltd', kind: 'enterprise', state: 'active' },
    })
    if (made.status !== 201) throw new Error(made.text)
    customer = made.json.data.id
    return async () => {
      await browser.close()
      await server.close()
    }
  })

  const enter = async (viewport: typeof desktop, looks: Looks) => {
    const context = await browser.newContext({
      viewport,
      locale: 'en-US',
      timezoneId: 'Asia/Shanghai',
    })
    context.setDefaultTimeout(20_000)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(server.url)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.getByLabel('Account').fill('admin')
    await page.getByLabel('Password', { exact: true }).fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').first().waitFor()
    await looks.at(page, 'sign-in refused')
    await page.getByLabel('Password', { exact: true }).fill(adminPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'New' }).first().waitFor()
    return { page, complaints, context, close: () => context.close() }
  }
  const make = async (title: string) => {
    const body = {
      title,
      customer,
      channel: 'phone',
      service_type: 'inspection',
      content: 'Yearly test',
    }
    const made = await admin.post(requests, { ...body, items: [{ item: 'Test', quantity: '2' }] })
    if (made.status !== 201) throw new Error(made.text)
    return made.json.data as { id: string; rev: number }
  }

  for (const viewport of [desktop, phone]) {
    test(`lists, records, forms, faults and tools are English at ${viewport.width} px`, async ({
      assert,
    }) => {
      const looks = new Looks(missing)
      const { page, complaints, close } = await enter(viewport, looks)
      const go = (path: string) => page.goto(server.url + path)
      const name = `Substation test ${viewport.width}`
      await looks.at(page, 'first list')
      await page.getByRole('banner').getByRole('button', { name: 'Alex Admin' }).click()
      await looks.at(page, 'own menu')
      await page.keyboard.press('Escape')
      if (viewport === phone) {
        await page.getByRole('button', { name: 'Open menu' }).click()
        await looks.at(page, 'side menu')
      }

      await go('/records/demand.request/new')
      const drawer = page.getByRole('dialog')
      await drawer.getByRole('button', { name: 'Save' }).click()
      await drawer.locator('.gj-fault').first().waitFor()
      await looks.at(page, 'faults of a form')
      await drawer.getByRole('button', { name: 'Close' }).first().click()

      const { id, rev } = await make(name)
      await go('/records/demand.request')
      await page.getByText(name).first().waitFor()
      await looks.at(page, 'list')
      for (const tool of ['Advanced filter', 'Columns', 'Group']) {
        await page.getByRole('button', { name: tool, exact: false }).first().click()
        await page.waitForTimeout(500)
        if (tool === 'Advanced filter') {
          const add = page.getByRole('button', { name: 'Add condition' })
          if (await add.count()) await add.first().click()
          await page.waitForTimeout(300)
        }
        await looks.at(page, `tool ${tool}`)
        await page.keyboard.press('Escape')
        await page.waitForTimeout(300)
      }
      await go('/records/demand.request')
      await page.getByRole('checkbox').last().check({ force: true })
      await page.waitForTimeout(500)
      await looks.at(page, 'bulk')

      await go(`/records/demand.request/${id}`)
      await drawer.getByRole('heading', { name }).waitFor()
      await looks.at(page, 'record')
      await drawer.getByRole('button', { name: 'More actions' }).last().click()
      await looks.at(page, 'actions of a record')
      await page.getByRole('button', { name: 'Why', exact: false }).last().click()
      const dialog = page.getByRole('dialog').last()
      await dialog.getByRole('list').waitFor()
      await looks.at(page, 'why')
      await page.keyboard.press('Escape')
      await drawer.getByRole('tab', { name: 'History' }).click()
      await drawer.getByRole('tab', { name: 'History', selected: true }).waitFor()
      await page.waitForTimeout(600)
      await looks.at(page, 'history')

      // Somebody else saves the same field first: both sides and a choice.
      await go(`/records/demand.request/${id}/edit`)
      await drawer
        .getByRole('textbox', { name: 'Requirement', exact: false })
        .or(drawer.locator('textarea'))
        .first()
        .waitFor()
      await looks.at(page, 'edit')
      const title = drawer.locator('input[type=text]').first()
      await title.fill(`${name} mine`)
      const theirs = await admin.patch(
        `${requests}/${id}`,
        { title: `${name} theirs` },
        { 'If-Match': `"${rev}"` }
      )
      assert.equal(theirs.status, 200, theirs.text)
      await page.waitForTimeout(1500)
      await looks.at(page, 'taken in')
      await drawer.getByRole('button', { name: 'Save' }).click()
      const choice = page.getByRole('dialog').last()
      await choice
        .getByRole('button', { name: 'Keep editing' })
        .or(choice.getByText('theirs'))
        .first()
        .waitFor()
      await looks.at(page, 'conflict')
      await page.context().setOffline(true)
      await page.evaluate("dispatchEvent(new Event('offline'))")
      await page.getByText('Connection lost', { exact: false }).first().waitFor()
      await looks.at(page, 'offline')
      await page.context().setOffline(false)

      for (const [place, path] of Object.entries(places)) {
        await go(path)
        await page.waitForLoadState('networkidle')
        await page.waitForTimeout(300)
        await looks.at(page, place)
      }
      assert.deepEqual(looks.found, [])
      assert.deepEqual(complaints, [])
      await close()
    }).timeout(240_000)
  }

  test('the designer is English around the definitions it works on', async ({ assert }) => {
    const looks = new Looks([...textsOf(modules), ...missing])
    const { page, complaints, close } = await enter(desktop, looks)
    await page.goto(`${server.url}/designer`)
    await page.getByRole('complementary', { name: 'Definitions' }).waitFor()
    await looks.at(page, 'designer')
    for (const key of designed) {
      await page.keyboard.press('Control+k')
      await page
        .getByRole('combobox', { name: 'Command palette' })
        .and(page.locator(':focus'))
        .waitFor()
      await page.keyboard.type(key)
      await page.getByRole('option').first().waitFor()
      if (key === 'demand.request') await looks.at(page, 'designer palette')
      await page.keyboard.press('Enter')
      await page.waitForTimeout(800)
      await looks.at(page, `designer ${key}`)
    }
    for (const panel of ['Publish', 'Releases', 'Problems', 'JSON']) {
      const button = page
        .getByRole('button', { name: panel })
        .or(page.getByText(panel, { exact: true }))
      if ((await button.count()) === 0) continue
      await button.first().click()
      await page.waitForTimeout(800)
      await looks.at(page, `designer panel ${panel}`)
    }
    assert.deepEqual(looks.found, [])
    assert.deepEqual(complaints, [])
    await close()
  }).timeout(240_000)
})

const places = {
  'customers': '/records/demand.customer',
  'new customer': '/records/demand.customer/new',
  'new contact': '/records/demand.contact/new',
  'users': '/records/system.user',
  'new user': '/records/system.user/new',
  'departments': '/records/system.department',
  'new department': '/records/system.department/new',
  'organizations': '/records/system.organization',
  'new organization': '/records/system.organization/new',
  'recycle bin': '/bin',
  'drafts': '/drafts',
  'roles': '/roles',
  'no such page': '/nowhere',
  'no such record': '/records/demand.request/0195a000-0000-7000-8000-000000000000',
} as const

/** What the palette finds one definition of each kind by: an entity and its lifecycle share a key. */
const designed = [
  ...['demand.request', 'demand.channel', 'demand.request_edit', 'demand.request_list'],
  ...['demand.staff', '需求处理进度', '需求管理'],
]

/** Every text with Chinese signs in the definition files. */
function textsOf(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const own = new Set<string>()
  const read = (value: unknown): void => {
    if (typeof value === 'string' && hasChinese(value)) own.add(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(read)
  }
  for (const file of files.filter((one) => one.endsWith('.json'))) {
    read(JSON.parse(readFileSync(join(folder, file), 'utf8')))
  }
  return [...own]
}
