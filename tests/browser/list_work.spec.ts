/** Work on many records and on the way back: bulk actions, undo, the recycle bin, related records. */
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { Browser } from 'playwright-core'
import { becomes } from '../harness/becomes.ts'
import { launchChromium } from '../harness/chromium.ts'
import { choose, desktop, overflows, phone, picture, signInAs } from '../harness/journey.ts'
import { adminPassword, startServer } from '../harness/server.ts'
import type { Client, TestServer } from '../harness/server.ts'

const modules = fileURLToPath(new URL('../../schemas/modules', import.meta.url))
const requests = '/api/v1/records/demand.request'

test.group('browser | work on lists', (group) => {
  let server: TestServer
  let browser: Browser
  let admin: Client
  group.setup(async () => {
    server = await startServer({ modules, env: { GUIJU_SAMPLES: '1' } })
    browser = await launchChromium()
    admin = await server.signIn('admin')
    return async () => {
      await browser.close()
      await server.close()
    }
  })
  const open = async (path: string, viewport = desktop) => {
    const person = await signInAs(browser, server.url, 'admin', viewport, adminPassword)
    await person.page.goto(server.url + path)
    return person
  }
  const some = async (status: string, count: number) => {
    const filter = encodeURIComponent(JSON.stringify({ status }))
    const found = await admin.get(`${requests}?filter=${filter}&limit=${count}&fields=title,no`)
    return found.json.data as { id: string; title: string; no: string }[]
  }
  const listOf = (records: readonly { id: string }[]) => {
    const where = { no: { in: records.map((one) => (one as unknown as { no: string }).no) } }
    return `/records/demand.request?w=${encodeURIComponent(JSON.stringify(where))}`
  }

  for (const viewport of [desktop, phone]) {
    test(`a field is changed in many records; the one that is refused stays selected at ${viewport.width} px`, async ({
      assert,
    }) => {
      const [closed] = await some('closed', 1)
      const records = [...(await some('draft', 3)), closed!]
      const { page, complaints, close } = await open(listOf(records), viewport)
      await page.getByText('共 4 条').waitFor()
      await page
        .getByRole('checkbox', { name: `选择 ${records[0]!.title}` })
        .first()
        .click()
      await page.getByRole('button', { name: '选择全部 4 条' }).click()
      await page.getByText('已选择 4 条').waitFor()
      await picture(page, 'bulk')
      await page.getByRole('button', { name: '批量修改' }).click()
      const dialog = page.getByRole('dialog')
      await choose(dialog, '要修改的字段', '服务期限说明')
      await dialog.getByRole('textbox', { name: '新值' }).fill('三个月内完成')
      await dialog.getByRole('button', { name: '开始修改' }).click()
      await page.getByText('3 条成功').waitFor()
      await page.getByText('1 条失败，仍保持选中').waitFor()
      await page.getByText('已选择 1 条').waitFor()
      const faults = page.getByRole('list', { name: '失败原因' })
      await faults.getByText(closed!.title).first().waitFor()
      await picture(page, 'bulk-outcome')
      assert.isFalse(await overflows(page))
      const kept = await admin.get(`${requests}/${records[0]!.id}`)
      assert.equal(kept.json.data.period_text, '三个月内完成')
      const refused = await admin.get(`${requests}/${closed!.id}`)
      assert.notEqual(refused.json.data.period_text, '三个月内完成')
      assert.deepEqual(complaints, [])
      await close()
    })
  }

  test('a step is made with several records', async ({ assert }) => {
    const drafts = await some('draft', 2)
    const { page, close } = await open(listOf(drafts))
    await page.getByRole('checkbox', { name: '选择本页' }).click()
    await page.getByRole('button', { name: /流\s*转$/ }).click()
    await page.getByRole('button', { name: '提交', exact: true }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /提\s*交/ })
      .click()
    await page.getByText('待受理').nth(1).waitFor()
    for (const { id } of drafts) {
      assert.equal((await admin.get(`${requests}/${id}`)).json.data.status, 'pending')
    }
    await close()
  })

  test('a removal is taken back at once, and one from the recycle bin, with what stands in the way', async ({
    assert,
  }) => {
    const made = await admin.post('/api/v1/records/demand.customer', {
      ...{ name: '贺州回收试验有限公司', kind: 'enterprise', phone: '0774-5120001' },
    })
    const customer = made.json.data.id
    const person = await admin.post('/api/v1/records/demand.contact', {
      ...{ name: '回收联系人', customer, mobile: '13877400001' },
    })
    const contact = person.json.data.id
    assert.equal(person.status, 201, person.text)
    const { page, complaints, close } = await open(`/records/demand.contact?q=回收联系人`)
    await page.getByRole('row', { name: /回收联系人/ }).hover()
    await page.getByRole('button', { name: '回收联系人 的操作' }).click()
    await page.getByRole('button', { name: '删除', exact: true }).click()
    await page.getByText('已移到回收站').waitFor()
    await picture(page, 'undo')
    await page.getByRole('button', { name: /撤\s*销/ }).click()
    await page.getByText('已恢复').waitFor()
    await page.getByRole('row', { name: /回收联系人/ }).waitFor()

    const remove = async (path: string) => {
      const { rev } = (await admin.get(path)).json.data
      const gone = await admin.delete(path, { 'If-Match': `"${rev}"` })
      assert.equal(gone.status, 204, gone.text)
    }
    await remove(`/api/v1/records/demand.contact/${contact}`)
    await remove(`/api/v1/records/demand.customer/${customer}`)
    await page.goto(`${server.url}/bin/demand.contact`)
    const line = page.getByRole('listitem').filter({ hasText: '回收联系人' })
    await line.getByText('删除人 管理员').waitFor()
    await picture(page, 'bin')
    await line.getByRole('button', { name: /恢\s*复/ }).click()
    await page.getByText('暂时不能恢复').last().waitFor()
    await picture(page, 'bin-conflict')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /关\s*闭/ })
      .last()
      .click()
    await choose(page.locator('.gj-page-head'), '类别', '客户')
    const gone = page.getByRole('listitem').filter({ hasText: '贺州回收试验有限公司' })
    await gone.getByRole('button', { name: /恢\s*复/ }).click()
    await page.getByText('已恢复“贺州回收试验有限公司”').waitFor()
    await page.goto(`${server.url}/bin/demand.contact`)
    await line.getByRole('button', { name: /恢\s*复/ }).click()
    await page.getByText('已恢复“回收联系人”').waitFor()
    assert.equal((await admin.get(`/api/v1/records/demand.contact/${contact}`)).status, 200)
    assert.deepEqual(complaints, [])
    await close()
  })

  for (const viewport of [desktop, phone]) {
    test(`a record shows what points to it, makes one more, and leads to its neighbours at ${viewport.width} px`, async ({
      assert,
    }) => {
      const [request] = await some('draft', 1)
      const { customer } = (await admin.get(`${requests}/${request!.id}`)).json.data
      const filter = encodeURIComponent(JSON.stringify({ customer: customer.id }))
      const all = await admin.get(`${requests}?filter=${filter}&count=exact&limit=1`)
      const { page, complaints, close } = await open(
        `/records/demand.customer/${customer.id}`,
        viewport
      )
      const drawer = page.getByRole('dialog')
      await drawer.getByRole('tab', { name: `需求${all.json.page.count}` }).click()
      const row = drawer.getByRole('row', { name: new RegExp(request!.title) })
      await row.first().waitFor()
      await picture(page, 'related')
      assert.isFalse(await overflows(page))
      await drawer.getByRole('button', { name: /新建需求/ }).click()
      const form = page.getByRole('dialog')
      await form.getByText('新建需求').first().waitFor()
      await form.locator('.ant-select-selection-item', { hasText: customer.title }).waitFor()
      await form.getByRole('button', { name: /取\s*消/ }).click()

      await page.goto(`${server.url}/records/demand.request`)
      const first = viewport === desktop ? 'tbody tr' : '.gj-record-card'
      await page.locator(first).first().click()
      const title = () => drawer.locator('h2').first().textContent()
      await drawer.getByRole('button', { name: '下一条' }).waitFor()
      const before = await title()
      await drawer.getByRole('button', { name: '下一条' }).click()
      await page.waitForFunction(
        `document.querySelector('.gj-panel h2')?.textContent !== ${JSON.stringify(before)}`
      )
      await drawer.getByRole('button', { name: '上一条' }).click()
      await drawer.getByRole('heading', { name: before! }).waitFor()
      await drawer.getByRole('button', { name: '更多操作' }).click()
      await page.getByRole('button', { name: '复制一条' }).click()
      const copy = form.getByRole('textbox', { name: '需求名称' })
      await becomes(() => copy.inputValue(), `${before}（副本）`)
      assert.deepEqual(complaints, [])
      await close()
    })
  }
})
