/** The page of the demo in a real Chromium. */
import { appendFile, writeFile } from 'node:fs/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import { built, Demo, eventually, folder } from '../support/demo'
import { addWithoutNonce } from '../support/policy'
import { lowestContrast, overflow } from '../support/readable'

const args = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync']
]

let browser: Browser
let places: ReturnType<typeof folder>
let log: string
let demo: Demo
let page: Page
/** errors on the page's console, uncaught ones, and violations of its policy */
let complaints: string[]

beforeAll(async () => {
  await built()
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args,
    // Playwright turns off what the page is made to get along with
    ignoreDefaultArgs: ['--disable-back-forward-cache']
  })
}, 120_000)

afterAll(() => browser.close())

beforeEach(async () => {
  places = folder()
  log = places.file('the.log')
  await writeFile(log, '')
  demo = await Demo.start(['--follow', log])
  page = await browser.newPage()
  complaints = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
})

afterEach(async () => {
  await page.close()
  const { stderr } = await demo.signal('SIGTERM')
  places.remove()
  expect(stderr).toBe('')
})

const rows = (): Promise<string[]> => page.locator('.row.line .text').allTextContents()
const text = (id: string): Promise<string> => page.locator(`#${id}`).innerText()

const rowsHold = (holds: (rows: string[]) => boolean): Promise<void> => eventually(async () => holds(await rows()))

const isIn = (state: string): Promise<unknown> => page.waitForSelector(`#state[data-state="${state}"]`)

it('loads, then shows each message as it comes', async () => {
  await page.goto(demo.url, { waitUntil: 'load' })
  await isIn('live')
  // the stream is open, and yet the page has loaded
  expect(await page.evaluate(() => document.readyState)).toBe('complete')
  expect(await text('clock')).toMatch(/^\d\d:\d\d:\d\d$/)

  await appendFile(log, 'kiki\n')
  await rowsHold((rows) => rows.length === 1)
  await appendFile(log, 'foo\nbar\n')
  await rowsHold((rows) => rows.length === 3)
  expect(await rows()).toEqual(['kiki', 'foo', 'bar'])

  await page.locator('#ticks').check()
  await page.waitForSelector('.row.clock')
  expect(Number(await text('count'))).toBeGreaterThan(3)
  expect(complaints).toEqual([])
})

it('shows the clock where there is no file', async () => {
  const other = await Demo.start()
  await page.goto(other.url)
  await page.waitForSelector('.row.clock ~ .row.clock')
  expect(await text('source')).toBe('the clock')
  await other.kill()
  expect(complaints.filter((text) => !text.includes('ERR_'))).toEqual([])
})

it('shows text as text', async () => {
  const hostile = [
    '</script><script>document.title = "run"</script>',
    '<!--<script>',
    '<img src=x onerror="document.title = \'run\'">',
    `'); document.title = "run"; ('`,
    '\u2028\u2029 \\ " \' ` ${1} &amp; {"__proto__": 1}'
  ]
  await page.goto(demo.url)
  await appendFile(log, hostile.map((line) => `${line}\n`).join(''))
  await rowsHold((rows) => rows.length === 5)
  expect(await rows()).toEqual(hostile)
  expect(await page.title()).toBe('Comet, live')
  expect(complaints).toEqual([])
})

it('loads nothing from elsewhere, and keeps to its policy', async () => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`${violatedDirective} ${blockedURI}`)
    })
  })
  await page.goto(demo.url)
  await isIn('live')
  expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([demo.url, `${demo.url}comet`])
  expect(complaints).toEqual([])

  await addWithoutNonce(page)
  expect(await page.title()).toBe('Comet, live')
  expect(complaints.length).toBeGreaterThan(0)
})

it('pauses, goes on, clears, and keeps no more than 500 rows', async () => {
  await page.goto(demo.url)
  await isIn('live')
  await page.locator('#pause').click()
  await appendFile(log, 'held\n')
  await eventually(async () => (await text('pause')) === 'Resume (1)')
  expect(await rows()).toEqual([])
  await page.locator('#pause').click()
  await rowsHold((rows) => rows.length === 1 && rows[0] === 'held')
  expect(await text('pause')).toBe('Pause')

  await page.locator('#clear').click()
  expect(await rows()).toEqual([])

  await appendFile(log, Array.from({ length: 20_000 }, (_, i) => `line ${String(i)}\n`).join(''))
  await rowsHold((rows) => rows[rows.length - 1] === 'line 19999')
  expect(await page.locator('#log > *').count()).toBe(500)
  expect((await rows())[0]).toBe('line 19500')
  // in view, as nobody has scrolled away from the end
  const isAtEnd = await page.locator('#log').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight < 2)
  expect(isAtEnd).toBe(true)
  // the iframe does not grow
  expect(await page.frames()[1]!.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(10)
  expect(complaints).toEqual([])
})

it('connects again when the server has ended the stream, or has died', async () => {
  const { port } = demo
  await page.goto(demo.url)
  await appendFile(log, 'one\n')
  await rowsHold((rows) => rows.includes('one'))
  for (const [signal, line] of [
    ['SIGTERM', 'two'],
    ['SIGKILL', 'three']
  ] as const) {
    await demo.signal(signal)
    await isIn('waiting')
    await writeFile(log, `${line}\n`)
    demo = await Demo.start(['--follow', log], port)
    await isIn('live')
    await rowsHold((rows) => rows.includes(line))
  }
  expect(await page.locator('.note').count()).toBe(2)
  expect(await page.locator('iframe').count()).toBe(1)
})

it('lets go of the stream when the page is left, and takes it up when that is shown again', async () => {
  await page.goto(demo.url)
  await isIn('live')
  await page.evaluate(() => document.body.setAttribute('data-mark', 'the same page'))
  await page.goto(`${demo.url}nothing`)
  await page.goBack({ waitUntil: 'commit' })
  await isIn('live')
  // it was kept, not loaded anew
  expect(await page.locator('body').getAttribute('data-mark')).toBe('the same page')
  await appendFile(log, 'back\n')
  await rowsHold((rows) => rows.includes('back'))
  expect(complaints.filter((text) => !text.includes('404'))).toEqual([])
})

it.each(['light', 'dark'] as const)('is readable in the %s, and on a small screen', async (colorScheme) => {
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize({ width: 360, height: 640 })
  await page.goto(demo.url)
  await appendFile(log, 'x'.repeat(5_000) + '\n')
  await rowsHold((rows) => rows.length === 1)
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  const texts = 'h1, .title p, .state, dt, dd, button, .choice, .row > *, footer code, footer a'
  expect(await lowestContrast(page, texts)).toBeGreaterThanOrEqual(4.5)
})
