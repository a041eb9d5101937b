/** The demo's page of one feed in three formats, in a real Chromium. */
import type { Page } from 'playwright-core'
import { closeBrowser, closePages, launchCaching, openPage } from '../support/browser'
import { built, Demo, eventually } from '../support/demo'
import { addWithoutNonce } from '../support/policy'
import { lowestContrast, overflow } from '../support/readable'

jest.setTimeout(120_000)

const panes = ['comet', 'sse', 'ndjson'] as const
type Pane = (typeof panes)[number]

let demo: Demo
let page: Page
/** errors on the page's console, uncaught ones, and violations of its policy */
let complaints: string[]

beforeAll(async () => {
  await built()
  await launchCaching()
}, 120_000)

afterAll(closeBrowser)

beforeEach(async () => {
  demo = await Demo.start()
  page = await openPage()
  complaints = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`${violatedDirective} ${blockedURI}`)
    })
  })
})

afterEach(async () => {
  await closePages()
  expect(await demo.signal('SIGTERM')).toMatchObject({ code: 0, stderr: '' })
})

const open = (): Promise<unknown> => page.goto(`${demo.url}formats`)

const figure = async (selector: string): Promise<number> =>
  Number((await page.locator(selector).textContent())!.replace(/\D/g, ''))
const received = (pane: Pane): Promise<number> => figure(`#${pane} .received`)
const missed = (pane: Pane): Promise<number> => figure(`#${pane} .missed`)
const notes = (pane: Pane): Promise<string[]> => page.locator(`#${pane} .note`).allTextContents()
const shown = async (pane: Pane): Promise<number[]> =>
  (await page.locator(`#${pane} .row .text`).allTextContents()).map((text) => Number(text.slice(1)))

const isIn = (pane: Pane, state: string): Promise<unknown> =>
  page.waitForSelector(`#${pane} .state[data-state="${state}"]`)
const allAreLive = (): Promise<unknown> => Promise.all(panes.map((pane) => isIn(pane, 'live')))

/** Waits for so many more messages. */
const more = async (pane: Pane, n: number): Promise<void> => {
  const before = await received(pane)
  await eventually(async () => (await received(pane)) >= before + n)
}

/** The numbers of so many messages, as they come. */
const follow = async (pane: Pane, enough: number): Promise<number[]> => {
  const seen = new Set<number>()
  await eventually(async () => {
    for (const n of await shown(pane)) seen.add(n)
    return seen.size >= enough
  })
  return [...seen].sort((a, b) => a - b)
}

it('shows the same messages in all panes, as they come', async () => {
  await open()
  await allAreLive()
  // the streams are open, and yet the page has loaded
  expect(await page.evaluate(() => document.readyState)).toBe('complete')
  for (let i = 0; i < 3; i++) await Promise.all(panes.map((pane) => more(pane, 1)))
  const all = await Promise.all(panes.map((pane) => follow(pane, 16)))
  const from = Math.max(...all.map(([first]) => first!))
  const to = Math.min(...all.map((numbers) => numbers.at(-1)!))
  expect(to - from).toBeGreaterThan(8)
  const common = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  for (const numbers of all) expect(numbers.filter((n) => from <= n && n <= to)).toEqual(common)
  expect(await figure('#open')).toBe(3)
  expect(await figure('#dropped')).toBe(0)
  for (const pane of panes) {
    expect(await page.locator(`#${pane} .line path`).getAttribute('d')).toMatch(/^M[\d. ]+h\.01(L[\d. ]+){8}/)
    expect(await page.locator(`#${pane} .latency`).textContent()).toMatch(/^\d+ ms$/)
  }
  expect(complaints).toEqual([])
})

