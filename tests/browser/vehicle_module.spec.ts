/** A module nobody wrote code for: its files are added, the server starts again, people use it. */
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../harness/chromium.ts'
import { adminPassword, startServer } from '../harness/server.ts'
import type { TestServer } from '../harness/server.ts'
import { choose, chooseInCell, desktop, picture, signInAs, typeRow } from '../harness/journey.ts'

const shipped = fileURLToPath(new URL('../../schemas/modules', import.meta.url))
const added = fileURLToPath(new URL('../fixtures/modules', import.meta.url))

test.group('browser | a module added as files', (group) => {
  let server: TestServer
  let browser: Browser
  group.setup(async () => {
    const before = await startServer({ modules: shipped, env: { GUIJU_SAMPLES: '0' } })
    const admin = await before.signIn('admin')
    const unknown = await admin.get('/api/v1/records/vehicle.trip')
    if (unknown.status !== 404) throw new Error(`known before it is added: ${unknown.text}`)
    await before.stop()
    server = await startServer({ modules: [shipped, added], place: before.place })
    browser = await launchChromium()
    return async () => {
      await browser.close()
      await server.close()
    }
  })

  test('its table, API, form, list, sub-table, formulas and lifecycle are there after a restart', async ({
    assert,
  }) => {
    const admin = await server.signIn('admin')
    const car = await admin.post('/api/v1/records/vehicle.car', {
      plate: '桂A12345',
      fuel: 'electric',
    })
    assert.equal(car.status, 201, car.text)

    const { page, complaints, close } = await signInAs(
      browser,
      server.url,
      'admin',
      desktop,
      adminPassword
    )
    await page.getByRole('link', { name: '用车登记' }).click()
    await page.getByRole('button', { name: '新建' }).first().click()
    const form = page.getByRole('dialog')
    await choose(form, '车辆', '桂A12345')
    await choose(form, '驾驶人', '管理员')
    await choose(form, '用车事由', '现场服务')
    await form.getByRole('textbox', { name: '目的地' }).fill('北海港务集团')
    await form.getByRole('textbox', { name: '出发时间' }).fill('2026-11-20 08:30')
    await page.keyboard.press('Enter')
    await form.getByRole('textbox', { name: '出发里程' }).fill('12000')
    await form.getByRole('button', { name: '添加一行' }).click()
    await typeRow(form, [null, '86.5'])
    await picture(page, 'vehicle-form')
    await form.getByRole('button', { name: '保存' }).click()
    await form.getByText('有 1 处需要修改').waitFor()
    await chooseInCell(form, '费用类别', '过路费')
    await form.getByRole('button', { name: '保存' }).click()

    const record = page.getByRole('dialog')
    await record.getByRole('button', { name: '批准', exact: true }).waitFor()
    await page.getByText('￥86.50').first().waitFor()
    await record.getByRole('button', { name: '批准', exact: true }).click()
    await record.getByText('已批准').first().waitFor()
    await picture(page, 'vehicle-record')
    await record.getByRole('button', { name: '关闭' }).click()
    await page.getByText('北海港务集团').first().waitFor()
    await picture(page, 'vehicle-list')

    const trips = await admin.get('/api/v1/records/vehicle.trip?fields=no,cost,car.plate,status')
    assert.match(trips.json.data[0].no, /^YC-20\d\d-0001$/)
    assert.equal(trips.json.data[0].cost, '86.50')
    assert.equal(trips.json.data[0].status, 'approved')
    assert.deepEqual(complaints, [])
    await close()
  })
})
