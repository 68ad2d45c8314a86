/** A person at the screen: steps of browser journeys in the words of what people do. */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { samplePassword } from './server.ts'

export const desktop = { width: 1440, height: 900 }
export const phone = { width: 375, height: 812 }

const shots = fileURLToPath(new URL('../browser/shots/', import.meta.url))

export interface Person {
  page: Page
  /** Everything the browser complained of: errors of scripts, refusals of the content policy. */
  complaints: string[]
  close(): Promise<void>
}

/** Opens a browser window of that size and signs in. */
export async function signInAs(
  browser: Browser,
  url: string,
  account: string,
  viewport: { width: number; height: number },
  password = samplePassword
): Promise<Person> {
  const context = await browser.newContext({
    viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // A refused request is part of some journeys; the browser logs each of them.
    const isOwn =
      message.type() === 'error' && !message.text().startsWith('Failed to load resource')
    if (isOwn) complaints.push(message.text())
  })
  await page.goto(url)
  await page.getByLabel('账号').fill(account)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: /登\s*录/ }).click()
  await page.getByRole('button', { name: '新建' }).first().waitFor()
  return { page, complaints, close: () => context.close() }
}

/** Chooses an option of a select by its title; typing narrows lists that search on the server. */
export async function choose(form: Locator, label: string, option: string): Promise<void> {
  const box = form.getByRole('combobox', { name: label, exact: true })
  await selectAround(box).click()
  // A select without search takes no text: its options are all on show.
  if (await box.isEditable()) await box.fill(option)
  await chooseShown(form, option)
}

/** What is chosen already lies over the input of a select: people click on that. */
export function selectAround(box: Locator): Locator {
  return box.locator('xpath=ancestor::*[contains(concat(" ", @class, " "), " ant-select ")][1]')
}

/** Opens a cell of a sub-table that holds a choice, and chooses. */
export async function chooseInCell(form: Locator, column: string, option: string): Promise<void> {
  await form.getByRole('gridcell', { name: column, exact: true }).first().click()
  await chooseShown(form, option)
}

async function chooseShown(form: Locator, option: string): Promise<void> {
  const shown = form.page().locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
  await shown.getByTitle(option, { exact: true }).first().click()
}

/**
 * Types a row of a sub-table as people do: the new row's first cell is open, Tab goes on to the
 * next one; null leaves a cell as it is.
 */
export async function typeRow(form: Locator, values: readonly (string | null)[]): Promise<void> {
  for (const value of values) {
    const cell = form.locator('[role=gridcell] input:focus')
    await cell.waitFor()
    if (value !== null) await cell.fill(value)
    await form.page().keyboard.press('Tab')
  }
}

/** With GUIJU_SHOTS=1, keeps a picture of the page for people to look at; compared with nothing. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env['GUIJU_SHOTS']) return
  mkdirSync(shots, { recursive: true })
  await page.waitForTimeout(400)
  await page.screenshot({ path: `${shots}${name}-${page.viewportSize()?.width}.png` })
}

/** Runs in the page: whether what comes to an end by itself still moves. */
const moves = `document.getAnimations().some((one) =>
  one.playState === 'running' && one.effect.getComputedTiming().endTime !== Infinity)`

/** Whether anything on the page is wider than the window, once nothing moves any more. */
export async function overflows(page: Page): Promise<boolean> {
  for (let n = 0; n < 40 && (await page.evaluate<boolean>(moves)); n++) {
    await page.waitForTimeout(50)
  }
  return page.evaluate('document.documentElement.scrollWidth > window.innerWidth')
}