it('drops for a client that does not read, and for nobody else', async () => {
  await open()
  await allAreLive()
  await page.locator('#slow').click()
  await isIn('ndjson', 'stopped')
  await page.waitForFunction(() => document.querySelector('#dropped')!.textContent !== '0', undefined, {
    timeout: 90_000
  })
  const held = await received('ndjson')
  await Promise.all([more('comet', 10), more('sse', 10)])
  expect(await received('ndjson')).toBe(held)
  expect(await page.locator('#slow').getAttribute('aria-pressed')).toBe('true')
  // the connection is kept
  expect(await figure('#open')).toBe(3)

  await page.locator('#slow').click()
  await isIn('ndjson', 'live')
  // all that it has missed was dropped, and all that was dropped it has missed
  await eventually(async () => (await missed('ndjson')) === (await figure('#dropped')))
  expect(await figure('#dropped')).toBeGreaterThan(0)
  expect((await notes('ndjson')).join()).toContain('missed')
  await Promise.all(panes.map((pane) => more(pane, 2)))
  for (const pane of ['comet', 'sse'] as const) {
    expect({ pane, missed: await missed(pane), notes: await notes(pane) }).toEqual({ pane, missed: 0, notes: [] })
  }
  // one connection all the time: nothing came twice, and nothing else is missing
  const counts = await Promise.all(panes.map(async (pane) => (await received(pane)) + (await missed(pane))))
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThan(10)
  expect(complaints).toEqual([])
})

it.each(['SIGTERM', 'SIGKILL'] as const)('goes on with the next server after %s, and tells the gap', async (signal) => {
  await open()
  await Promise.all(panes.map((pane) => more(pane, 2)))
  const { port } = demo
  await demo.signal(signal)
  demo = await Demo.start([], port)
  for (const pane of panes) {
    await eventually(async () => (await notes(pane)).length === 2)
    // the newest is on top
    expect(await notes(pane)).toEqual(['the server has started anew', 'gap'])
  }
  await allAreLive()
  await Promise.all(panes.map((pane) => more(pane, 2)))
  await eventually(async () => (await figure('#open')) === 3)
  for (const pane of panes) {
    expect(await missed(pane)).toBe(0)
    // the line has a break
    expect((await page.locator(`#${pane} .line path`).getAttribute('d'))!.match(/M/g)).toHaveLength(2)
  }
  expect(complaints.filter((text) => !text.includes('ERR_'))).toEqual([])
})

it('lets go of the streams when the page is left, and goes on where it was when that is shown again', async () => {
  await open()
  await Promise.all(panes.map((pane) => more(pane, 1)))
  await page.evaluate(() => document.body.setAttribute('data-mark', 'the same page'))
  const other = await openPage()
  await other.goto(`${demo.url}formats`)
  await eventually(async () => (await figure('#open')) === 6)
  await page.locator('header a').click()
  await page.waitForSelector('#clock')
  await eventually(async () => (await other.locator('#open').textContent()) === '3')

  await page.goBack({ waitUntil: 'commit' })
  await allAreLive()
  // it was kept, not loaded anew
  expect(await page.locator('body').getAttribute('data-mark')).toBe('the same page')
  await Promise.all(panes.map((pane) => more(pane, 1)))
  for (const pane of panes) {
    expect({ pane, missed: await missed(pane), notes: await notes(pane) }).toEqual({ pane, missed: 0, notes: [] })
  }
  expect(complaints).toEqual([])
})

it('is linked from the first page and back, loads nothing from elsewhere, and keeps to its policy', async () => {
  const asked = new Set<string>()
  await page.goto(demo.url)
  await page.waitForSelector('#state[data-state="live"]')
  page.on('request', (request) => asked.add(request.url().replace(demo.url, '/')))
  await page.locator('a[href="/formats"]').click()
  await allAreLive()
  const modules = [
    ...['main', 'pane', 'latency', 'connections'].map((name) => `/formats/${name}.js`),
    ...['index', 'cometFrame', 'ending', 'options', 'silence'].map((name) => `/client/${name}.js`)
  ]
  expect([...asked].filter((url) => !url.startsWith('data:')).sort()).toEqual(['/feed', '/formats', ...modules].sort())
  expect(complaints).toEqual([])

  await addWithoutNonce(page)
  expect(await page.title()).toBe('One feed, three formats')
  expect(complaints.length).toBeGreaterThan(0)
  await page.locator('header a').click()
  await page.waitForSelector('#state[data-state="live"]')
})

it.each(['light', 'dark'] as const)('is readable in the %s, and on a small screen', async (colorScheme) => {
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize({ width: 360, height: 640 })
  await open()
  await Promise.all(panes.map((pane) => more(pane, 1)))
  await page.locator('#slow').click()
  await isIn('ndjson', 'stopped')
  await page.waitForSelector('#comet .kind:not(:empty)')
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  const texts = 'h1, h2, .title p, a, .state, dt, dd, button, .scale, .row > *, .how, footer *'
  expect(await lowestContrast(page, texts)).toBeGreaterThanOrEqual(4.5)
  expect(complaints).toEqual([])
})
