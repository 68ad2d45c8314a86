/** The designer's panels: what is changed is planned, published, compared, taken back and carried over. */
import { readFileSync } from 'node:fs'
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

test.group('browser | designer | publishing', (group) => {
  let server: TestServer
  let browser: Browser
  group.setup(async () => {
    server = await startServer({ modules: shipped, env: { GUIJU_SAMPLES: '0' } })
    browser = await launchChromium()
    return async () => {
      await browser.close()
      await server.close()
    }
  })

  test('a title is changed, the plan says so, it is published, compared and taken back', async ({
    assert,
  }) => {
    const { page, complaints, close } = await openDesigner(browser, server)
    await page.getByRole('banner').getByRole('button', { name: '发布' }).click()
    await page.getByText('没有要发布的修改').first().waitFor()
    await page.getByRole('button', { name: '继续设计' }).click()

    await choose(page, '客户')
    const title = page.getByRole('complementary', { name: '属性' }).getByLabel('名称').first()
    await title.fill('客户档案')
    await title.blur()
    await page.getByRole('banner').getByRole('button', { name: '发布' }).click()
    const changes = page.getByRole('region', { name: '改变的内容' })
    await changes.getByText('改名为“客户档案”').waitFor()
    await page.getByText('不动数据表').waitFor()
    await picture(page, 'designer-publish')
    await page.getByRole('textbox', { name: '发布说明' }).fill('客户改称客户档案')
    await page.getByRole('main').getByRole('button', { name: '发布' }).click()
    await page.getByText('已发布版本 2').waitFor()
    await picture(page, 'designer-published')
    const admin = await server.signIn('admin')
    const active = await admin.get('/api/v1/definitions/entity/demand.customer')
    assert.equal(active.json.data.title, '客户档案')

    await page.getByRole('banner').getByRole('button', { name: '版本' }).click()
    const row = (id: string) => page.locator('tr[data-row-key]').filter({ hasText: id }).first()
    await row('客户改称客户档案').getByText('生效').waitFor()
    for (const box of await page.locator('tbody').getByRole('checkbox').all()) await box.check()
    await page.getByRole('button', { name: '比较所选' }).click()
    await page.getByRole('heading', { name: '从版本 1 到版本 2' }).waitFor()
    await picture(page, 'designer-releases')
    await page.getByRole('button', { name: '回到此版本' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('改名为“客户”').waitFor()
    await picture(page, 'designer-rollback')
    await dialog.getByRole('button', { name: '确认回退' }).click()
    await page.getByText('已回退，生效的是版本 3').waitFor()
    const again = await admin.get('/api/v1/definitions/entity/demand.customer')
    assert.equal(again.json.data.title, '客户')
    assert.deepEqual(complaints, [])
    await close()
  })

  test('a plan that is out of date is shown anew, and some drafts are published without the others', async ({
    assert,
  }) => {
    const { page, close } = await openDesigner(browser, server)
    await retitle(page, '联系人', '联系人甲')
    await page.getByRole('banner').getByRole('button', { name: '发布' }).click()
    await page.getByText('改名为“联系人甲”').waitFor()
    const admin = await server.signIn('admin')
    const other = await admin.get('/api/v1/definitions/dictionary/demand.customer_source')
    const changed = { ...other.json.data, title: '来源渠道' }
    const saved = await admin.put('/api/v1/drafts/dictionary/demand.customer_source', changed)
    assert.equal(saved.status, 200, saved.text)
    await page.getByRole('main').getByRole('button', { name: '发布' }).click()
    await page.getByText('下面是新的计划').waitFor()
    await page.getByText('改名为“来源渠道”').waitFor()

    await page.getByRole('checkbox', { name: /来源渠道/ }).uncheck()
    await page.getByText('改名为“来源渠道”').waitFor({ state: 'detached' })
    await page.getByRole('main').getByRole('button', { name: '发布' }).click()
    await page.getByText('已发布版本').waitFor()
    const drafts = await admin.get('/api/v1/drafts')
    assert.deepEqual(
      drafts.json.data.map((one: { key: string }) => one.key),
      ['demand.customer_source']
    )
    await page.getByRole('button', { name: '继续设计' }).click()
    await page.getByRole('banner').getByRole('button', { name: '发布' }).click()
    await page.getByRole('button', { name: /丢弃草稿/ }).click()
    await page.getByText('没有要发布的修改').first().waitFor()
    await becomes(async () => (await admin.get('/api/v1/drafts')).json.data, [])
    await close()
  })

  test('while the last rows of a release are put in order, publishing and going back say so', async ({
    assert,
  }) => {
    const { page, complaints, close } = await openDesigner(browser, server)
    // The server's own answer, as it is between the switch and the end of the job.
    await page.route(/\/api\/v1\/releases\/\d+$/, async (route) => {
      const answer = await route.fetch()
      const { data } = await answer.json()
      await route.fulfill({ response: answer, json: { data: { ...data, settling: true } } })
    })
    await retitle(page, '联系人', '联系人乙')
    await page.getByRole('banner').getByRole('button', { name: '发布' }).click()
    await page.getByText('改名为“联系人乙”').waitFor()
    await page.getByRole('main').getByRole('button', { name: '发布' }).click()
    await page.getByText('最后一些数据还在后台整理').waitFor()
    await picture(page, 'designer-settling')
    await page.getByRole('button', { name: '继续设计' }).click()
    await page.getByRole('banner').getByRole('button', { name: '版本' }).click()
    await page.locator('tr[data-row-key="1"]').getByRole('button', { name: '回到此版本' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '确认回退' }).click()
    await page.getByText('已回退，生效的是版本').waitFor()
    await page.getByText('最后一些数据还在后台整理').last().waitFor()
    await picture(page, 'designer-settling-back')
    assert.deepEqual(complaints, [])
    await close()
  })

  test('a bundle goes out as a file; nothing differs when it comes back', async ({ assert }) => {
    const { page, close } = await openDesigner(browser, server)
    await page.getByRole('banner').getByRole('button', { name: '版本' }).click()
    await page.getByRole('main').getByRole('button', { name: '导出' }).click()
    const started = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: '需求管理' }).click()
    const file = await (await started).path()
    const bundle = JSON.parse(readFileSync(file, 'utf8'))
    assert.isAbove(bundle.definitions.length, 5)
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: '导入定义包' }).click()
    const changed = JSON.parse(JSON.stringify(bundle).replaceAll('客户来源', '客户的来源'))
    await (
      await choosing
    ).setFiles({
      ...{ name: 'demand.json', mimeType: 'application/json' },
      buffer: Buffer.from(JSON.stringify(changed)),
    })
    const dialog = page.getByRole('dialog')
    await dialog.getByText('没有差别').waitFor()
    await picture(page, 'designer-import')
    await dialog.getByRole('button', { name: '导入到草稿' }).click()
    await page.getByText(/已存为 \d+ 个草稿/).waitFor()
    await close()
  })
})

/** Selects an entity by its title in the tree. */
async function choose(page: Page, title: string): Promise<void> {
  const tree = page.getByRole('complementary', { name: '定义' })
  await tree.getByPlaceholder(/查找|搜索/).fill(title)
  await tree.locator('.gd-node-title').getByText(title, { exact: true }).first().click()
}

async function retitle(page: Page, from: string, to: string): Promise<void> {
  await choose(page, from)
  const title = page.getByRole('complementary', { name: '属性' }).getByLabel('名称').first()
  await title.fill(to)
  await title.blur()
}
