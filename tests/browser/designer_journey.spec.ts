/**
 * The life of a module on screens alone: made, published, filled in by somebody else, changed with data
 * in it, its bad values settled, and taken back.
 */
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../harness/chromium.ts'
import { startServer } from '../harness/server.ts'
import type { TestServer } from '../harness/server.ts'
import {
  addField,
  canvas,
  chooseProperty,
  createDefinition,
  goTo,
  nameField,
  openDesigner,
  properties,
} from '../harness/implementer.ts'
import { desktop, picture, signInAs } from '../harness/journey.ts'

const modules = fileURLToPath(new URL('../../schemas/modules', import.meta.url))
const worker = { account: 'weiyong', name: '韦勇' }

test.group('browser | designer | a module over time', (group) => {
  let server: TestServer
  let browser: Browser
  group.setup(async () => {
    server = await startServer({ modules })
    browser = await launchChromium()
    return async () => {
      await browser.close()
      await server.close()
    }
  })

  test('made, filled in by another, renamed, retyped with bad values, settled, taken back', async ({
    assert,
  }) => {
    const { page, complaints, close } = await openDesigner(browser, server)
    await makeModule(page)
    await publish(page, '设备台账上线')
    await giveRole(page)

    const person = await signInAs(browser, server.url, worker.account, desktop)
    await fillIn(person.page, `${server.url}/records/tool.device`)

    await goTo(page, 'tool.device')
    await canvas(page)
      .locator('code', { hasText: /^power$/ })
      .click()
    await nameField(page, { title: '额定功率', key: 'rated_power' })
    await chooseProperty(page, '字段类型', '小数')
    await publish(page, '功率改为数字', async () => {
      await page.getByText('3 个值无法转换').waitFor()
      await page
        .getByText(/改名为“额定功率”/)
        .first()
        .waitFor()
      await picture(page, 'designer-journey-plan')
    })
    const admin = await server.signIn('admin')
    const values = async (field: string) => {
      const reply = await admin.get(`/api/v1/records/tool.device?fields=name,${field}&sort=name`)
      return reply.json.data.map((one: Record<string, unknown>) => one[field])
    }
    assert.deepEqual(await values('rated_power'), ['12.50', null, null, null])

    await settle(page)
    assert.deepEqual(await values('rated_power'), ['12.50', '7.50', null, null])
    await page.getByRole('button', { name: '继续设计' }).click()
    await rollBack(page, '设备台账上线')
    // What was written since is there; what did not convert is as it was.
    assert.deepEqual(await values('power'), ['12.5', '7.50', '不详', '待查'])
    await person.page.reload()
    await person.page.getByText('不详').first().waitFor()
    await picture(person.page, 'designer-journey-back')
    assert.deepEqual(complaints, [])
    assert.deepEqual(person.complaints, [])
    await person.close()
    await close()
  }).timeout(240_000)
})

/** A module with an entity, a form laid out on the canvas, a list and a role. */
async function makeModule(page: Page): Promise<void> {
  await createDefinition(page, { kind: '模块', title: '设备台账', key: 'tool' })
  await createDefinition(page, { kind: '实体', title: '设备', key: 'device' })
  await addField(page, { type: '单行文本', title: '功率', key: 'power' })
  await addField(page, { type: '日期', title: '购置日期', key: 'bought_on' })
  await addField(page, { type: '多行文本', title: '说明', key: 'remark' })

  await createDefinition(page, { kind: '表单', title: '设备登记' })
  const tree = page.getByRole('tree', { name: '表单结构' })
  const preview = page.getByRole('region', { name: '预览' })
  await tree.getByRole('treeitem', { name: '购置日期' }).click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Control+g')
  await page.keyboard.press('F2')
  await page.keyboard.type('其他情况')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+ArrowLeft')
  await preview.getByRole('heading', { name: '其他情况' }).waitFor()
  await picture(page, 'designer-journey-form')

  await createDefinition(page, { kind: '视图', title: '设备列表' })
  await createDefinition(page, { kind: '角色', title: '设备管理员', key: 'keeper' })
  await properties(page)
    .getByRole('button', { name: /全部实体/ })
    .click()
  await chooseProperty(page, '实体', 'tool.device')
  for (const action of ['新建', '修改']) await chooseProperty(page, '操作', action)
  await page.keyboard.press('Escape')
}

