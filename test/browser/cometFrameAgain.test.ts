/** `cometFrame` where a stream stops short: when, and with what, it is asked for again. Time is virtual in the page. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Html } from 'fp-ts-iteratee'
import { closeBrowser, closePages, launch } from '../support/browser'
import { type FramePage, framePage, type FramePageOptions } from '../support/framePage'
import type { Asked } from '../support/frameServer'
import { hostileStrings } from '../support/hostile'
import { closeServers } from '../support/server'

beforeAll(launch)
afterAll(closeBrowser)
afterEach(async () => {
  await closePages()
  await closeServers()
})

const opened = (options: FramePageOptions = {}): Promise<FramePage> => framePage({ virtual: true, ...options })

const html = { 'content-type': 'text/html; charset=utf-8' }

type Answer = (req: IncomingMessage, res: ServerResponse) => void

/** Listens, and lets the frame be loaded. */
const begun = async (page: FramePage, options = '{ heartbeatMs: 1000 }', url?: string): Promise<Asked> => {
  await page.listen(url, options)
  await page.pass(0)
  return page.asked.next()
}

/** Nothing has come for 1000 ms and a quarter more: the frame has gone, and comes again within `minMs`. */
const falling = async ({ pass, asked }: FramePage): Promise<Asked> => {
  await pass(1250)
  await pass(1000)
  return asked.next()
}

const frames = ({ page }: FramePage): Promise<number> => page.evaluate<number>('frames()')

describe('silence', () => {
  test('is noticed when it has lasted for heartbeatMs, and not before; the stream goes on from the last id', async () => {
    const it = await opened()
    const { messages } = await begun(it)
    messages.push({ id: '7', value: 'kiki' })
    messages.push({ value: 'foo' })
    await it.received(0, 2)
    await it.pass(1000)
    expect(await frames(it)).toBe(1)
    await it.pass(250)
    expect(await frames(it)).toBe(0)
    expect(await it.ends.next()).toMatchObject({ right: { _tag: 'Disconnected' } })
    await it.pass(999)
    expect(await frames(it)).toBe(0)
    await it.pass(1)
    const again = await it.asked.next()
    expect(again.lastEventId).toBe('7')
    again.messages.push({ id: '8', value: 'bar' })
    expect(await it.received(2, 3)).toEqual(['["bar","8"]'])
    expect(await it.page.evaluate('ends')).toBe(0)
  })

  test('of a server that does not answer at all', async () => {
    const it = await opened()
    const asked = new Promise<void>((resolve) => it.answers.push(() => resolve()))
    await it.listen('/comet', '{ heartbeatMs: 1000 }')
    await it.pass(0)
    await asked
    await it.pass(999)
    expect(await frames(it)).toBe(1)
    await it.pass(1)
    expect(await frames(it)).toBe(0)
    await it.pass(2000)
    expect((await it.asked.next()).lastEventId).toBeNull()
  })

  test('a document that comes late is something', async () => {
    const it = await opened()
    const asked = new Promise<ServerResponse>((resolve) => it.answers.push((_, res) => resolve(res)))
    await it.listen('/comet', '{ heartbeatMs: 1000 }')
    await it.pass(0)
    const res = await asked
    await it.pass(900)
    res.writeHead(200, html).write('<html>')
    await it.page.frames()[1]!.waitForURL('**/comet', { waitUntil: 'commit' })
    await it.pass(1000)
    expect(await frames(it)).toBe(1)
    await it.pass(250)
    expect(await frames(it)).toBe(0)
  })

  test.each([
    ['one blank', ' '],
    ['kilobytes of them', ' '.repeat(5000)],
    ['lines', '\n']
  ])('%s now and then are none, and the document does not grow by them', async (_, blanks) => {
    const it = await opened()
    const { messages, markup } = await begun(it)
    messages.push({ value: 'kiki' })
    await it.received(0, 1)
    await it.pass(250)
    await it.page.evaluate('watchFrame()')
    for (let i = 0; i < 20; i++) {
      const changes = await it.page.evaluate<number>('changes')
      markup.push(Html.raw(blanks))
      await it.until(`changes > ${String(changes)}`)
      await it.pass(900)
      expect(await frames(it)).toBe(1)
    }
    const text = `document.querySelector('iframe').contentDocument.documentElement.textContent.length`
    expect(await it.page.evaluate<number>(text)).toBeLessThanOrEqual(blanks.length)
    // and then it is
    await falling(it)
  })

  test('blanks between messages keep none of them from coming', async () => {
    const it = await opened()
    const { messages, markup } = await begun(it)
    for (let i = 0; i < 300; i++) {
      messages.push({ value: i })
      markup.push(Html.raw(' \n'))
      if (i % 3 > 0) continue
      // else more time could pass in the page than on the way to it
      await it.received(i, i + 1)
      await it.pass(250)
    }
    expect(await it.received(0, 300)).toEqual(Array.from({ length: 300 }, (_, i) => `[${String(i)}]`))
  })

  test('a frame that somebody else has removed is silent', async () => {
    const it = await opened()
    const { messages } = await begun(it)
    messages.push({ id: '1', value: 'kiki' })
    await it.received(0, 1)
    await it.page.evaluate(`document.querySelector('iframe').remove()`)
    await it.pass(500)
    expect((await falling(it)).lastEventId).toBe('1')
  })
})

