/** Two people at once: who is here, lists and records that change on screen, conflicts, being away. */
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import { becomes } from '../harness/becomes.ts'
import { launchChromium } from '../harness/chromium.ts'
import { desktop, overflows, phone, picture, signInAs } from '../harness/journey.ts'
import { adminPassword, samplePassword, startServer } from '../harness/server.ts'
import type { Client, TestServer } from '../harness/server.ts'

const modules = fileURLToPath(new URL('../../schemas/modules', import.meta.url))
const requests = '/api/v1/records/demand.request'
const listPath = '/records/demand.request'
const owner = 'weiyong'

test.group('browser | two people', (group) => {
  let server: TestServer
  let browser: Browser
  let other: Client
  let given: Record<string, unknown>
  group.setup(async () => {
    server = await startServer({ modules, env: { GUIJU_SAMPLES: '1' } })
    browser = await launchChromium()
    other = await server.signIn(owner)
    const [known] = (await other.get(`${requests}?limit=1`)).json.data
    const { customer, service_type, channel } = known
    given = { customer: customer.id, service_type, channel, content: '对配电设备做预防性试验。' }
    return async () => {
      await browser.close()
      await server.close()
    }
  })
  const make = async (title: string) => {
    const made = await other.post(requests, {
      ...given,
      title,
      items: [{ item: '试验', quantity: '1' }],
    })
    if (made.status !== 201) throw new Error(made.text)
    return made.json.data as { id: string; rev: number; items: { id: string }[] }
  }
  const patch = async ({ id, rev }: { id: string; rev: number }, values: object) => {
    const answer = await other.patch(`${requests}/${id}`, values, { 'If-Match': `"${rev}"` })
    if (answer.status !== 200) throw new Error(answer.text)
    return answer.json.data as { id: string; rev: number }
  }
  const open = async (account: string, path: string, viewport = desktop) => {
    const password = account === 'admin' ? adminPassword : samplePassword
    const person = await signInAs(browser, server.url, account, viewport, password)
    await person.page.goto(server.url + path)
    return person
  }

  for (const viewport of [desktop, phone]) {
    test(`a list shows who has its records open at ${viewport.width} px`, async ({ assert }) => {
      const title = `有人正在看 ${viewport.width}`
      const { id } = await make(title)
      const reader = await open('admin', listPath, viewport)
      await reader.page.getByText(title).first().waitFor()
      const mark = reader.page.locator(`[data-present="${id}"]`).getByRole('img')
      assert.equal(await mark.count(), 0)
      const worker = await open(owner, `${listPath}/${id}/edit`)
      await worker.page.getByRole('dialog').getByRole('textbox').first().waitFor()
      await mark.waitFor()
      await becomes(() => mark.getAttribute('aria-label'), '韦勇 正在编辑')
      await picture(reader.page, 'row-present')
      assert.isFalse(await overflows(reader.page))
      // One's own window is no mark, and whoever leaves takes his along.
      assert.equal(await worker.page.locator('[data-present] [role=img]').count(), 0)
      await worker.close()
      await mark.waitFor({ state: 'detached' })
      assert.deepEqual(reader.complaints, [])
      await reader.close()
    }).timeout(90_000)

    test(`who else reads or edits a record is shown at ${viewport.width} px`, async ({
      assert,
    }) => {
      const { id } = await make(`同时在场 ${viewport.width}`)
      const first = await open('admin', `${listPath}/${id}`, viewport)
      const here = first.page.getByRole('list', { name: '同时打开这条记录的人' })
      await first.page.getByRole('heading', { name: /同时在场/ }).waitFor()
      assert.equal(await here.count(), 0)
      const second = await open(owner, `${listPath}/${id}`, viewport)
      await here.getByText('韦勇 正在查看').waitFor()
      await second.page.getByText(/正在查看/).waitFor()
      await second.page.getByRole('button', { name: '编辑' }).click()
      await here.getByText('韦勇 正在编辑').waitFor()
      await picture(first.page, 'present')
      await first.page.getByRole('button', { name: '编辑' }).click()
      await second.page.getByText(/正在编辑/).waitFor()
      await picture(second.page, 'present-form')
      assert.isFalse(await overflows(second.page))
      await second.close()
      await here.waitFor({ state: 'detached' })
      assert.deepEqual(first.complaints, [])
      await first.close()
    })

    test(`a list is kept up to date where it stands; new records wait at ${viewport.width} px`, async ({
      assert,
    }) => {
      const made = await make(`列表实时 ${viewport.width}`)
      const { page, complaints, close } = await open('admin', listPath, viewport)
      const rows = page.locator('tbody > tr, .gj-card-frame')
      await rows.first().waitFor()
      const places = async () =>
        Promise.all((await rows.all()).map(async (row) => (await row.boundingBox())?.y))
      await page.getByText(`列表实时 ${viewport.width}`).first().waitFor()
      const before = await places()
      await patch(made, { title: `列表实时 ${viewport.width} 改名` })
      await page.getByText(`列表实时 ${viewport.width} 改名`).first().waitFor()
      await becomes(() => page.locator('.gj-row-changed').count(), 1)
      await picture(page, 'live-row')
      await make(`后来的一条 ${viewport.width}`)
      const news = page.getByRole('button', { name: '有 1 条新数据，点击显示' })
      await news.waitFor()
      assert.deepEqual(await places(), before, 'nothing moved')
      assert.equal(await page.getByText(`后来的一条 ${viewport.width}`).count(), 0)
      await picture(page, 'live-news')
      await news.click()
      await page.getByText(`后来的一条 ${viewport.width}`).first().waitFor()
      await news.waitFor({ state: 'detached' })
      assert.isFalse(await overflows(page))
      assert.deepEqual(complaints, [])
      await close()
    })

    test(`a record on screen follows; a form takes in what nobody types at ${viewport.width} px`, async ({
      assert,
    }) => {
      let made: { id: string; rev: number } = await make(`打开的记录 ${viewport.width}`)
      const { page, complaints, close } = await open('admin', `${listPath}/${made.id}`, viewport)
      await page.getByRole('heading', { name: /打开的记录/ }).waitFor()
      made = await patch(made, { period_text: '六月底之前' })
      const value = page.getByRole('dialog').locator('.gj-value-changed', { hasText: '六月底之前' })
      await value.waitFor()
      await picture(page, 'live-record')
      await page.getByRole('button', { name: '编辑' }).click()
      const form = page.getByRole('dialog')
      await form.getByRole('textbox', { name: '需求内容' }).fill('改为全面检修。')
      made = await patch(made, { period_text: '七月底之前' })
      await form.getByText('已载入他人刚刚保存的修改：服务期限说明').waitFor()
      await becomes(
        () => form.getByRole('textbox', { name: '服务期限说明' }).inputValue(),
        '七月底之前'
      )
      made = await patch(made, { content: '改为部分检修。' })
      await form.getByText(/他人刚刚修改了您也修改过的内容：需求内容/).waitFor()
      await becomes(
        () => form.getByRole('textbox', { name: '需求内容' }).inputValue(),
        '改为全面检修。'
      )
      await picture(page, 'live-form')
      assert.isFalse(await overflows(page))
      assert.deepEqual(complaints, [])
      await close()
    })

    test(`both sides of a conflict are shown, and one is chosen for each field at ${viewport.width} px`, async ({
      assert,
    }) => {
      const made = await make(`冲突 ${viewport.width}`)
      const [item] = made.items
      const { page, complaints, close } = await open(
        'admin',
        `${listPath}/${made.id}/edit`,
        viewport
      )
      const form = page.getByRole('dialog').first()
      await form.getByRole('textbox', { name: '需求内容' }).fill('我写的内容。')
      await form.getByRole('textbox', { name: '服务期限说明' }).fill('我写的期限')
      await form.getByRole('textbox', { name: '技术要求' }).fill('只有我写了。')
      await editCell(page, '数量', '7')
      await patch(made, {
        ...{ content: '对方的内容。', period_text: '对方的期限', internal_note: '只有对方写了。' },
        items: [{ id: item!.id, quantity: '9' }],
      })
      await form.getByText(/他人刚刚修改了您也修改过的内容/).waitFor()
      await form.getByRole('button', { name: /保\s*存/ }).click()
      const dialog = page.getByRole('dialog', { name: /韦勇 在您编辑期间保存了这条记录/ })
      await dialog.waitFor()
      const save = dialog.getByRole('button', { name: '按选择保存' })
      await becomes(() => save.isDisabled(), true)
      const choose = (title: string, side: string) =>
        dialog.getByRole('group', { name: title }).getByText(side).click()
      await choose('需求内容', '对方已保存')
      await choose('服务期限说明', '我填写的')
      await choose('需求明细 · 第 1 行 · 数量', '我填写的')
      await picture(page, 'conflict')
      assert.isFalse(await overflows(page))
      await save.click()
      await page.getByText('已保存').first().waitFor()
      const now = (await other.get(`${requests}/${made.id}`)).json.data
      assert.equal(now.content, '对方的内容。')
      assert.equal(now.period_text, '我写的期限')
      assert.equal(now.tech_requirements, '只有我写了。')
      assert.equal(now.internal_note, '只有对方写了。')
      assert.equal(Number(now.items[0].quantity), 7)
      assert.deepEqual(complaints, [])
      await close()
    })
  }

  test('a lost connection is said; when it is back, what was missed is caught up', async ({
    assert,
  }) => {
    const made = await make('断线期间')
    const { page, close } = await open('admin', `${listPath}/${made.id}`)
    const small = await open('admin', listPath, phone)
    await page.getByRole('heading', { name: '断线期间' }).waitFor()
    await small.page.getByText('断线期间').first().waitFor()
    const { port } = new URL(server.url)
    await server.stop()
    const lost = (one: Page) => one.getByText(/连接已断开，正在重新连接/)
    await Promise.all([page, small.page].map((one) => lost(one).waitFor()))
    await picture(page, 'offline')
    await picture(small.page, 'offline')
    assert.isFalse(await overflows(small.page))
    server = await startServer({
      ...{ modules, place: server.place },
      env: { GUIJU_SAMPLES: '1', PORT: port },
    })
    other = await server.signIn(owner)
    await patch(made, { title: '断线期间改过' })
    await page
      .getByRole('button', { name: '立即重连' })
      .click({ timeout: 2_000 })
      .catch(() => {})
    await page.getByText('连接已恢复').waitFor()
    await page.getByRole('heading', { name: '断线期间改过' }).waitFor()
    await small.page.getByText('断线期间改过').first().waitFor()
    await lost(page).waitFor({ state: 'detached' })
    await close()
    await small.close()
  })

  test('a connection that nobody answers from the start is said as well', async () => {
    const made = await make('从未连上')
    const { page, close } = await signInAs(browser, server.url, 'admin', desktop, adminPassword)
    await page.route('**/socket.io/**', (route) => route.abort())
    await page.goto(`${server.url}${listPath}/${made.id}`)
    await page.getByText(/连接已断开，正在重新连接/).waitFor()
    await patch(made, { title: '连上之前改过' })
    await page.unroute('**/socket.io/**')
    await page.getByRole('button', { name: '立即重连' }).click()
    await page.getByText('连接已恢复').waitFor()
    await page.getByRole('heading', { name: '连上之前改过' }).waitFor()
    await close()
  })
})

/** Opens the first cell of a column of a sub-table and types over it. */
async function editCell(page: Page, column: string, text: string): Promise<void> {
  await page.getByRole('gridcell', { name: column, exact: true }).first().click()
  const input = page.locator('[role=gridcell] input:focus')
  await input.waitFor()
  await input.fill(text)
  await page.keyboard.press('Tab')
}
