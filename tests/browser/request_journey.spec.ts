/** The main job, end to end, at both widths: a request is filled in, corrected, submitted, found and followed. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { Assert } from '@japa/assert'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../harness/chromium.ts'
import {
  choose,
  desktop,
  typeRow,
  overflows,
  phone,
  picture,
  signInAs,
} from '../harness/journey.ts'
import { startServer } from '../harness/server.ts'
import type { TestServer } from '../harness/server.ts'

const modules = fileURLToPath(new URL('../../schemas/modules', import.meta.url))
const accountWith = (role: string) => {
  const lines = readFileSync(`${modules}/demand/samples/roles.jsonl`, 'utf8').trim().split('\n')
  const held = lines.map((line) => JSON.parse(line) as { account: string; role: string })
  return held.find((one) => one.role === role)!.account
}

test.group('browser | demand request', (group) => {
  let server: TestServer
  let browser: Browser
  group.setup(async () => {
    server = await startServer({ modules, env: { GUIJU_SAMPLES: '1' } })
    browser = await launchChromium()
    return async () => {
      await browser.close()
      await server.close()
    }
  })

  test('the first page shows its signs, also where the system has no Chinese face', async ({
    assert,
  }) => {
    const page = await browser.newPage()
    await page.goto(server.url)
    const heading = page.getByRole('heading', { name: '登录' })
    await heading.waitFor()
    // A sign is as wide as it is high; the box in place of a sign that no font has is not.
    const width = `(() => {
      const element = document.querySelector('label')
      const range = document.createRange()
      range.selectNodeContents(element)
      const size = parseFloat(getComputedStyle(element).fontSize)
      return range.getBoundingClientRect().width / size / element.textContent.length
    })()`
    const shown = async () => Math.abs((await page.evaluate<number>(width)) - 1) < 0.05
    for (let n = 0; n < 50 && !(await shown()); n++) await page.waitForTimeout(100)
    assert.approximately(await page.evaluate<number>(width), 1, 0.05)
    await page.close()
  })

  for (const viewport of [desktop, phone]) {
    test(`a request is created with a fault, corrected, submitted, found and followed at ${viewport.width} px`, async ({
      assert,
    }) => {
      const title = `南宁江源厂区配电房试验 ${viewport.width}`
      const { page, complaints, close } = await signInAs(
        browser,
        server.url,
        accountWith('demand.staff'),
        viewport
      )
      await picture(page, 'list')
      assert.isFalse(await overflows(page))

      await page.getByRole('button', { name: '新建' }).first().click()
      const form = page.getByRole('dialog')
      await form.getByRole('textbox', { name: '需求名称' }).fill(title)
      await choose(form, '客户', '玉林新元物流有限公司')
      await choose(form, '服务类型', '检验检测')
      await form
        .getByRole('textbox', { name: '需求内容' })
        .fill('对厂区高低压配电设备开展年度预防性试验。')
      await form.getByRole('textbox', { name: '预算下限' }).fill('50000')
      await form.getByRole('textbox', { name: '预算上限' }).fill('30000')
      await form.getByRole('button', { name: '添加一行' }).click()
      await typeRow(form, ['变压器试验', '4', null, '1250.5'])
      await form.getByText('5,002.00').first().waitFor()
      await form.getByRole('button', { name: '保存' }).click()

      const fault = form.getByText('预算上限不能低于预算下限')
      await fault.waitFor()
      await picture(page, 'fault')
      await form.getByRole('textbox', { name: '预算上限' }).fill('80000')
      await form.getByRole('button', { name: '保存' }).click()

      await page.getByRole('heading', { name: title }).waitFor()
      await page.waitForURL(/\/records\/demand\.request\/[0-9a-f-]{36}/)
      await page.getByText('￥5,002.00').first().waitFor()
      await picture(page, 'record')
      const record = page.getByRole('dialog')
      await record.getByRole('button', { name: /^提\s*交$/ }).click()
      await record.getByText('待受理').first().waitFor()
      await record.getByRole('tab', { name: '变更记录' }).click()
      await record.getByText('草稿').first().waitFor()
      await picture(page, 'history')
      await record.getByRole('button', { name: '关闭' }).click()

      await findByTitle(page, title)
      await picture(page, 'found')
      assert.isFalse(await overflows(page))
      assert.deepEqual(complaints, [])
      await close()
    })

    test(`a customer sees the own requests only at ${viewport.width} px`, async ({ assert }) => {
      const account = accountWith('demand.client')
      const { page, complaints, close } = await signInAs(browser, server.url, account, viewport)
      await picture(page, 'customer')
      await expectOwnOnly(server, account, assert)
      assert.equal(await page.getByText('内部备注').count(), 0)
      assert.equal(await page.getByRole('link', { name: '用户' }).count(), 0)
      const foreign = await foreignRequest(server, account)
      await page.goto(`${server.url}/records/demand.request/${foreign}`)
      await page
        .getByText(/不存在|没有权限|找不到/)
        .first()
        .waitFor()
      await picture(page, 'not-found')
      assert.deepEqual(complaints, [])
      await close()
    })
  }
})

async function findByTitle(page: Page, title: string): Promise<void> {
  if ((page.viewportSize()?.width ?? 0) < 600) {
    await page.locator('.gj-page-head').getByRole('button', { name: '筛选' }).click()
  }
  await page.getByRole('textbox', { name: '需求名称' }).fill(title)
  await page.getByRole('button', { name: /查\s*询/ }).click()
  await page.getByText('共 1 条').waitFor()
  await page.getByText(title).first().waitFor()
}

/** Through the API, as the same person: every request is of the person's own customer. */
async function expectOwnOnly(server: TestServer, account: string, assert: Assert): Promise<void> {
  const client = await server.signIn(account)
  const all = await client.get('/api/v1/records/demand.request?limit=1000&fields=no,customer')
  const customers = new Set(
    all.json.data.map((one: { customer: { id: string } }) => one.customer.id)
  )
  assert.equal(customers.size, 1)
  assert.isAbove(all.json.data.length, 0)
}

async function foreignRequest(server: TestServer, account: string): Promise<string> {
  const own = await (await server.signIn(account)).get('/api/v1/records/demand.request?limit=1')
  const admin = await server.signIn('admin')
  const filter = encodeURIComponent(
    JSON.stringify({ customer: { ne: own.json.data[0].customer.id } })
  )
  const other = await admin.get(`/api/v1/records/demand.request?limit=1&filter=${filter}`)
  return other.json.data[0].id
}
