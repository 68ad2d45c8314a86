import { createRequire } from 'node:module'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

/** Flags for a browser started as root, without a screen, that calls nobody. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
]

/** A browser program, and what has to be in its environment. */
interface Candidate {
  name: string
  find: () => Promise<{ path: string; environment: Record<string, string> } | null>
}

/**
 * Starts a headless Chromium for tests: the one inside the npm package @sparticuz/chromium with its
 * own NSS libraries, else CHROME_PATH, else an installed Chromium or Chrome. Each start has an
 * empty profile. The caller closes it.
 *
 * @throws Error that says for every candidate why it did not start
 */
export async function launchChromium(): Promise<Browser> {
  const failures: string[] = []
  for (const candidate of [packaged, ...installed]) {
    try {
      const found = await candidate.find()
      if (!found) continue
      const env = { ...(process.env as Record<string, string>), ...found.environment }
      return slowed(await chromium.launch({ executablePath: found.path, args: flags, env }))
    } catch (error) {
      failures.push(`${candidate.name}: ${String(error).split('\n').slice(0, 3).join(' ')}`)
    }
  }
  throw new Error(`no Chromium could be started\n${failures.join('\n')}`)
}

/**
 * With GUIJU_SLOW_PAGES=6 every page computes six times slower: for finding steps of journeys that
 * only hold on a quick machine.
 */
function slowed(browser: Browser): Browser {
  const rate = Number(process.env['GUIJU_SLOW_PAGES'] ?? 1)
  if (rate === 1) return browser
  return browser.on('context', (context) =>
    context.on('page', async (page) => {
      const session = await context.newCDPSession(page)
      await session.send('Emulation.setCPUThrottlingRate', { rate })
    })
  )
}

const packaged: Candidate = {
  name: '@sparticuz/chromium',
  async find() {
    const { default: program, inflate } = await import('@sparticuz/chromium')
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
    const libraries = await inflate(join(dirname(dirname(entry)), 'bin', 'al2023.tar.br'))
    const path = await program.executablePath()
    const before = process.env['LD_LIBRARY_PATH']
    const search = [join(libraries, 'lib'), ...(before ? [before] : [])].join(':')
    return { path, environment: { LD_LIBRARY_PATH: search } }
  },
}

const installed: Candidate[] = [
  process.env['CHROME_PATH'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
].map((path) => ({
  name: path,
  find: async () => (path && existsSync(path) ? { path, environment: {} } : null),
}))
