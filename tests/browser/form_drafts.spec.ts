/** What somebody began to enter is there on another device, until it is submitted or thrown away. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { Browser } from 'playwright-core'
import { becomes } from '../harness/becomes.ts'
import { launchChromium } from '../harness/chromium.ts'
import { desktop, overflows, phone, picture, signInAs } from '../harness/journey.ts'
import { startServer } from '../harness/server.ts'
import type { TestServer } from '../harness/server.ts'

const modules = fileURLToPath(new URL('../../schemas/modules', import.meta.url))
const lines = readFileSync(`${modules}/demand/samples/roles.jsonl`, 'utf8').trim().split('\n')
const held = lines.map((line) => JSON.parse(line) as { account: string; role: string })
const account = held.find((one) => one.role === 'demand.staff')!.account

test.group('browser | form drafts', (group) => {
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

  test('a form begun at the desk goes on at the phone, is listed, and is gone when it is thrown away', async ({
    assert,
  }) => {
    const desk = await signInAs(browser, server.url, account, desktop)
    const form = desk.page.getByRole('dialog')
    await desk.page.goto(`${server.url}/records/demand.request/new`)
    const title = form.getByLabel('需求名称').first()
    await title.fill('泵站改造')
    await form.getByText(/已自动保存 \d\d:\d\d/).waitFor()
    await picture(desk.page, 'draft-kept')
    // Everything is kept: nobody is asked, and nothing is lost.
    await desk.page.keyboard.press('Escape')
    await desk.page.getByRole('dialog').waitFor({ state: 'hidden' })

    const away = await signInAs(browser, server.url, account, phone)
    await away.page.goto(`${server.url}/drafts`)
    await away.page.getByText('泵站改造').waitFor()
    await picture(away.page, 'draft-page')
    assert.isFalse(await overflows(away.page))
    await away.page.getByRole('button', { name: '继续填写' }).click()
    await away.page.getByText(/有一份未提交的草稿/).waitFor()
    await picture(away.page, 'draft-offer')
    await away.page.getByRole('dialog').getByRole('button', { name: '继续填写' }).click()
    const again = away.page.getByRole('dialog')
    const typed = again.getByLabel('需求名称').first()
    await becomes(() => typed.inputValue(), '泵站改造')

    await desk.page.goto(`${server.url}/drafts`)
    await desk.page.getByRole('button', { name: /丢\s*弃/ }).click()
    await desk.page.getByText('没有未提交的草稿').waitFor()
    assert.deepEqual([...desk.complaints, ...away.complaints], [])
    await desk.close()
    await away.close()
  })

  test('what cannot be kept is not left without a question', async () => {
    const { page, close } = await signInAs(browser, server.url, account, desktop)
    await page.goto(`${server.url}/records/demand.request/new`)
    const form = page.getByRole('dialog')
    await page.route('**/api/v1/form-drafts/**', (route) => route.abort())
    await form.getByLabel('需求名称').first().fill('未保存')
    await page.keyboard.press('Escape')
    await page.getByText('放弃未保存的修改？').last().waitFor()
    await page.getByRole('button', { name: '继续编辑' }).click()
    await becomes(() => form.first().isVisible(), true)
    await close()
  })
})
