/** An implementer at the designer: steps in the words of what people do. */
import type { Browser, Locator, Page } from 'playwright-core'
import { desktop, signInAs } from './journey.ts'
import type { Person } from './journey.ts'
import { adminPassword } from './server.ts'
import type { TestServer } from './server.ts'

/** Signs in as the administrator and opens the designer. */
export async function openDesigner(
  browser: Browser,
  server: TestServer,
  viewport = desktop
): Promise<Person> {
  const address = `${server.url}/designer`
  const person = await signInAs(browser, address, 'admin', viewport, adminPassword)
  await person.page.getByRole('complementary', { name: '定义' }).waitFor()
  return person
}

/** The properties of what is selected. */
export const properties = (page: Page): Locator => page.getByRole('complementary', { name: '属性' })

export const canvas = (page: Page): Locator => page.getByRole('main', { name: '画布' })

/** Makes a definition by the dialog of the tree. */
export async function createDefinition(
  page: Page,
  { kind, title, key }: { kind: string; title: string; key?: string }
): Promise<void> {
  await page.getByRole('button', { name: '新建', exact: true }).click()
  await page.getByRole('menuitem', { name: kind }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: '名称' }).fill(title)
  if (key !== undefined) await dialog.getByRole('textbox', { name: '标识' }).fill(key)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
}

/** Adds a field by its type's button, then names it: on the grid, and its key on the right. */
export async function addField(
  page: Page,
  { type, title, key }: { type: string; title: string; key: string }
): Promise<void> {
  await page
    .getByRole('navigation', { name: '字段类型' })
    .getByRole('button', { name: type, exact: true })
    .click()
  await nameField(page, { title, key })
}

/** Names the selected field. */
export async function nameField(
  page: Page,
  { title, key }: { title: string; key: string }
): Promise<void> {
  await properties(page).getByRole('textbox', { name: '名称' }).fill(title)
  const box = properties(page).getByRole('textbox', { name: '标识' })
  await box.fill(key)
  await box.press('Enter')
  await canvas(page)
    .locator('code', { hasText: new RegExp(`^${key}$`) })
    .first()
    .waitFor()
}

/** Opens a definition, or an element of one, by the command palette. */
export async function goTo(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  // Whoever gives a command by keys types on without a click.
  await page.getByRole('combobox', { name: '命令面板' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.type(words)
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
}

/** Chooses an option of a select on the right, by typing a part of it. */
export async function chooseProperty(page: Page, label: string | RegExp, option: string) {
  const box = properties(page).getByRole('combobox', { name: label }).first()
  // Typing opens the list; what is chosen lies over the box that would take a click.
  if (await box.isEditable()) await box.fill(option)
  else await box.click({ force: true })
  await chooseShown(page, option)
}

async function chooseShown(page: Page, option: string): Promise<void> {
  await page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
    .filter({ hasText: option })
    .first()
    .click()
}

/** Waits until every edit is with the server. */
export async function saved(page: Page): Promise<void> {
  await page.keyboard.press('Control+s')
  await page.getByRole('status').filter({ hasText: '草稿已保存' }).waitFor()
}
