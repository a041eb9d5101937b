/** `cometFrame` while all goes well. */
import { Html } from 'fp-ts-iteratee'
import { closeBrowser, closePages, launch } from '../support/browser'
import { framePage } from '../support/framePage'
import { toFrame } from '../support/frameServer'
import { closeServers } from '../support/server'

beforeAll(launch)
afterAll(closeBrowser)
afterEach(async () => {
  await closePages()
  await closeServers()
})

const disconnected = { _tag: 'Right', right: { _tag: 'Disconnected' } }

describe('messages', () => {
  test('each arrives when it is sent, with its id: the next one is sent when the page has it', async () => {
    const { listen, asked, received } = await framePage()
    await listen()
    const { messages } = await asked.next()
    for (let i = 0; i < 10; i++) {
      messages.push({ id: `id ${String(i)}`, value: { n: i } })
      expect(await received(2 * i, 2 * i + 1)).toEqual([`[{"n":${String(i)}},"id ${String(i)}"]`])
      messages.push({ value: 'without' })
      expect(await received(2 * i + 1, 2 * i + 2)).toEqual(['["without"]'])
    }
  })

  test('in batches too', async () => {
    const { listen, asked, received } = await framePage({ comet: toFrame({ batch: true }) })
    await listen()
    const { messages } = await asked.next()
    for (const id of ['1', '2', '3']) messages.push({ id, value: id })
    expect(await received(0, 3)).toEqual(['["1","1"]', '["2","2"]', '["3","3"]'])
  })

  test.each([false, true])('one that throws is an error of the page, and keeps no other (batch: %p)', async (batch) => {
    const { page, listen, asked, received, until } = await framePage({ comet: toFrame({ batch }) })
    await page.evaluate(`behave = (message) => { if (message === 2) throw new Error('mine') }`)
    await listen()
    const { messages } = await asked.next()
    for (const value of [1, 2, 3]) messages.push({ value })
    expect(await received(0, 3)).toEqual(['[1]', '[2]', '[3]'])
    await until('errors.length === 1')
    expect(await page.evaluate('errors')).toEqual(['Uncaught Error: mine'])
  })
})

describe('the page', () => {
  test('loads while the stream is open, and has no frame before it has loaded', async () => {
    const script = `
      listen()
      const framesAt = {}
      addEventListener('load', () => { framesAt.load = frames() })
      framesAt.parsed = frames()`
    const { page, asked, received } = await framePage({ script })
    const { messages } = await asked.next()
    messages.push({ value: 'kiki' })
    await received(0, 1)
    expect(await page.evaluate('framesAt')).toEqual({ parsed: 0, load: 0 })
    expect(await page.evaluate('[document.readyState, frames()]')).toEqual(['complete', 1])
  })

  test('has no frame while anything else is still loading', async () => {
    const { page, asked, slow, until, hasAsked } = await framePage({ script: 'listen()', body: '<img src="/slow">' })
    const image = await slow.next()
    await until(`document.readyState === 'interactive'`)
    expect(await page.evaluate('new Promise((resolve) => setTimeout(resolve)).then(frames)')).toBe(0)
    expect(await hasAsked()).toBe(false)
    image.end()
    await asked.next()
    await page.waitForLoadState('load')
  })

  test('loads where it is told to listen as it loads', async () => {
    const script = `addEventListener('load', () => listen())`
    const { page, asked, received, hasAsked } = await framePage({ script })
    const { messages } = await asked.next()
    messages.push({ value: 'kiki' })
    await received(0, 1)
    // once, though the page is shown after that
    expect(await page.evaluate('frames()')).toBe(1)
    expect(await hasAsked()).toBe(false)
  })

  test('may have several frames, and each its own messages', async () => {
    const { page, listen, asked, received, ends } = await framePage()
    await page.evaluate(`behave = (message) => { stops[message]?.() }`)
    for (const url of ['/comet/a', '/comet/a', '/comet/b?x=1']) await listen(url)
    const all = [await asked.next(), await asked.next(), await asked.next()]
    expect(all.map(({ url }) => url.pathname + url.search).sort()).toEqual(['/comet/a', '/comet/a', '/comet/b?x=1'])
    for (const [i, { messages }] of all.entries()) {
      messages.push({ value: `to ${String(i)}` })
      expect(await received(i, i + 1)).toEqual([`["to ${String(i)}"]`])
    }
    expect(await page.evaluate('frames()')).toBe(3)
    // the third is stopped by a message to the first
    all[0]!.messages.push({ value: 2 })
    expect(await ends.next()).toMatchObject(disconnected)
    expect(await page.evaluate('frames()')).toBe(2)
    all[1]!.messages.push({ value: 'still' })
    expect(await received(4, 5)).toEqual(['["still"]'])
  })

  test('says where the frame is, which is hidden, and what it is called by', async () => {
    const { page, listen, asked, received } = await framePage({ comet: toFrame({}, 'frameElement["π ρ"]') })
    await page.evaluate(`document.body.append(document.createElement('main'))`)
    await listen('/comet', `{ parent: document.querySelector('main'), callback: 'π ρ' }`)
    const { messages } = await asked.next()
    messages.push({ value: 'kiki' })
    expect(await received(0, 1)).toEqual(['["kiki"]'])
    expect(await page.locator('main > iframe').count()).toBe(1)
    expect(await page.locator('iframe').isVisible()).toBe(false)
  })
})

