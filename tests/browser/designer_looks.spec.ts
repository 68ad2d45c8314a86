/** Looking at what is there changes nothing, and a phone is told what the designer is for. */
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../harness/chromium.ts'
import { startServer } from '../harness/server.ts'
import type { TestServer } from '../harness/server.ts'
import { goTo, openDesigner, saved } from '../harness/implementer.ts'
import { phone, picture } from '../harness/journey.ts'

const modules = fileURLToPath(new URL('../../schemas/modules', import.meta.url))

test.group('browser | designer | shipped definitions', (group) => {
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
