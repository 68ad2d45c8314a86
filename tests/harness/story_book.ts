/** The built Storybook, served under the content policy of the application. */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'

const folder = fileURLToPath(new URL('../../.cache/storybook/', import.meta.url))
const types: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' },
  ...{ '.json': 'application/json', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' },
  '.png': 'image/png',
}

export interface Story {
  id: string
  title: string
  name: string
}

export interface StoryBook {
  url: string
  stories: readonly Story[]
  close(): Promise<void>
}

/** @throws when Storybook was not built: `npm run build:storybook` */
export async function serveStoryBook(): Promise<StoryBook> {
  const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'))
  const server = createServer((request, answer) => {
    const path = normalize(new URL(request.url ?? '/', 'http://local').pathname)
    readFile(join(folder, path)).then(
      (body) => {
        const type = types[extname(path)] ?? 'application/octet-stream'
        const policy = type.startsWith('text/html') ? policyFor(body.toString()) : null
        answer.writeHead(200, {
          'Content-Type': type,
          ...(policy ? { 'Content-Security-Policy': policy } : {}),
        })
        answer.end(body)
      },
      () => answer.writeHead(404).end()
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stories: Object.values(index.entries as Record<string, Story>),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The policy of the application; the inline scripts of Storybook's own page are let in one by one. */
function policyFor(html: string): string {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)]
  const hashes = inline.map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  )
  return [
    `default-src 'self'`,
    `script-src 'self' ${hashes.join(' ')}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self' data:`,
  ].join('; ')
}

/** What is in the page: runs there, so it is text and not typed by this program. */
const rendered = (id: string) => `new Promise((resolve, reject) => {
  const channel = window.__STORYBOOK_ADDONS_CHANNEL__
  const timer = setTimeout(() => reject(new Error('${id} was not rendered in time')), 15000)
  const done = (act) => (given) => { clearTimeout(timer); act(given) }
  channel.once('storyRendered', done(resolve))
  channel.once('storyThrewException', done((error) => reject(new Error(error.message))))
  channel.once('storyErrored', done((error) => reject(new Error(error.description))))
  channel.once('storyMissing', done(() => reject(new Error('${id} is missing'))))
  channel.emit('setCurrentStory', { storyId: '${id}', viewMode: 'story' })
})`

/** Shows a story in a page that shows one already. @throws with what the story threw */
export async function showStory(page: Page, id: string): Promise<void> {
  await page.evaluate(rendered(id))
}

/** Opens a story; complaints of the browser are collected from then on. */
export async function openStory(page: Page, book: StoryBook, id: string): Promise<string[]> {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(`${book.url}/iframe.html?id=${id}&viewMode=story`)
  await page.locator('#storybook-root > *').first().waitFor({ state: 'attached' })
  return complaints
}
