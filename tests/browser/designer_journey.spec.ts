/**
 * The life of a module on screens alone, no JSON typed: a device log of two entities, a sub-table, a
 * formula, a dictionary, a lifecycle, a role with a row scope, a form with linkage and lists is made,
 * published, filled in by somebody else, changed with data in it, its bad values settled, and taken back.
 */
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import { becomes } from '../harness/becomes.ts'
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
import { choose, desktop, overflows, picture, signInAs, typeRow } from '../harness/journey.ts'

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
    assert.isFalse(await overflows(page))
    await publish(page, '设备日志上线')
    await giveRole(page)

    const person = await signInAs(browser, server.url, worker.account, desktop)
    await fillInDevices(person.page, `${server.url}/records/devlog.device`)
    await fillInRepair(person.page, `${server.url}/records/devlog.repair`)
    const admin = await server.signIn('admin')
    const repairs = await admin.get('/api/v1/records/devlog.repair?fields=name,total,status,fault')
    const [{ total, status, fault }] = repairs.json.data
    assert.deepEqual(
      { total, status, fault },
      { total: '2401.00', status: 'draft', fault: 'other' }
    )
    const role = await admin.get('/api/v1/definitions/role/devlog.worker')
    assert.deepEqual(role.json.data.grants, [
      {
        ...{ entity: 'devlog.repair', actions: ['read', 'create', 'update'] },
        rows: { owner_id: '$me' },
      },
      { entity: 'devlog.device', actions: ['*'] },
    ])

    await goTo(page, 'devlog.device')
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
    const values = async (field: string) => {
      const reply = await admin.get(`/api/v1/records/devlog.device?fields=name,${field}&sort=name`)
      return reply.json.data.map((one: Record<string, unknown>) => one[field])
    }
    assert.deepEqual(await values('rated_power'), ['12.50', null, null, null])

    await settle(page)
    assert.deepEqual(await values('rated_power'), ['12.50', '7.50', null, null])
    await page.getByRole('button', { name: '继续设计' }).click()
    await rollBack(page, '设备日志上线')
    // What was written since is there; what did not convert is as it was.
    assert.deepEqual(await values('power'), ['12.5', '7.50', '不详', '待查'])
    await person.page.goto(`${server.url}/records/devlog.device`)
    await person.page.getByText('不详').first().waitFor()
    await picture(person.page, 'designer-journey-back')
    assert.deepEqual(complaints, [])
    assert.deepEqual(person.complaints, [])
    await person.close()
    await close()
  }).timeout(240_000)
})

/** The device log, as an implementer makes it: the parts that others name come first. */
async function makeModule(page: Page): Promise<void> {
  await createDefinition(page, { kind: '模块', title: '设备日志', key: 'devlog' })
  await makeDictionary(page)
  await createDefinition(page, { kind: '实体', title: '设备', key: 'device' })
  await addField(page, { type: '单行文本', title: '功率', key: 'power' })
  await addField(page, { type: '日期', title: '购置日期', key: 'bought_on' })
  await createDefinition(page, { kind: '视图', title: '设备列表' })
  await makeRepair(page)
  await makeRepairForm(page)
  await createDefinition(page, { kind: '视图', title: '维修列表' })
  await makeRole(page)
  await page.getByText(/没有问题|0 个错误/).waitFor()
}

async function makeDictionary(page: Page): Promise<void> {
  await createDefinition(page, { kind: '字典', title: '故障类别', key: 'fault' })
  const grid = page.getByRole('region', { name: '条目' })
  await grid.getByRole('row').first().getByLabel(/^名称/).fill('电气')
  await grid.getByRole('button', { name: '添加条目' }).click()
  await grid.getByRole('row').last().getByLabel(/^名称/).fill('其他')
  const code = properties(page).getByRole('textbox', { name: '标识' })
  await code.fill('other')
  await code.press('Enter')
  const written = grid.getByRole('row').last().getByLabel(/^标识/)
  await becomes(() => written.inputValue(), 'other')
  await picture(page, 'designer-journey-dictionary')
}

