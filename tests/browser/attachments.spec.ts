/** Files of a record at the screen: attached, there after a reload, downloaded, taken away. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../harness/chromium.ts'
import { choose, desktop, overflows, phone, picture, signInAs } from '../harness/journey.ts'
import { startServer } from '../harness/server.ts'
import type { TestServer } from '../harness/server.ts'

const modules = fileURLToPath(new URL('../../schemas/modules', import.meta.url))
const lines = readFileSync(`${modules}/demand/samples/roles.jsonl`, 'utf8').trim().split('\n')
const staff = lines
  .map((line) => JSON.parse(line) as { account: string; role: string })
  .find(({ role }) => role === 'demand.staff')!.account
const text = Buffer.from('现场勘查记录\n'.repeat(100))
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64'
)

test.group('browser | attachments', (group) => {
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

  for (const viewport of [desktop, phone]) {
    test(`attached, reloaded, downloaded and removed at ${viewport.width} px`, async ({
      assert,
    }) => {
      const person = await signInAs(browser, server.url, staff, viewport)
      const { page, complaints, close } = person
      await page.getByRole('button', { name: '新建' }).first().click()
      const form = page.getByRole('dialog')
      await form.getByRole('textbox', { name: '需求名称' }).fill(`带附件 ${viewport.width}`)
      await choose(form, '客户', '玉林新元物流有限公司')
      await choose(form, '服务类型', '检验检测')
      await form.getByRole('textbox', { name: '需求内容' }).fill('勘查情况见附件。')
      const box = form.getByRole('group', { name: '附件' })
      await box
        .locator('input[type=file]')
        .first()
        .setInputFiles([
          { name: '勘查记录.txt', mimeType: 'text/plain', buffer: text },
          { name: '现场.png', mimeType: 'image/png', buffer: png },
          { name: '程序.txt', mimeType: 'text/plain', buffer: Buffer.from('MZ'.padEnd(600, '\0')) },
        ])
      await box.getByRole('link', { name: '勘查记录.txt' }).waitFor()
      await box.getByRole('link', { name: '现场.png' }).waitFor()
      await box.getByRole('alert').getByText('是程序').waitFor()
      await box.scrollIntoViewIfNeeded()
      await picture(page, 'attaching')
      await box.getByRole('button', { name: '移除 程序.txt' }).click()
      await form.getByRole('button', { name: '保存' }).click()
      await page.waitForURL(/\/records\/demand\.request\/[0-9a-f-]{36}/)
      await page.reload()

      const record = page.getByRole('dialog')
      const link = record.getByRole('link', { name: '勘查记录.txt' })
      await link.scrollIntoViewIfNeeded()
      await picture(page, 'attached')
      assert.isFalse(await overflows(page))
      const download = page.waitForEvent('download')
      await link.click()
      assert.deepEqual(readFileSync(await (await download).path()), text)
      assert.equal((await download).suggestedFilename(), '勘查记录.txt')

      await record.getByRole('button', { name: /编\s*辑/ }).click()
      await page.getByRole('button', { name: '移除 勘查记录.txt' }).click()
      await page.getByRole('button', { name: '保存' }).click()
      await page.getByRole('link', { name: '现场.png' }).waitFor()
      await page.getByRole('tab', { name: '变更记录' }).click()
      await page.locator('del').getByText('勘查记录.txt').waitFor()
      await picture(page, 'removed')
      assert.deepEqual(complaints, [])
      await close()
    })
  }
})
