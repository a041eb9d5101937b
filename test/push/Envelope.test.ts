import { type Dispatched, Enumerator, Envelope, Html, Hub, Iteratee, Ndjson, ServerSentEvent } from 'fp-ts-iteratee'
import * as fc from 'fast-check'
import type { Json } from 'fp-ts/lib/Json.js'
import { some } from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import { right } from '../support/subscriber'
import { hostileStrings } from '../support/hostile'

const id = fc.stringMatching(/^[a-z0-9]{1,8}-[0-9]{1,6}$/)
const envelope = <A>(data: fc.Arbitrary<A>): fc.Arbitrary<Envelope<A>> =>
  fc.oneof(
    fc.record({ _tag: fc.constant('Event' as const), id, data }),
    fc.record({ _tag: fc.constant('Gap' as const), after: id, resumesAt: id })
  )
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json)

const chunksOf = async <A>(enumerator: Enumerator<A>): Promise<ReadonlyArray<A>> =>
  right(await enumerator.run(Iteratee.getChunks<A>())())

test('as events: what a browser dispatches has the id and the data, or tells of the gap', async () => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...hostileStrings))
  await fc.assert(
    fc.asyncProperty(fc.array(envelope(texts)), async (envelopes) => {
      const text = Enumerator.of(...envelopes).through(Envelope.eventSource())
      const dispatched = await chunksOf(text.through(ServerSentEvent.decode()))
      expect(dispatched).toEqual(
        envelopes.map((one) =>
          one._tag === 'Event'
            ? { event: 'message', lastEventId: one.id, data: wellFormed(one.data).replace(/\r\n?/g, '\n') }
            : {
                event: 'gap',
                lastEventId: one.resumesAt,
                data: JSON.stringify({ after: one.after, resumesAt: one.resumesAt })
              }
        )
      )
    })
  )
})

const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')

test('as lines: the envelopes, as they are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(envelope(json)), async (envelopes) => {
      const text = Enumerator.of(...envelopes).through(Envelope.ndjson())
      expect(await chunksOf(text.through(Ndjson.decode(t.unknown)))).toEqual(envelopes)
    })
  )
})

test('as Comet: the callback is handed the envelope and its id', async () => {
  const comet = Envelope.comet('call', { initialChunk: Html.empty, batch: true })
  await fc.assert(
    fc.asyncProperty(fc.array(envelope(json)), async (envelopes) => {
      const scripts = await chunksOf(Enumerator.of(...envelopes).through(comet))
      const calls: unknown[] = []
      for (const script of scripts) {
        const code = /^<script>([^]*)<\/script>$/.exec(script)?.[1] ?? ''
        // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
        new Function('call', code)((...args: unknown[]) => calls.push(args))
      }
      expect(calls).toEqual(envelopes.map((one) => [one, one._tag === 'Event' ? one.id : one.resumesAt]))
    })
  )
})

test('the id of an event is its own, that of a gap the one that it resumes at', () => {
  expect(Envelope.id.eventId({ _tag: 'Event', id: 'a-7', data: null })).toEqual(some('a-7'))
  expect(Envelope.id.eventId({ _tag: 'Gap', after: 'a-1', resumesAt: 'a-6' })).toEqual(some('a-6'))
})

test('a client that comes back with the id of a gap is not told of it again', async () => {
  const hub = Hub.inMemory<string>({ retain: 2 })
  const after = right(await hub.tail())
  for (const data of ['a', 'b', 'c', 'd']) await hub.publish(data)()
  const comingBack = async (after: string): Promise<Dispatched[]> => {
    const events = hub.subscribe({ after }).through(Envelope.eventSource()).through(ServerSentEvent.decode())
    return [...right(await events.run(Iteratee.takeUpTo<Dispatched>(2))())]
  }
  const [gap, first] = await comingBack(after)
  expect([gap?.event, first?.data]).toEqual(['gap', 'c'])
  expect((await comingBack(gap?.lastEventId ?? '')).map(({ event, data }) => [event, data])).toEqual([
    ['message', 'c'],
    ['message', 'd']
  ])
})
