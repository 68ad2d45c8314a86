/** An administrator gives and takes a role by click, and asks what somebody else may. */
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../harness/chromium.ts'
import { desktop, overflows, phone, picture, signInAs } from '../harness/journey.ts'
import { adminPassword, startServer } from '../harness/server.ts'
import type { TestServer } from '../harness/server.ts'

const modules = fileURLToPath(new URL('../../schemas/modules', import.meta.url))

test.group('browser | roles', (group) => {
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

  test('a role is given and taken on the page, and the last administrator keeps his', async ({
    assert,
  }) => {
    const { page, complaints, close } = await signInAs(
      browser,
      server.url,
      'admin',
      desktop,
      adminPassword
    )
    const admin = await server.signIn('admin')
    const holders = async () => {
      const { json } = await admin.get('/api/v1/roles')
      const roles = json.data.roles as { role: string; holders: { account: string }[] }[]
      const staff = roles.find(({ role }) => role === 'demand.staff')!
      return staff.holders.map(({ account }) => account)
    }
    const before = await holders()
    await page.getByRole('link', { name: '角色' }).click()
    const card = page.locator('.gj-role').filter({ hasText: 'demand.staff' })
    await card.waitFor()
    await picture(page, 'roles-desk')
    assert.isFalse(await overflows(page))

    await card
      .getByRole('button', { name: /收\s*回/ })
      .first()
      .click()
    await picture(page, 'roles-take')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /收\s*回/ })
      .click()
    await page.getByText(/已收回/).waitFor()
    const taken = before.filter((one) => !one.startsWith('admin')).length
    assert.lengthOf(await holders(), taken - 1)

    const whole = page.locator('.gj-role').filter({ hasText: 'system.administrator' })
    await whole
      .getByRole('button', { name: /收\s*回/ })
      .first()
      .click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /收\s*回/ })
      .click()
    await page.getByText(/至少要留下一位/).waitFor()
    await picture(page, 'roles-last')

    await card.getByRole('button', { name: /授\s*予/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').click()
    await page.locator('.ant-select-item-option').first().click()
    await picture(page, 'roles-give')
    await dialog.getByRole('button', { name: /授\s*予/ }).click()
    await page.getByText(/已授予/).waitFor()
    assert.isAtLeast((await holders()).length, taken - 1)
    assert.deepEqual(complaints, [])
    await close()
  })

  test('what another person may on a record is told in words', async ({ assert }) => {
    const admin = await server.signIn('admin')
    const found = await admin.get('/api/v1/records/demand.request?limit=1')
    const { id } = found.json.data[0]
    for (const [name, size] of [
      ['desk', desktop],
      ['phone', phone],
    ] as const) {
      const { page, complaints, close } = await signInAs(
        browser,
        server.url,
        'admin',
        size,
        adminPassword
      )
      await page.goto(`${server.url}/records/demand.request/${id}`)
      await page.getByRole('button', { name: '更多' }).last().click()
      await page.getByText('权限说明').click()
      const dialog = page.getByRole('dialog').last()
      await dialog.getByText(/可以修改这条记录|不能修改这条记录/).waitFor()
      await dialog.locator('#why-person').click()
      await page.keyboard.type('徐国栋')
      await page.locator('.ant-select-item-option').filter({ hasText: '徐国栋' }).click()
      await dialog.getByText(/^徐国栋不能修改这条记录/).waitFor()
      await picture(page, `why-other-${name}`)
      assert.isFalse(await overflows(page))
      assert.deepEqual(complaints, [])
      if (name === 'phone') {
        await page.goto(`${server.url}/roles`)
        await page.locator('.gj-role').first().waitFor()
        await picture(page, 'roles-phone')
        assert.isFalse(await overflows(page))
      }
      await close()
    }
  })
})
