/** Dictionary, lifecycle, role, view and menu are edited by clicks and keys, each with a way back. */
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import { becomes } from '../harness/becomes.ts'
import { launchChromium } from '../harness/chromium.ts'
import { startServer } from '../harness/server.ts'
import type { TestServer } from '../harness/server.ts'
import { openDesigner } from '../harness/implementer.ts'
import { picture } from '../harness/journey.ts'

const shipped = fileURLToPath(new URL('../../schemas/modules', import.meta.url))

test.group('browser | designer | editors of kinds', (group) => {
  let server: TestServer
  let browser: Browser
  group.setup(async () => {
    server = await startServer({ modules: shipped })
    browser = await launchChromium()
    return async () => {
      await browser.close()
      await server.close()
    }
  })
  const draftOf = async (kind: string, key: string) => {
    const admin = await server.signIn('admin')
    const reply = await admin.get(`/api/v1/drafts/${kind}/${key}`)
    return reply.status === 200 ? reply.json.data : null
  }

  test('a dictionary: titles, order by keys, a pasted column, undone to nothing', async ({
    assert,
  }) => {
    const { page, complaints, close } = await openDesigner(browser, server)
    await open(page, '紧急程度')
    const grid = page.getByRole('region', { name: '条目' })
    const rows = grid.getByRole('row')
    await rows.first().waitFor()
    const before = await rows.count()
    await grid.getByRole('button', { name: '添加条目' }).click()
    const last = rows.nth(before)
    await last.getByLabel(/^名称/).fill('当日处理')
    await last.focus()
    await page.keyboard.press('Alt+ArrowUp')
    await grid.getByRole('row', { name: '当日处理', exact: true }).waitFor()
    await rows.nth(0).focus()
    await page.evaluate(`(() => {
      const data = new DataTransfer()
      data.setData('text/plain', '一周内\\n两周内')
      document.activeElement.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
      )
    })()`)
    await page.getByText('粘贴 2 行').first().waitFor()
    await becomes(() => rows.count(), before + 3)
    await picture(page, 'designer-dictionary')
    await page.keyboard.press('Control+s')
    await page.getByText('草稿已保存').first().waitFor()
    const draft = await draftOf('dictionary', 'demand.urgency')
    const titles = draft.items.map((one: { title: string }) => one.title)
    assert.equal(titles[before - 1], '当日处理')
    assert.deepEqual(titles.slice(-2), ['一周内', '两周内'])
    await undoAll(page)
    await becomes(() => draftOf('dictionary', 'demand.urgency'), null)
    assert.deepEqual(complaints, [])
    await close()
  })

  test('a lifecycle: a state and a way to it by dragging, who may edit, undone to nothing', async ({
    assert,
  }) => {
    const { page, complaints, close } = await openDesigner(browser, server)
    await open(page, '需求处理进度')
    const graph = page.getByRole('region', { name: '状态图' })
    await graph.getByRole('button', { name: '草稿', exact: true }).click()
    await graph.getByRole('button', { name: /添加/ }).click()
    await graph.getByRole('button', { name: /^状态 \d+$/ }).waitFor()
    const table = page.getByRole('region', { name: '状态', exact: true })
    await table.getByRole('row').last().getByLabel(/^名称/).fill('待补资料')
    await graph.getByRole('button', { name: '待补资料' }).waitFor()
    await drag(page, graph.getByLabel('从“待补资料”拖出流转'), graph, '草稿')
    const matrix = page.getByRole('region', { name: '各状态下谁能修改' })
    await matrix
      .getByRole('row', { name: /待补资料/ })
      .locator('.ant-select-selector')
      .click()
    await page.getByTitle('谁都不能').last().click()
    await picture(page, 'designer-lifecycle')
    await page.keyboard.press('Control+s')
    await page.getByText('草稿已保存').first().waitFor()
    const draft = await draftOf('lifecycle', 'demand.request')
    const state = draft.states.find((one: { title: string }) => one.title === '待补资料')
    assert.deepEqual(state.edit, [])
    const ways = draft.transitions.map((one: { from: string[]; to: string }) => [one.from, one.to])
    assert.deepInclude(ways, [[state.id], 'draft'])
    assert.deepInclude(ways, [['draft'], state.id])
    await undoAll(page)
    await becomes(() => draftOf('lifecycle', 'demand.request'), null)
    assert.deepEqual(complaints, [])
    await close()
  })

  test('a role says in words what it may do, and its grants are chosen', async ({ assert }) => {
    const { page, complaints, close } = await openDesigner(browser, server)
    await open(page, '业务人员')
    const summary = page.getByRole('region', { name: '此角色可以做什么' })
    await summary.getByText(/可查看、新建、修改.*部分需求/).waitFor()
    const grants = page.getByRole('region', { name: '授权' })
    const line = grants.getByRole('row', { name: 'demand.contact' })
    await line.locator('.ant-select-selector').last().click()
    await page.getByTitle('删除 delete').click()
    await page.keyboard.press('Escape')
    await summary.getByText(/可查看、新建、修改、删除全部联系人/).waitFor()
    await picture(page, 'designer-role')
    await undoAll(page)
    await becomes(() => draftOf('role', 'demand.staff'), null)
    assert.deepEqual(complaints, [])
    await close()
  })

  test('a list and a menu: columns and entries are added, seen and taken back', async ({
    assert,
  }) => {
    const { page, complaints, close } = await openDesigner(browser, server)
    await open(page, '联系人', '视图')
    const sample = page.getByRole('region', { name: '预览' })
    await sample.getByText('下面是你可查看的前几条真实记录').waitFor()
    const columns = page.getByRole('region', { name: '列', exact: true })
    const heads = await sample.getByRole('columnheader').count()
    await columns.getByRole('button', { name: '添加列' }).click()
    await page.waitForFunction(
      `document.querySelectorAll('.gd-preview-pane thead th').length === ${heads + 1}`
    )
    await picture(page, 'designer-view')
    await undoAll(page)
    await open(page, '需求管理', '模块')
    const menu = page.getByRole('region', { name: '菜单' })
    await menu.getByRole('button', { name: '添加菜单' }).click()
    await menu.getByRole('row').last().getByLabel(/^名称/).fill('我的客户')
    await picture(page, 'designer-module')
    await undoAll(page)
    await becomes(() => draftOf('module', 'demand'), null)
    assert.deepEqual(complaints, [])
    await close()
  })
})

/** Opens a definition by its title through the palette, as fingers on the keys do. */
async function open(page: Page, title: string, kind = ''): Promise<void> {
  const tree = page.getByRole('complementary', { name: '定义' })
  await tree.getByPlaceholder(/查找|搜索/).fill(title)
  const titles = tree.locator('.gd-node-title').getByText(title, { exact: true })
  if (kind === '') await titles.first().click()
  else if (kind === '模块') await titles.first().click()
  else await titles.last().click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

async function undoAll(page: Page): Promise<void> {
  const undo = page.getByRole('button', { name: /^撤销/ })
  while (await undo.count()) await undo.click()
  await page.keyboard.press('Control+s')
  await page.getByText('草稿已保存').first().waitFor()
  await page.waitForTimeout(300)
}

/** Drags by the pointer from one shape to the state of that name. */
async function drag(
  page: Page,
  from: ReturnType<Page['locator']>,
  graph: ReturnType<Page['locator']>,
  to: string
): Promise<void> {
  await from.hover({ force: true })
  await page.mouse.down()
  await graph.getByRole('button', { name: to, exact: true }).hover()
  await page.mouse.up()
}
