/**
 * Speed of large forms, in Chromium. The figures are printed; the gates are wide, for the machine
 * may be busy: what is aimed at stands beside each.
 */
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import { becomes } from '../harness/becomes.ts'
import { launchChromium } from '../harness/chromium.ts'
import { desktop } from '../harness/journey.ts'
import { openStory, serveStoryBook } from '../harness/story_book.ts'
import type { StoryBook } from '../harness/story_book.ts'

/** How much slower than aimed at a busy machine may be. */
const slack = Number(process.env['GUIJU_SPEED_SLACK'] ?? 4)

/**
 * Runs in the page: milliseconds from `setCurrentStory` until as many elements are painted.
 * Storybook's own `storyRendered` comes before the form does: it times an empty frame.
 */
const openIn = (id: string, selector: string, count: number) => `new Promise((resolve, reject) => {
  const started = performance.now()
  const look = () => {
    const passed = performance.now() - started
    if (passed > 30000) return reject(new Error('${selector} did not come'))
    if (document.querySelectorAll('${selector}').length < ${count}) return requestAnimationFrame(look)
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => resolve(performance.now() - started)
    requestAnimationFrame(() => port2.postMessage(null))
  }
  window.__STORYBOOK_ADDONS_CHANNEL__.emit('setCurrentStory', { storyId: '${id}', viewMode: 'story' })
  requestAnimationFrame(look)
})`

/** Runs in the page: collects milliseconds from each key until the frame that shows it. */
const watchKeys = `window.keyTimes = []; document.addEventListener('keydown', () => {
  const started = performance.now()
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => window.keyTimes.push(performance.now() - started)
    port2.postMessage(null)
  })
}, { capture: true })`

const checkAll = `(async () => {
  const started = performance.now()
  await window.storyModel.check()
  return performance.now() - started
})()`

/** A thousand rows of twenty columns, as a table program puts them on the clipboard. */
const pasteMany = `(async () => {
  const line = (n) => ['项目 ' + n, n % 2 ? '定期检验' : '委托检测', '张三', '2026年1月2日', '1,0' + (n % 90 + 10),
    '￥1,234.50', '', '是', ...Array.from({ length: 10 }, (_, m) => m % 2 ? '2.50' : '"多行\\n文字"'), '说明', ''].join('\\t')
  const text = Array.from({ length: 1000 }, (_, n) => line(n + 1)).join('\\r\\n')
  const data = new DataTransfer()
  data.setData('text/plain', text)
  const started = performance.now()
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  while (!document.querySelector('.gj-paste-list, .ant-alert-success')) await new Promise(requestAnimationFrame)
  return performance.now() - started
})()`

