// @ts-check
/**
 * Takes pictures of the page, light and dark, while it follows a log: `node examples/demo/picture.mjs [folder]`.
 * The one in the README is docs/demo.png, a copy of demo-light.png.
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
try {
  const pages = await Promise.all(
    /** @type {const} */ (['light', 'dark']).map(async (colorScheme) => {
      const page = await browser.newPage({
        colorScheme,
        viewport: { width: 960, height: 600 },
        deviceScaleFactor: 1.5
      })
      await page.goto(url.trim())
      return { colorScheme, page }
    })
  )
  let n = 0
  for (let i = 0; i < seconds * 4; i++) {
    const busy = 2 + Math.round(2 * Math.sin(i / 12) + 1.5 * Math.sin(i / 5))
    for (let k = 0; k < busy; k++) {
      const [method, path, status, ms] = requests[n++ % requests.length] ?? []
      await appendFile(log, `${method} ${path} ${status} ${ms}\n`)
    }
    await sleep(250)
  }
  for (const { colorScheme, page } of pages) {
    const path = join(folder, `demo-${colorScheme}.png`)
    const png = await page.screenshot({ path })
    console.log(`${path}: ${png.length} bytes`)
  }
} finally {
  await browser.close()
  server.kill('SIGTERM')
  await once(server, 'exit')
  await rm(home, { recursive: true })
}
