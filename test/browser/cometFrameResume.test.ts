/** `cometFrame` with what it is made for: servers that go, pages that are left, and a great many messages. */
import * as fc from 'fast-check'
import { type Channel, Comet, Enumerator, type Html } from 'fp-ts-iteratee'
import type { Json } from 'fp-ts/lib/Json.js'
import { closeBrowser, closePages, launchCaching } from '../support/browser'
import { framePage } from '../support/framePage'
import { type FrameServer, frameServer, type Message, toFrame } from '../support/frameServer'
import { hostileStrings } from '../support/hostile'
import { hostileString } from '../support/hostileJson'
import { closeServers } from '../support/server'

beforeAll(launchCaching)
afterAll(closeBrowser)
afterEach(async () => {
  await closePages()
  await closeServers()
})

/** Messages that are kept, and sent again to who asks for what comes after one of them. */
const history = (): { add: (...texts: string[]) => void; stream: (url: URL) => Enumerator<Html>; calls: string[] } => {
  const kept: Message[] = []
  const calls: string[] = []
  const channels = new Set<Channel<Message>>()
  return {
    calls,
    add: (...texts) => {
      for (const value of texts) {
        const message = { id: String(kept.length + 1), value }
        kept.push(message)
        calls.push(JSON.stringify([value, message.id]))
        for (const channel of channels) channel.push(message)
      }
    },
    stream: (url) =>
      Enumerator.async<Message>(
        (channel) => {
          for (const message of kept.slice(Number(url.searchParams.get('lastEventId') ?? 0))) channel.push(message)
          channels.add(channel)
          return () => channels.delete(channel)
        },
        { capacity: 1000 }
      ).through(toFrame({ batch: true }))
  }
}

const quick = '{ heartbeatMs: 300, backoff: { minMs: 20, maxMs: 100 } }'

test('a server that dies and comes back: nothing is lost, and nothing comes twice', async () => {
  const { add, stream, calls } = history()
  const { page, listen, received, die, port } = await framePage({ stream })
  let server: Pick<FrameServer, 'die'> = { die }
  await listen('/comet', quick)
  for (let i = 0; i < 3; i++) {
    add(`${String(i)} a`, `${String(i)} b`)
    await received(0, calls.length)
    await server.die()
    // no server: error pages, one after the other
    const made = await page.evaluate<number>('framesMade')
    await page.evaluate(`until(() => framesMade > ${String(made + 1)})`)
    add(`${String(i)} c`, `${String(i)} d`)
    server = await frameServer({ port, stream })
    await received(0, calls.length)
  }
  add('last')
  expect(await received(0, calls.length)).toEqual(calls)
  expect(await page.evaluate('[calls.length, ends, errors.length]')).toEqual([calls.length, 0, 0])
})

test('a page that is left and comes back from the cache goes on from the last id', async () => {
  const { add, stream, calls } = history()
  const { page, listen, received, ends } = await framePage({ stream })
  await listen('/comet', '{ heartbeatMs: 600_000 }')
  for (let i = 0; i < 2; i++) {
    add(`${String(i)} here`)
    await received(0, calls.length)
    await page.goto(new URL('/elsewhere', page.url()).href)
    // without a page there is no stream
    expect(await ends.next()).toMatchObject({ right: { _tag: 'Disconnected' } })
    add(`${String(i)} there`)
    await page.goBack({ waitUntil: 'commit' })
    expect(await received(0, calls.length)).toEqual(calls)
    expect(await page.evaluate('persisted')).toBe(true)
    expect(await page.evaluate('[frames(), framesMade]')).toEqual([1, i + 2])
  }
  await page.evaluate('stops[0]()')
  await page.goto(new URL('/elsewhere', page.url()).href)
  await page.goBack({ waitUntil: 'commit' })
  await page.evaluate('until(() => persisted)')
  expect(await page.evaluate('new Promise((resolve) => setTimeout(resolve)).then(frames)')).toBe(0)
})

describe.each([false, true])('ids (batch: %p)', (batch) => {
  test('arrive as they are, whatever they are', async () => {
    const { page, listen, asked, received } = await framePage({ comet: toFrame({ batch }) })
    await listen()
    const { messages } = await asked.next()
    const calls = (ids: ReadonlyArray<string>): ReadonlyArray<string> => ids.map((id) => JSON.stringify([id, id]))
    for (const id of hostileStrings) messages.push({ id, value: id })
    let at = hostileStrings.length
    expect(await received(0, at)).toEqual(calls(hostileStrings))
    await fc.assert(
      fc.asyncProperty(fc.array(hostileString, { minLength: 1, maxLength: 20 }), async (ids) => {
        for (const id of ids) messages.push({ id, value: id })
        const from = at
        at += ids.length
        expect(await received(from, at)).toEqual(calls(ids))
      }),
      { numRuns: 50, endOnFailure: true }
    )
    expect(await page.evaluate('[calls.length, errors.length]')).toEqual([at, 0])
  })
})

test('20,000 messages leave next to nothing in the frame', async () => {
  const numbers = Array.from({ length: 20_000 }, (_, i) => i)
  const never = Enumerator.async<never>(() => () => {})
  const comet = Comet('frameElement.cometMessage', { removeScripts: true, batch: true })
  const stream = (): Enumerator<Html> =>
    Enumerator.of<Json>(...numbers)
      .through(comet)
      .andThen(never)
  const { page, listen, received } = await framePage({ stream })
  await listen()
  expect(await received(0, 20_000)).toEqual(numbers.map((n) => `[${String(n)}]`))
  const nodes = `(() => {
    const { contentDocument } = document.querySelector('iframe')
    const walker = contentDocument.createTreeWalker(contentDocument)
    let nodes = 1
    while (walker.nextNode() !== null) nodes++
    return nodes
  })()`
  expect(await page.evaluate<number>(nodes)).toBeLessThan(100)
})
