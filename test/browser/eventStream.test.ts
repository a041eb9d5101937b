/** Chromium's own EventSource reads event streams as ours does, and what we write as it was meant. */
import * as fc from 'fast-check'
import { type Dispatched, Enumerator, EventSource, Iteratee, ServerSentEvent } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import { closeBrowser, closePages, launch } from '../support/browser'
import { eventStreams, message, streams } from '../support/eventStreams'
import { type EventStreamPage, eventStreamPage } from '../support/eventStreamPage'
import { hostileStrings } from '../support/hostile'
import { hostileString } from '../support/hostileJson'
import { closeServers } from '../support/server'

let page: EventStreamPage

beforeAll(launch)
afterAll(closeBrowser)
beforeEach(async () => {
  page = await eventStreamPage()
})
afterEach(async () => {
  await closePages()
  await closeServers()
})

/** A browser does not show how long it will wait. */
const shown = (dispatched: ReadonlyArray<Dispatched>): ReadonlyArray<Dispatched> =>
  dispatched.map(({ event, data, lastEventId }) => ({ event, data, lastEventId }))

const decoded = async (text: string): Promise<ReadonlyArray<Dispatched>> => {
  const { elements, failure } = await Laws.delivered(Enumerator.of(text).through(ServerSentEvent.decode()))
  expect(failure).toBeUndefined()
  return shown(elements)
}

/** As it arrives, its line breaks made LF. */
const arriving = (text: string): string => Buffer.from(text.replace(/\r\n?/g, '\n')).toString()

/** Chromium 156 takes the end of a line right after the byte order mark for a part of the next line. */
const isMisread = (text: string): boolean => /^\ufeff[\r\n]/.test(text)

describe('Chromium dispatches what we do', () => {
  test('of the cases of the standard', async () => {
    const cases = eventStreams.filter(([, text]) => !isMisread(text))
    expect(eventStreams.length - cases.length).toBe(1)
    const seen = await page.read(cases.map(([, text]) => text))
    for (const [i, [name, text, dispatched]] of cases.entries()) {
      expect([name, seen[i]]).toEqual([name, shown(dispatched)])
      expect([name, seen[i]]).toEqual([name, await decoded(text)])
    }
  })

  test('of generated ones', async () => {
    const read = streams.filter((text) => !isMisread(text))
    const some = fc.array(read, { minLength: 30, maxLength: 30, size: 'max' })
    await fc.assert(
      fc.asyncProperty(some, async (texts) => {
        expect(await page.read(texts)).toEqual(await Promise.all(texts.map(decoded)))
      }),
      { numRuns: 20, endOnFailure: true }
    )
  })

  test('of text that is said to be UTF-8', async () => {
    const said = await eventStreamPage('Text/Event-Stream; charset="UTF-8"')
    const text = 'event: é\ndata: €😀\n\n'
    expect(await said.read([text])).toEqual([await decoded(text)])
  })

  test('of bytes that are not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('data: a'), Buffer.of(0xff, 0xe2, 0x82, 0xed, 0xa0, 0x80), Buffer.from('b\n\n')]) // prettier-ignore
    const [seen] = await page.read([bytes])
    expect(seen).toEqual(await decoded(new TextDecoder().decode(bytes)))
    expect(seen).toHaveLength(1)
  })
})

describe('Chromium reads what we write', () => {
  const written = async (all: Enumerator<string>): Promise<string> => {
    const chunks = await all.run(Iteratee.getChunks())()
    if (chunks._tag === 'Left') throw chunks.left
    return chunks.right.join('')
  }

  test('hostile strings as data, with their lines and as JSON', async () => {
    const plain = await written(Enumerator.of<string>(...hostileStrings).through(EventSource()))
    const asJson = await written(Enumerator.of(...hostileStrings.map((text) => [text])).through(EventSource()))
    const [seen, json] = await page.read([plain, asJson])
    expect(seen).toEqual(hostileStrings.map((text) => message(arriving(text))))
    expect(json?.map(({ data }) => JSON.parse(data) as unknown)).toEqual(hostileStrings.map((text) => [text]))
  })

  test('generated strings as data, and in each field that takes them', async () => {
    const name = hostileString.map((text) => `event ${text.replace(/[\r\n\0]|\p{Surrogate}/gu, '')}`)
    const event = fc.record({ data: hostileString, comment: hostileString, event: name, id: name })
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 20 }), async (all) => {
        const [seen] = await page.read([await written(Enumerator.of(...all).through(ServerSentEvent.encode))])
        expect(seen).toEqual(all.map(({ data, event, id }) => ({ event, data: arriving(data), lastEventId: id })))
      }),
      { numRuns: 50, endOnFailure: true }
    )
  })
})