test.group('browser | large forms', (group) => {
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
  const idOf = (title: string, name: string) => {
    const story = book.stories.find((one) => one.title === title && one.name === name)
    if (!story) throw new Error(`no story ${title} / ${name}`)
    return story.id
  }
  const openPage = async () => {
    const page = await browser.newPage({ viewport: desktop, locale: 'zh-CN' })
    const complaints = await openStory(page, book, idOf('列表状态', '加载中'))
    return { page, complaints }
  }

  test('a sub-table of 1,000 rows and 20 columns opens, is typed in, pasted into and checked', async ({
    assert,
  }) => {
    const { page, complaints } = await openPage()
    // Twice: the first time the browser still reads the program.
    const first = await page.evaluate<number>(openIn(idOf('子表', '几行'), '[data-cell]', 100))
    const opened = await page.evaluate<number>(
      openIn(idOf('子表', '一千行'), '[data-cell="12:19"]', 1)
    )
    const checked = await page.evaluate<number>(checkAll)

    await cellOf(page, '500:0').click()
    await page.evaluate(watchKeys)
    await page.keyboard.type('定期检验 abcdefghij klmnopqrst', { delay: 30 })
    await cellOf(page, '500:4').click()
    await page.keyboard.type('123456789', { delay: 30 })
    const keys = (await page.evaluate<number[]>('window.keyTimes')).sort((a, b) => a - b)
    const key = keys[Math.floor(keys.length * 0.95)] ?? Infinity

    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Home')
    const pasted = await page.evaluate<number>(pasteMany)
    await becomes(() => cellOf(page, '0:5').innerText(), '￥1,234.50')
    await becomes(() => cellOf(page, '0:6').innerText(), '￥1,248,079.50')

    report({ first, opened, checked, key, pasted })
    assert.isAtLeast(keys.length, 30)
    assert.isBelow(opened, 1_500 * slack, 'open, aimed at 1.5 s')
    assert.isBelow(key, 50 * slack, 'keystroke p95, aimed at 50 ms')
    assert.isBelow(checked, 300 * slack, 'check of all, aimed at 300 ms')
    assert.isBelow(pasted, 1_500 * slack, 'paste')
    assert.deepEqual(complaints, [])
    await page.close()
  }).timeout(120_000)

  test('a form of 200 fields opens', async ({ assert }) => {
    const { page, complaints } = await openPage()
    // Time of the page's own thread: neighbours on the machine disturb it least.
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable')
    const threadTime = async () => {
      const { metrics } = await cdp.send('Performance.getMetrics')
      return metrics.find(({ name }) => name === 'ThreadTime')!.value * 1_000
    }
    const before = await threadTime()
    const opened = await page.evaluate<number>(openIn(idOf('表单', '二百个字段'), '.gj-field', 200))
    const work = (await threadTime()) - before
    report({ opened, work })
    await becomes(() => page.locator('.gj-field').count(), 200)
    assert.isBelow(work, 1_800, 'work of the page, 0.9 to 1.1 s when measured')
    // On a busy machine the page waits many times longer than it works.
    assert.isBelow(opened, 15_000, 'open, aimed at 1.2 s')
    assert.deepEqual(complaints, [])
    await page.close()
  }).timeout(60_000)

  test('what is far down in a large form is reached, checked and printed before its input is there', async ({
    assert,
  }) => {
    const { page, complaints } = await openPage()
    // Idle moments would make all inputs before anybody could look.
    await page.evaluate('window.requestIdleCallback = () => 0')
    await page.addInitScript('window.requestIdleCallback = () => 0')
    await page.reload()
    await page.evaluate<number>(openIn(idOf('表单', '二百个字段'), '.gj-field', 200))
    const waiting = page.locator('.gj-stand-in')
    await waiting.nth(100).waitFor({ state: 'attached' })

    const { isRight, faults } = await page.evaluate<{ isRight: boolean; faults: number }>(
      '(async () => ({ isRight: await storyModel.check(), faults: storyModel.faultCount }))()'
    )
    assert.deepEqual([isRight, faults], [false, 1])
    const last = page.locator('.gj-field').last()
    await becomes(() => last.locator('.gj-fault').count(), 1)

    // By the keys alone: the cursor comes to the stand-in and goes on in the input.
    const id = await page.locator('.gj-stand-in-text').last().getAttribute('id')
    const far = page.locator(`[id="${id}"]`)
    await far.focus()
    await page.keyboard.type('键入的内容')
    await becomes(() => far.inputValue(), '键入的内容')
    await page.keyboard.press('Tab')
    await becomes(() => page.locator('.gj-stand-in:focus').count(), 0)

    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    await waiting.first().waitFor({ state: 'detached' })
    assert.deepEqual(complaints, [])
    await page.close()
  }).timeout(60_000)
})

/** Scrolls the grid until the cell is there. */
function cellOf(page: Page, place: string) {
  const row = Number(place.split(':')[0])
  void page.evaluate(
    `document.querySelector('.gj-grid-box').scrollTop = Math.max(0, ${row} * 40 - 200)`
  )
  return page.locator(`[data-cell="${place}"]`)
}

function report(figures: Record<string, number>): void {
  const text = Object.entries(figures).map(([name, ms]) => `${name} ${ms.toFixed(0)} ms`)
  console.log(`    ${text.join(', ')}`)
}
