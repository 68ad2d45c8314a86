/** What the first list costs to load: programs and styles, packed; faces come only where a system has none. */
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import { launchChromium } from '../harness/chromium.ts'
import { desktop } from '../harness/journey.ts'
import { samplePassword, startServer } from '../harness/server.ts'

const modules = fileURLToPath(new URL('../../schemas/modules', import.meta.url))
const mostBytes = 300 * 1024

test('browser | the list page is at most 300 KB before the first form', async ({
  assert,
  cleanup,
}) => {
  const server = await startServer({ modules, env: { GUIJU_SAMPLES: '1' } })
  cleanup(async () => void (await server.close()))
  const browser = await launchChromium()
  cleanup(() => browser.close())
  const page = await browser.newPage({ viewport: desktop })
  const sizes = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    const isOurs = /\.(js|css)$/.test(pathname) && !/\/fonts-[^/]*$/.test(pathname)
    if (isOurs)
      sizes.set(
        pathname,
        response.body().then((body) => gzipSync(body).length)
      )
  })
  await page.goto(server.url)
  await page.getByLabel('账号').fill('liuming')
  await page.getByLabel('密码', { exact: true }).fill(samplePassword)
  await page.getByRole('button', { name: /登\s*录/ }).click()
  await page.getByRole('button', { name: '新建' }).first().waitFor()
  await page.waitForLoadState('networkidle')
  const all = await Promise.all(sizes.values())
  assert.isAbove(all.length, 3)
  assert.isAtMost(
    all.reduce((sum, size) => sum + size, 0),
    mostBytes
  )
})
