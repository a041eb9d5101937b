// @ts-check
/**
 * Takes pictures of the pages, light and dark: of the first while it follows a log, of the other after its third pane has
 * read nothing for a while: `node examples/demo/picture.mjs [folder]`. Those in the README are docs/demo.png, a copy of
 * demo-light.png, and docs/formats.png, one of formats-light.png.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const folder = process.argv[2] ?? '.'
const seconds = 40
const requests = [
  ['GET', '/comet', 200, '12 ms'],
  ['POST', '/orders', 201, '48 ms'],
  ['GET', '/orders/4821', 200, '7 ms'],
  ['GET', '/favicon.ico', 404, '1 ms'],
  ['PUT', '/orders/4821/état', 200, '23 ms'],
  ['GET', '/search?q=<script>alert(1)</script>', 200, '31 ms'],
  ['DELETE', '/sessions/kiki', 204, '5 ms'],
  ['GET', '/metrics', 200, '3 ms']
]

const home = await mkdtemp(join(tmpdir(), 'demo-'))
const log = join(home, 'access.log')
await writeFile(log, '')
const server = spawn(process.execPath, [
  fileURLToPath(new URL('server.mjs', import.meta.url)),
  ...['--port', '0', '--follow', log]
])
server.stderr.pipe(process.stderr)
const [url] = await once(server.stdout.setEncoding('utf8'), 'data')
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars']
})

const schemes = /** @type {const} */ (['light', 'dark'])

/**
 * @param {typeof schemes[number]} colorScheme
 * @param {string} path
 * @param {{ width: number, height: number }} viewport
 */
const open = async (colorScheme, path, viewport) => {
  const page = await browser.newPage({ colorScheme, viewport, deviceScaleFactor: 1.5 })
  await page.goto(url.trim() + path)
  return page
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} name
 */
const take = async (page, name) => {
  const path = join(folder, `${name}.png`)
  const png = await page.screenshot({ path })
  console.log(`${path}: ${png.length} bytes`)
  await page.close()
}

try {
  for (const colorScheme of schemes) {
    const page = await open(colorScheme, 'formats', { width: 1100, height: 690 })
    await sleep(2000)
    await page.click('#slow')
    await sleep(12_000)
    await page.click('#slow')
    await page.waitForSelector('#ndjson .note')
    await sleep(1000)
    await take(page, `formats-${colorScheme}`)
  }

  const pages = await Promise.all(schemes.map((scheme) => open(scheme, '', { width: 960, height: 600 })))
  let n = 0
  for (let i = 0; i < seconds * 4; i++) {
    const busy = 2 + Math.round(2 * Math.sin(i / 12) + 1.5 * Math.sin(i / 5))
    for (let k = 0; k < busy; k++) {
      const [method, path, status, ms] = requests[n++ % requests.length] ?? []
      await appendFile(log, `${method} ${path} ${status} ${ms}\n`)
    }
    await sleep(250)
  }
  for (const [i, page] of pages.entries()) await take(page, `demo-${schemes[i]}`)
} finally {
  await browser.close()
  server.kill('SIGTERM')
  await once(server, 'exit')
  await rm(home, { recursive: true })
}