/** An entity with a link, a choice, a state, a sub-table and a formula over its rows. */
async function makeRepair(page: Page): Promise<void> {
  await createDefinition(page, { kind: '实体', title: '维修记录', key: 'repair' })
  await addField(page, { type: '关联', title: '设备', key: 'device' })
  await chooseProperty(page, '实体', 'devlog.device')
  await addField(page, { type: '单选', title: '故障类别', key: 'fault' })
  await chooseProperty(page, '字典', 'devlog.fault')
  await addField(page, { type: '多行文本', title: '故障说明', key: 'reason' })
  await addField(page, { type: '状态', title: '进度', key: 'status' })
  await addField(page, { type: '子表', title: '配件', key: 'parts' })
  // The rows of the sub-table stand inside the field: a field chosen there takes the next one.
  await canvas(page).getByRole('grid', { name: '配件 的字段' }).getByRole('row').first().click()
  await addField(page, { type: '金额', title: '单价', key: 'price' })
  await addField(page, { type: '整数', title: '数量', key: 'qty' })
  await canvas(page)
    .getByRole('row')
    .filter({ hasText: 'parts' })
    .first()
    .click({ position: { x: 300, y: 12 } })
  await addField(page, { type: '公式', title: '总费用', key: 'total' })
  const formula = properties(page).getByRole('combobox', { name: '公式', exact: true })
  await formula.fill('=SUM(parts.pri')
  await page.getByRole('option').filter({ hasText: '单价' }).click()
  await formula.press('End')
  await formula.pressSequentially(' * parts.qty)')
  await properties(page).getByText('结果：').waitFor()
  await picture(page, 'designer-journey-entity')
}

/** A part of its own, and a field that is asked for one kind of fault only. */
async function makeRepairForm(page: Page): Promise<void> {
  await createDefinition(page, { kind: '表单', title: '维修登记' })
  const tree = page.getByRole('tree', { name: '表单结构' })
  const preview = page.getByRole('region', { name: '预览' })
  await tree.getByRole('treeitem', { name: '故障类别' }).click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Control+g')
  await page.keyboard.press('F2')
  await page.keyboard.type('故障情况')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+ArrowLeft')
  await preview.getByRole('heading', { name: '故障情况' }).waitFor()
  await tree.getByRole('treeitem', { name: '故障说明' }).click()
  const when = properties(page).getByRole('radiogroup', { name: '显示条件' })
  await when.getByText('符合公式时').click()
  const shownWhen = properties(page).getByRole('combobox', { name: '显示条件' })
  await shownWhen.fill('=fault = "other"')
  await preview.getByRole('textbox', { name: '故障说明' }).waitFor({ state: 'detached' })
  await picture(page, 'designer-journey-form')
}

/** Whoever repairs sees and changes the own repairs, and all devices. */
async function makeRole(page: Page): Promise<void> {
  await createDefinition(page, { kind: '角色', title: '维修人员', key: 'worker' })
  const grants = page.getByRole('region', { name: '授权' })
  await grants.getByRole('button', { name: '添加授权' }).click()
  await grants.getByRole('row', { name: 'devlog.device' }).waitFor()
  await grants.getByRole('row', { name: 'devlog.*' }).click({ position: { x: 6, y: 6 } })
  await chooseProperty(page, '实体', '维修记录')
  for (const action of ['新建', '修改']) await chooseProperty(page, '操作', action)
  await page.keyboard.press('Escape')
  await properties(page).getByRole('button', { name: '添加条件' }).click()
  await chooseProperty(page, '字段', '负责人')
  await chooseProperty(page, '值', '我')
  await picture(page, 'designer-journey-role')
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
  await goTo(page, 'devlog.worker')
  await page.getByRole('link', { name: '授予人员' }).click()
  const card = page.getByRole('region', { name: '维修人员' })
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
async function fillInDevices(page: Page, list: string): Promise<void> {
  for (const [name, power] of [
    ['A 泵', '12.5'],
    ['B 泵', '约七个半'],
    ['C 泵', '不详'],
    ['D 泵', '待查'],
  ]) {
    await page.goto(`${list}/new`)
    const form = page.getByRole('dialog')
    await form.getByRole('textbox', { name: '名称' }).fill(name!)
    await form.getByRole('textbox', { name: '功率' }).fill(power!)
    await form.getByRole('button', { name: '保存' }).click()
    await page.getByText('已创建').or(page.getByText(power!)).first().waitFor()
  }
}

/** Enters a repair: what is asked depends on the fault, and the parts are added up. */
async function fillInRepair(page: Page, list: string): Promise<void> {
  await page.goto(`${list}/new`)
  const form = page.getByRole('dialog')
  await form.getByRole('heading', { name: '故障情况' }).waitFor()
  await form.getByRole('textbox', { name: '名称' }).fill('更换钢丝绳')
  await choose(form, '设备', 'A 泵')
  await choose(form, '故障类别', '电气')
  await form.getByRole('textbox', { name: '故障说明' }).waitFor({ state: 'detached' })
  await choose(form, '故障类别', '其他')
  await form.getByRole('textbox', { name: '故障说明' }).fill('钢丝绳断股')
  await form.getByRole('button', { name: '添加一行' }).click()
  await typeRow(form, ['钢丝绳', '1200.50', '2'])
  await form.getByText('2,401.00').first().waitFor()
  await picture(page, 'designer-journey-made-form')
  await form.getByRole('button', { name: '保存' }).click()
  await page.getByText('更换钢丝绳').first().waitFor()
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