describe('the address', () => {
  test('keeps what is in it, and has one lastEventId', async () => {
    const it = await opened()
    const { url, messages } = await begun(it, undefined, '/comet?a=1&lastEventId=4&b=%20#c')
    expect(url.search).toBe('?a=1&lastEventId=4&b=%20')
    messages.push({ id: '5', value: 'kiki' })
    await it.received(0, 1)
    const again = await falling(it)
    expect([...again.url.searchParams]).toEqual([
      ['a', '1'],
      ['lastEventId', '5'],
      ['b', ' ']
    ])
  })

  test('is as it was without resume', async () => {
    const it = await opened()
    const { messages } = await begun(it, '{ heartbeatMs: 1000, resume: false }')
    messages.push({ id: '5', value: 'kiki' })
    expect(await it.received(0, 1)).toEqual(['["kiki","5"]'])
    expect((await falling(it)).url.search).toBe('')
  })

  test('has each id as it is, but for lone surrogates', async () => {
    const it = await opened()
    const ids = hostileStrings.filter((text) => text.length < 1000)
    let { messages } = await begun(it)
    for (const [i, id] of ids.entries()) {
      messages.push({ id, value: null })
      expect(await it.received(i, i + 1)).toEqual([JSON.stringify([null, id])])
      const again = await falling(it)
      expect(again.lastEventId).toBe(Buffer.from(id).toString())
      messages = again.messages
    }
  }, 120_000)
})

describe('what is no end', () => {
  const answers: ReadonlyArray<readonly [string, Answer]> = [
    ['503', (_, res) => res.writeHead(503, html).end('<p>busy')],
    ['404', (_, res) => res.writeHead(404, html).end()],
    ['a connection that breaks off before anything has come', (_, res) => res.destroy()],
    ['another origin', (req, res) => res.writeHead(302, { location: `http://localhost:${String(req.socket.localPort)}/` }).end()], // prettier-ignore
    ['what must not be framed', (_, res) => res.writeHead(200, { ...html, 'x-frame-options': 'DENY' }).end()]
  ]

  test.each(answers)('%s', async (_, answer) => {
    const it = await opened()
    // a connection that was open before is replaced once by the browser itself, when it breaks off
    it.answers.push(answer, answer)
    await it.listen()
    await it.pass(0)
    await it.until('frames() === 0')
    it.answers.length = 0
    await it.pass(2000)
    const { messages } = await it.asked.next()
    messages.push({ value: 'kiki' })
    await it.received(0, 1)
    expect(await it.page.evaluate('ends')).toBe(0)
  })

  test('a server that is not there', async () => {
    const it = await opened()
    await it.page.evaluate(`frames()`)
    await it.die()
    await it.listen()
    await it.pass(0)
    await it.until('frames() === 0')
    expect(await it.page.evaluate('[timers(), ends]')).toEqual([1, 0])
  })

  describe('where the browser does not tell the status', () => {
    const before = `Object.defineProperty(PerformanceResourceTiming.prototype, 'responseStatus', { value: undefined })`

    test('one without a message', async () => {
      const it = await opened({ before })
      it.answers.push((_, res) => res.writeHead(503, html).end('<p>busy'))
      await it.listen()
      await it.pass(0)
      await it.until('frames() === 0')
      expect(await it.page.evaluate('[timers(), ends]')).toEqual([1, 0])
    })

    test('one with a message is', async () => {
      const it = await opened({ before })
      const { messages, markup } = await begun(it)
      messages.push({ value: 'kiki' })
      await it.received(0, 1)
      messages.end()
      markup.end()
      await it.until('ends === 1')
    })
  })
})

