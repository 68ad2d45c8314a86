/** Lists set up by people: saved views, the filter builder, columns, groups, bulk actions, at both widths. */
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { Browser, Locator, Page } from 'playwright-core'
import { becomes } from '../harness/becomes.ts'
import { launchChromium } from '../harness/chromium.ts'
import { desktop, overflows, phone, picture, selectAround, signInAs } from '../harness/journey.ts'
import { adminPassword, startServer } from '../harness/server.ts'
import type { TestServer } from '../harness/server.ts'

const modules = fileURLToPath(new URL('../../schemas/modules', import.meta.url))

test.group('browser | lists', (group) => {
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
  const open = async (path: string, viewport = desktop, account = 'admin') => {
    const password = account === 'admin' ? adminPassword : undefined
    const person = await signInAs(browser, server.url, account, viewport, password)
    await person.page.goto(server.url + path)
    return person
  }

  for (const viewport of [desktop, phone]) {
    test(`a nested filter with a relative date narrows the list at ${viewport.width} px`, async ({
      assert,
    }) => {
      const { page, complaints, close } = await open('/records/demand.request', viewport)
      const all = await total(page)
      await page.getByRole('button', { name: '高级筛选' }).click()
      const drawer = page.getByRole('dialog')
      await drawer.getByRole('button', { name: /添加条件$/ }).click()
      await chooseField(drawer, 0, '创建时间')
      await chooseIn(drawer.getByRole('combobox', { name: '相对日期' }), '近 90 天')
      await drawer.getByRole('button', { name: /添加条件组$/ }).click()
      await chooseField(drawer, 1, '处理进度')
      await chooseIn(drawer.getByRole('combobox', { name: '值', exact: true }), '草稿')
      await page.keyboard.press('Escape')
      const inner = drawer.getByRole('group', { name: '条件关系' }).nth(1)
      await inner.getByRole('button', { name: /添加条件$/ }).click()
      await chooseField(inner, 1, '预算上限')
      await picture(page, 'filter-builder')
      await drawer.getByRole('button', { name: /应\s*用/ }).click()
      await drawer.getByText('请填写值').waitFor()
      const amount = inner.getByRole('group', { name: '值' }).getByRole('textbox')
      await amount.fill('200000')
      await drawer.getByRole('button', { name: /应\s*用/ }).click()
      await drawer.waitFor({ state: 'hidden' })
      await page.getByText('创建时间 在 近 90 天').waitFor()
      await page.getByText(/处理进度 属于 草稿 或 预算上限/).waitFor()
      assert.isFalse(await overflows(page))
      await picture(page, 'filter-chips')
      const some = await totalBelow(page, all)
      // The address alone shows the same list to whoever opens it.
      await page.goto(page.url())
      assert.equal(await totalBelow(page, all), some)
      await page.getByRole('button', { name: '清除筛选' }).click()
      await page.getByText(`共 ${all.toLocaleString('en-US')} 条`).waitFor()
      assert.deepEqual(complaints, [])
      await close()
    })
  }

  test('a view is saved, changed, dropped, shared, made the default and deleted', async ({
    assert,
  }) => {
    const { page, complaints, close } = await open('/records/demand.request')
    const tabs = page.getByRole('navigation', { name: '保存的视图' })
    await page
      .getByRole('columnheader', { name: /预算上限/ })
      .getByRole('button')
      .click()
    await page.getByRole('textbox', { name: '需求名称' }).fill('桂林')
    await page.getByRole('button', { name: /查\s*询/ }).click()
    await page.getByText('需求名称 包含 桂林').waitFor()
    await page.getByRole('button', { name: /保存为视图/ }).click()
    await page.getByRole('textbox', { name: '视图名称' }).fill('桂林的需求')
    await page.getByRole('switch').click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /保\s*存/ })
      .click()
    const tab = tabs.getByRole('button', { name: /桂林的需求/ })
    await tab.waitFor()
    await page.waitForURL(/saved=/)
    assert.notInclude(page.url(), 'f=')
    await becomes(() => page.getByRole('textbox', { name: '需求名称' }).inputValue(), '桂林')

    await page.getByRole('columnheader', { name: /客户/ }).getByRole('button').click()
    const changed = page.getByRole('group', { name: '视图已更改' })
    await changed.waitFor()
    await picture(page, 'view-changed')
    await changed.getByRole('button', { name: '放弃更改' }).click()
    await changed.waitFor({ state: 'hidden' })
    await page.locator('th[aria-sort=ascending]', { hasText: '预算上限' }).waitFor()

    await viewAction(page, '设为默认')
    await page.goto(`${server.url}/records/demand.request`)
    await page.locator('.gj-tab[aria-current]', { hasText: '桂林的需求' }).waitFor()
    await tabs.getByRole('button', { name: '全部' }).click()
    await page.locator('.gj-tab[aria-current]', { hasText: '全部' }).waitFor()

    const other = await open('/records/demand.request', desktop, 'liuming')
    const theirs = other.page.getByRole('navigation', { name: '保存的视图' })
    await theirs.getByRole('button', { name: /桂林的需求/ }).click()
    await other.page.getByText('需求名称 包含 桂林').waitFor()
    await other.close()

    await tab.click()
    await viewAction(page, '删除视图')
    await page.getByRole('button', { name: /^删\s*除$/ }).click()
    await tab.waitFor({ state: 'hidden' })
    assert.deepEqual(complaints, [])
    await close()
  })

  test('columns are moved, hidden, frozen, widened and added, and come back after a reload', async ({
    assert,
  }) => {
    const { page, complaints, close } = await open('/records/demand.request')
    await page.getByRole('button', { name: '列设置' }).click()
    const panel = page.getByRole('dialog')
    await panel.getByRole('checkbox', { name: '显示“服务类型”' }).click()
    await panel.getByRole('checkbox', { name: '显示“紧急程度”' }).click()
    await panel.getByRole('button', { name: '冻结“需求名称”' }).click()
    await panel.getByRole('button', { name: '上移“客户”' }).focus()
    await page.keyboard.press('Alt+ArrowDown')
    await panel.getByText('宽松', { exact: true }).click()
    await picture(page, 'column-settings')
    await panel.getByRole('button', { name: /Close|关闭/ }).click()
    const grip = page.getByRole('separator', { name: '调整“客户”的列宽' })
    const before = await grip.getAttribute('aria-valuenow')
    await grip.focus()
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction(
      `document.querySelector('[aria-label="调整“客户”的列宽"]').getAttribute('aria-valuenow') !== '${before}'`
    )
    const heads = await headsOf(page)
    assert.deepEqual(heads.slice(0, 2), ['编号', '需求名称'])
    assert.notInclude(heads, '服务类型')
    assert.include(heads, '紧急程度')
    assert.isAbove(heads.indexOf('客户'), heads.indexOf('处理进度'))
    await page.goto(`${server.url}/records/demand.request`)
    await page.getByRole('table').waitFor()
    await becomes(() => headsOf(page), heads)
    await becomes(() => page.locator('.gj-rows-high').count(), 1)
    assert.deepEqual(complaints, [])
    await close()
  })

  test('records stand in groups with sums of the whole list', async ({ assert }) => {
    const { page, complaints, close } = await open(
      '/records/demand.request?view=demand.request_list'
    )
    await page.getByRole('button', { name: '分组' }).click()
    const panel = page.getByRole('dialog')
    await chooseIn(panel.getByRole('combobox', { name: '分组字段' }), '服务类型')
    await panel.getByRole('checkbox', { name: '合计“预算上限”' }).click()
    await panel.getByRole('button', { name: /Close|关闭/ }).click()
    const group = page.getByRole('button', { name: /检验检测/ }).first()
    await group.click()
    await page.getByRole('button', { name: /加载更多/ }).waitFor()
    await picture(page, 'groups')
    const sums = await page.locator('.gj-group-row .gj-right').allTextContents()
    const foot = await page.locator('tfoot .gj-right').textContent()
    const amount = (text: string | null) =>
      Math.round(Number((text ?? '').replace(/[^\d.]/g, '')) * 100)
    assert.isAbove(sums.length, 2)
    assert.equal(
      sums.reduce((sum, text) => sum + amount(text), 0),
      amount(foot)
    )
    assert.deepEqual(complaints, [])
    await close()
  })
})

