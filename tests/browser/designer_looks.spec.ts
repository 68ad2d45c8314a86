/** A module made in the designer by clicks and keys: no JSON is typed, no file is written. */
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../harness/chromium.ts'
import { startServer } from '../harness/server.ts'
import type { TestServer } from '../harness/server.ts'
import {
  addField,
  canvas,
  chooseProperty,
  createDefinition,
  goTo,
  openDesigner,
  properties,
  saved,
} from '../harness/implementer.ts'
import { overflows, phone, picture, typeRow } from '../harness/journey.ts'

const modules = fileURLToPath(new URL('../../schemas/modules', import.meta.url))

test.group('browser | a module made in the designer', (group) => {
  let server: TestServer
  let browser: Browser
  group.setup(async () => {
    server = await startServer({ modules, env: { GUIJU_SAMPLES: '0' } })
    browser = await launchChromium()
    return async () => {
      await browser.close()
      await server.close()
    }
  })
  test('entities, sub-table, formula, lifecycle, form, list and role, published and filled in', async ({
    assert,
  }) => {
    const { page, complaints, close } = await openDesigner(browser, server)
    await createDefinition(page, { kind: '模块', title: '设备日志', key: 'devlog' })

    await createDefinition(page, { kind: '实体', title: '设备', key: 'device' })
    await addField(page, { type: '单选', title: '类别', key: 'kind' })
    await addField(page, { type: '日期', title: '购置日期', key: 'bought_on' })

    await createDefinition(page, { kind: '实体', title: '维修记录', key: 'repair' })
    await addField(page, { type: '关联', title: '设备', key: 'device' })
    await chooseProperty(page, '实体', 'devlog.device')
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
    await picture(page, 'designer-entity')

    // What is made is about the entity that is open.
    await createDefinition(page, { kind: '表单', title: '维修登记' })
    await createDefinition(page, { kind: '视图', title: '维修列表' })
    await createDefinition(page, { kind: '角色', title: '维修人员', key: 'worker' })
    await properties(page)
      .getByRole('button', { name: /全部实体/ })
      .click()
    await chooseProperty(page, '实体', '维修记录')
    await chooseProperty(page, '操作', '新建')
    await page.keyboard.press('Escape')
    await properties(page).getByRole('button', { name: '添加条件' }).click()
    await chooseProperty(page, '字段', '负责人')
    await chooseProperty(page, '值', '我')
    await picture(page, 'designer-role')
    await page.getByText(/没有问题|0 个错误/).waitFor()
    assert.isFalse(await overflows(page))
    await saved(page)

    const admin = await server.signIn('admin')
    const role = await admin.get('/api/v1/drafts/role/devlog.worker')
    assert.deepEqual(role.json.data.grants, [
      { entity: 'devlog.repair', actions: ['read', 'create'], rows: { owner_id: '$me' } },
    ])
    await publish(server)
    await page.goto(`${server.url}/records/devlog.repair/new`)
    const form = page.getByRole('dialog')
    await form.getByRole('textbox', { name: '名称' }).fill('更换钢丝绳')
    await form.getByRole('button', { name: '添加一行' }).click()
    await typeRow(form, ['钢丝绳', '1200.50', '2'])
    await form.getByText('2,401.00').first().waitFor()
    await picture(page, 'designer-made-form')
    await form.getByRole('button', { name: '保存' }).click()
    await page.getByText('更换钢丝绳').first().waitFor()
    const kept = await admin.get('/api/v1/records/devlog.repair?fields=name,total,status')
    const { total, status } = kept.json.data[0]
    assert.deepEqual({ total, status }, { total: '2401.00', status: 'draft' })
    assert.deepEqual(complaints, [])
    await close()
  })

  test('what was opened is not changed by being looked at; on a phone the designer says what it is for', async ({
    assert,
  }) => {
    const before = await (await server.signIn('admin')).get('/api/v1/drafts')
    const { page, complaints, close } = await openDesigner(browser, server)
    for (const words of [
      'demand.request',
      'demand.client',
      'demand.request_edit',
      'demand.channel',
    ]) {
      await goTo(page, words)
      await page.getByText('JSON', { exact: true }).click()
      await page.getByRole('textbox', { name: '修改 JSON' }).waitFor()
      await page.getByText('设计', { exact: true }).click()
    }
    await saved(page)
    const after = await (await server.signIn('admin')).get('/api/v1/drafts')
    assert.deepEqual(after.json, before.json)
    await page.setViewportSize(phone)
    await page.getByText('设计器需要更大的屏幕').waitFor()
    await picture(page, 'designer-phone')
    assert.deepEqual(complaints, [])
    await close()
  })
})

/** Publishes every draft. */
async function publish(server: TestServer): Promise<void> {
  const admin = await server.signIn('admin')
  const plan = await admin.post('/api/v1/releases/plan')
  const errors = plan.json.data.problems.filter(
    (one: { severity: string }) => one.severity === 'error'
  )
  if (errors.length > 0) throw new Error(JSON.stringify(errors))
  const made = await admin.post('/api/v1/releases', { plan: plan.json.data.hash, note: '设备日志' })
  if (made.status !== 201) throw new Error(made.text)
}