describe('a retry that the server announces', () => {
  const ending = ({ messages, markup }: Asked, ms: string): void => {
    markup.push(Html.raw(`<script>frameElement.cometRetry(${ms})</script>`))
    messages.end()
    markup.end()
  }

  test('is waited for, and up to as long again; it is no end', async () => {
    const it = await opened()
    const asked = await begun(it)
    asked.messages.push({ id: '1', value: 'kiki' })
    await it.received(0, 1)
    ending(asked, '5000')
    await it.until('frames() === 0')
    await it.pass(9_999)
    expect(await frames(it)).toBe(0)
    await it.pass(1)
    const again = await it.asked.next()
    expect(again.lastEventId).toBe('1')
    expect(await it.page.evaluate('ends')).toBe(0)
    // it was said of one end
    again.messages.end()
    again.markup.end()
    await it.until('ends === 1')
  })

  test('is waited for where chance is favourable', async () => {
    const it = await opened()
    await it.page.evaluate('Math.random = () => 0')
    ending(await begun(it), '5000')
    await it.until('frames() === 0')
    await it.pass(4_999)
    expect(await frames(it)).toBe(0)
    await it.pass(1)
    await it.asked.next()
  })

  test.each(['-5000', 'NaN', '"soon"', ''])('%s is none at all, but an announcement', async (ms) => {
    const it = await opened()
    ending(await begun(it), ms)
    await it.until('frames() === 0')
    await it.pass(1_999)
    expect(await frames(it)).toBe(0)
    await it.pass(1)
    await it.asked.next()
    expect(await it.page.evaluate('ends')).toBe(0)
  })

  test('of more than timers take is waited for as long as they can', async () => {
    const it = await opened()
    ending(await begun(it), '1e300')
    await it.until('frames() === 0')
    await it.pass(2_147_483_646)
    expect(await frames(it)).toBe(0)
    await it.pass(1)
    await it.asked.next()
  })
})

describe('the waits', () => {
  const busy: Answer = (_, res) => res.writeHead(503, html).end()

  /** Fails as often as there are waits, and comes again after each of them, and not before. */
  const waiting = async (it: FramePage, waits: ReadonlyArray<number>): Promise<Asked> => {
    for (const ms of waits) {
      await it.until('frames() === 0')
      const made = await it.page.evaluate<number>('framesMade')
      await it.pass(ms - 1)
      expect(await it.page.evaluate('framesMade')).toBe(made)
      await it.pass(1)
      expect(await it.page.evaluate('framesMade')).toBe(made + 1)
    }
    return it.asked.next()
  }

  test('grow up to a limit while no message comes, and are short again when one has come', async () => {
    const it = await opened()
    it.answers.push(...Array.from({ length: 6 }, () => busy))
    await it.listen('/comet', '{ heartbeatMs: 1000 }')
    await it.pass(0)
    const { messages } = await waiting(it, [2000, 4000, 8000, 16_000, 30_000, 30_000])
    messages.push({ value: 'kiki' })
    await it.received(0, 1)
    await it.pass(1250)
    await waiting(it, [1000])
  })

  test('are as they are asked for, and random after the limit', async () => {
    const it = await opened()
    await it.page.evaluate('Math.random = () => 0.5')
    it.answers.push(...Array.from({ length: 4 }, () => busy))
    await it.listen('/comet', '{ heartbeatMs: 1000, backoff: { minMs: 100, maxMs: 500 } }')
    await it.pass(0)
    await waiting(it, [100, 200, 250, 250])
  })

  test('grow no further than numbers do', async () => {
    const it = await opened()
    it.answers.push(busy)
    await it.listen('/comet', '{ heartbeatMs: 1000, backoff: { minMs: 2147483647, maxMs: 2147483647 } }')
    await it.pass(0)
    await waiting(it, [2_147_483_647])
  })

  test('end with the disposer', async () => {
    const it = await opened()
    it.answers.push(busy)
    await it.listen()
    await it.pass(0)
    await it.until('frames() === 0')
    expect(await it.page.evaluate('timers()')).toBe(1)
    await it.page.evaluate('stops[0]()')
    expect(await it.page.evaluate('timers()')).toBe(0)
  })
})