describe('the end', () => {
  test('is told once; the frame goes, and nothing is asked for any more', async () => {
    const { page, listen, asked, received, until, hasAsked, pass } = await framePage({ virtual: true })
    await listen()
    await pass(0)
    const { messages, markup } = await asked.next()
    messages.push({ id: '1', value: 'kiki' })
    await received(0, 1)
    messages.end()
    markup.end()
    await until('ends > 0')
    expect(await page.evaluate('[frames(), timers()]')).toEqual([0, 0])
    await pass(3_600_000)
    await page.evaluate(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`)
    await pass(3_600_000)
    expect(await hasAsked()).toBe(false)
    expect(await page.evaluate('ends')).toBe(1)
  })

  test('may come without any message', async () => {
    const { listen, asked, until } = await framePage({ comet: toFrame({ initialChunk: Html.empty }) })
    await listen()
    const { messages, markup } = await asked.next()
    messages.end()
    markup.end()
    await until('ends === 1')
  })
})

describe('the disposer', () => {
  test('takes the frame out, which ends the stream at the server', async () => {
    const { page, listen, asked, received, ends } = await framePage({ virtual: true })
    await listen()
    await page.evaluate('pass(0)')
    const { messages } = await asked.next()
    messages.push({ value: 'kiki' })
    await received(0, 1)
    await page.evaluate('stops[0](), stops[0]()')
    expect(await ends.next()).toMatchObject(disconnected)
    expect(await page.evaluate('[frames(), timers(), ends]')).toEqual([0, 0, 0])
  })

  test('nothing comes after it, not even the rest of a batch', async () => {
    const { page, listen, asked, ends, received } = await framePage({ comet: toFrame({ batch: true }) })
    await page.evaluate(`behave = (message) => { if (message === 2) stops[0]() }`)
    await listen()
    const { messages } = await asked.next()
    for (const value of [1, 2, 3, 4]) messages.push({ value })
    expect(await ends.next()).toMatchObject(disconnected)
    expect(await received(0, 2)).toEqual(['[1]', '[2]'])
    expect(await page.evaluate('[calls.length, ends, errors.length]')).toEqual([2, 0, 0])
  })

  test('nor the rest of a script that keeps the frame in a variable', async () => {
    const { page, listen, asked, ends, received } = await framePage()
    await page.evaluate(`behave = (message) => { if (message === 2) stops[0]() }`)
    await listen()
    const { markup } = await asked.next()
    markup.push(
      Html.raw('<script>{ const frame = frameElement; for (const i of [1, 2, 3]) frame.cometMessage(i) }</script>')
    )
    expect(await ends.next()).toMatchObject(disconnected)
    expect(await received(0, 2)).toEqual(['[1]', '[2]'])
    expect(await page.evaluate('[calls.length, ends, errors.length]')).toEqual([2, 0, 0])
  })

  test('nor the end, where that is what somebody else stops it for', async () => {
    const { page, listen, asked, until, pass } = await framePage({ virtual: true })
    await page.evaluate(`document.addEventListener('load', () => stops[0](), { capture: true })`)
    await listen()
    await pass(0)
    const { messages, markup } = await asked.next()
    messages.end()
    markup.end()
    await until('frames() === 0')
    expect(await page.evaluate('[timers(), ends]')).toEqual([0, 0])
  })

  test.each([
    ['before the page has loaded', 'listen(), stops[0]()'],
    ['before the frame is there', `addEventListener('load', () => { listen(), stops[0]() })`]
  ])('%s: nothing is ever asked for', async (_, script) => {
    const { page, pass, hasAsked } = await framePage({ virtual: true, script })
    await page.waitForLoadState('load')
    await page.evaluate(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`)
    await pass(3_600_000)
    expect(await hasAsked()).toBe(false)
    expect(await page.evaluate('[frames(), timers()]')).toEqual([0, 0])
  })
})
