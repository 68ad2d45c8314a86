/** Storybook: every story of every field type, form and list, at both widths. */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import { fieldTypeNames } from '#schemas/index.ts'
import { launchChromium } from '../harness/chromium.ts'
import { desktop, overflows, phone } from '../harness/journey.ts'
import { openStory, serveStoryBook, showStory } from '../harness/story_book.ts'
import type { StoryBook } from '../harness/story_book.ts'

const shots = fileURLToPath(new URL('./shots/stories/', import.meta.url))

/** Runs in the page: types what is no number and checks the form. */
const wrongNumber = `(async () => {
  window.storyModel.form.setValuesIn('decimal', 'abc')
  await window.storyModel.check()
})()`

/** Runs in the page: whether there is more than a frame around nothing. */
const shown = `[...document.querySelectorAll('#storybook-root *, .ant-modal *, .ant-drawer *')]
  .filter((one) => one.getBoundingClientRect().height > 4).length >= 4`

test.group('browser | stories', (group) => {
  let browser: Browser
  let book: StoryBook
  group.setup(async () => {
    book = await serveStoryBook()
    browser = await launchChromium()
    return async () => {
      await browser.close()
      await book.close()
    }
  })

  test('every field type of schemas/meta has its story', ({ assert }) => {
    const shown = book.stories.filter(({ title }) => title === '字段类型')
    assert.sameMembers(
      shown.map(({ name }) => name),
      [...fieldTypeNames]
    )
  })

  for (const viewport of [desktop, phone]) {
    test(`every story is rendered without a complaint at ${viewport.width} px`, async ({
      assert,
    }) => {
      const context = await browser.newContext({
        ...{ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
      })
      const page = await context.newPage()
      const complaints = await openStory(page, book, book.stories.at(-1)!.id)
      const failures: string[] = []
      for (const story of book.stories) {
        const before = complaints.length
        const faults = await faultsOf(page, story.id)
        await keepPicture(page, `${story.id}-${viewport.width}`)
        faults.push(...complaints.slice(before))
        failures.push(...faults.map((fault) => `${story.title} / ${story.name}: ${fault}`))
      }
      assert.deepEqual(failures, [])
      await context.close()
    }).timeout(300_000)
  }

  test('faults are told in the language of the page', async ({ assert }) => {
    const story = book.stories.find(({ title, name }) => title === '表单' && name === '已填写')!
    const told: string[] = []
    for (const language of ['zh-CN', 'en']) {
      const context = await browser.newContext({ viewport: desktop, timezoneId: 'Asia/Shanghai' })
      await context.addInitScript(`localStorage.setItem('guiju.language', '${language}')`)
      const page = await context.newPage()
      await openStory(page, book, story.id)
      await page.evaluate(wrongNumber)
      told.push(await page.locator('.gj-fault').first().innerText())
      await context.close()
    }
    assert.include(told[0], '不是小数')
    assert.include(told[1], 'not a decimal')
  })
})

async function faultsOf(page: Page, id: string): Promise<string[]> {
  try {
    await showStory(page, id)
  } catch (error) {
    return [String(error).split('\n')[0] ?? '']
  }
  const faults: string[] = []
  // A dialog grows into view, and a large form comes after Storybook calls it rendered.
  const isShown = await comesToShow(page)
  if (!isShown) faults.push('nothing is shown')
  if (await overflows(page)) faults.push('is wider than the window')
  return faults
}

/** Asked again and again from outside: `waitForFunction` would evaluate text, which the policy refuses. */
async function comesToShow(page: Page): Promise<boolean> {
  const until = Date.now() + 15_000
  while (Date.now() < until) {
    if (await page.evaluate<boolean>(shown)) return true
    await page.waitForTimeout(50)
  }
  return false
}

/** With GUIJU_SHOTS=1, for people to look at; compared with nothing. */
async function keepPicture(page: Page, name: string): Promise<void> {
  if (!process.env['GUIJU_SHOTS']) return
  mkdirSync(shots, { recursive: true })
  await page.waitForTimeout(250)
  await page.screenshot({ path: `${shots}${name}.png`, fullPage: true })
}