/** Publishes all drafts by the panel; `look` sees the plan. */
async function publish(page: Page, note: string, look = async () => {}): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: '发布' }).click()
  await page.getByRole('region', { name: '改变的内容' }).waitFor()
  await look()
  await page.getByRole('textbox', { name: '发布说明' }).fill(note)
  await page.getByRole('main').getByRole('button', { name: '发布' }).click()
  await page.getByText(/已发布版本/).waitFor()
}

/** From the designer to the page of roles, where the new one is given; and back. */
async function giveRole(page: Page): Promise<void> {
  await page.getByRole('button', { name: '继续设计' }).click()
  await goTo(page, 'tool.keeper')
  await page.getByRole('link', { name: '授予人员' }).click()
  const card = page.getByRole('region', { name: '设备管理员' })
  await card.getByText('还没有人拥有这个角色').waitFor()
  await card.getByRole('button', { name: /授\s*予/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox').click()
  await page.keyboard.type(worker.name)
  await page.locator('.ant-select-item-option').filter({ hasText: worker.name }).click()
  await picture(page, 'designer-journey-give')
  await dialog.getByRole('button', { name: /授\s*予/ }).click()
  await card.getByText(worker.account).waitFor()
  await page.getByRole('link', { name: '设计器' }).click()
  await page.getByRole('complementary', { name: '定义' }).waitFor()
}

/** Enters four devices on the generated form; three powers are no numbers. */
async function fillIn(page: Page, list: string): Promise<void> {
  for (const [name, power] of [
    ['A 泵', '12.5'],
    ['B 泵', '约七个半'],
    ['C 泵', '不详'],
    ['D 泵', '待查'],
  ]) {
    await page.goto(`${list}/new`)
    const form = page.getByRole('dialog')
    await form.getByRole('heading', { name: '其他情况' }).waitFor()
    await form.getByRole('textbox', { name: '名称' }).fill(name!)
    await form.getByRole('textbox', { name: '功率' }).fill(power!)
    await form.getByRole('button', { name: '保存' }).click()
    await page.getByText('已创建').or(page.getByText(power!)).first().waitFor()
  }
}

/** One value is given, one is left blank, one stays open. */
async function settle(page: Page): Promise<void> {
  await page.getByText('3 个值未能转换').waitFor()
  await page.getByRole('button', { name: '去处理' }).click()
  const drawer = page.getByRole('dialog')
  const line = (name: string) => drawer.locator('tr').filter({ hasText: name })
  await line('B 泵').getByText('约七个半').waitFor()
  await picture(page, 'designer-journey-quarantine')
  await line('B 泵').getByRole('button', { name: '填写' }).click()
  await page.getByRole('textbox', { name: '额定功率 的新值' }).fill('7.5')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await drawer.getByText('待处理 2').waitFor()
  await line('D 泵').getByRole('checkbox').check()
  await drawer.getByRole('button', { name: '所选 1 项留空' }).click()
  await drawer.getByText('待处理 1').waitFor()
  await drawer.getByRole('button', { name: '关闭' }).click()
}

async function rollBack(page: Page, note: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: '版本' }).click()
  await page.getByRole('button', { name: '待处理 1' }).waitFor()
  const row = page.locator('tr[data-row-key]').filter({ hasText: note })
  await row.getByRole('button', { name: '回到此版本' }).click()
  await picture(page, 'designer-journey-rollback')
  await page.getByRole('dialog').getByRole('button', { name: '确认回退' }).click()
  await page.getByText(/已回退，生效的是版本/).waitFor()
}