async function total(page: Page): Promise<number> {
  const text = await page.getByText(/^共 [\d,]+ 条$/).textContent()
  return Number(text?.replace(/\D/g, ''))
}

/** The count once it is below what it was. */
async function totalBelow(page: Page, before: number): Promise<number> {
  for (let n = 0; n < 50; n++) {
    const count = await total(page)
    if (count < before) return count
    await page.waitForTimeout(100)
  }
  throw new Error('the list was not narrowed')
}

async function headsOf(page: Page): Promise<string[]> {
  const texts = await page
    .locator('thead .gj-sort > span:first-child, .gj-head-text')
    .allTextContents()
  return texts.map((text) => text.trim())
}

/** Opens a select and takes an option by its title. */
async function chooseIn(box: Locator, option: string): Promise<void> {
  await selectAround(box).click()
  const shown = box.page().locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
  const found = shown.getByTitle(option, { exact: true }).first()
  if (!(await found.isVisible().catch(() => false)) && (await box.isEditable())) {
    await box.fill(option)
  }
  await found.click()
}

async function chooseField(within: Locator, place: number, title: string): Promise<void> {
  const box = within.getByRole('combobox', { name: '字段' }).nth(place)
  await selectAround(box).click()
  await box.fill(title)
  const shown = box.page().locator('.ant-cascader-dropdown:not(.ant-select-dropdown-hidden)')
  await shown.getByRole('menuitemcheckbox', { name: title, exact: true }).first().click()
}

async function viewAction(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: /^视图“.*”的操作$/ }).click()
  await page.getByRole('button', { name: action, exact: true }).click()
}
