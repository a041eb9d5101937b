import {
  type Dispatched,
  Enumeratee,
  Enumerator,
  Envelope,
  Hub,
  Iteratee,
  Ndjson,
  ServerSentEvent,
  WireFormat,
  Writeable
} from 'fp-ts-iteratee'
import { chunked, lastEventId, negotiated } from 'fp-ts-iteratee/node'
import { fromReadableStream } from 'fp-ts-iteratee/web'
import * as fc from 'fast-check'
import { toUndefined } from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import { right } from '../support/subscriber'
import { closeServers, serve } from '../support/server'

afterEach(closeServers)

interface Seen {
  readonly id: string
  readonly data: number | 'gap'
}

const texts = Enumeratee.mapConcat((bytes: Uint8Array) => [Buffer.from(bytes).toString('latin1')])

const dispatched = texts.compose(ServerSentEvent.decode()).compose(
  Enumeratee.map(({ event, data, lastEventId }: Dispatched): Seen => ({
    id: lastEventId,
    data: event === 'gap' ? 'gap' : Number(data)
  }))
)

const envelope = t.union([
  t.type({ _tag: t.literal('Event'), id: t.string, data: t.number }),
  t.type({ _tag: t.literal('Gap'), after: t.string, resumesAt: t.string })
])

const seen = (one: t.TypeOf<typeof envelope>): Seen =>
  one._tag === 'Event' ? { id: one.id, data: one.data } : { id: one.resumesAt, data: 'gap' }

const lines = texts.compose(Ndjson.decode(envelope)).compose(Enumeratee.map(seen))

/** Each way of coming back: what is accepted, how the id is told, how the answer is read. */
const clients = [
  { accept: 'text/event-stream', byHeader: true, read: dispatched },
  { accept: 'text/event-stream', byHeader: false, read: dispatched },
  { accept: 'application/x-ndjson', byHeader: false, read: lines }
] as const

const formats = [WireFormat.eventStream(Envelope.eventSource<number>()), WireFormat.ndjson(Envelope.ndjson<number>())]

test('clients that are cut off, again and again, have every event once', async () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.array(cuts, { minLength: 1, maxLength: 6 }), fc.nat(40), async (plans, n) => {
      const hub = Hub.inMemory<number>({ retain: 100 })
      const first = right(await hub.tail())
      const { port } = await serve((req, res) => {
        const events = hub.subscribe({ after: toUndefined(lastEventId(req)) })
        return negotiated(events, formats, { keepAliveMs: 1000 })(req, res)
      })

      /** Takes at most so many events, then goes away. */
      const connect = async (after: string, most: number, { accept, byHeader, read }: (typeof clients)[number]) => {
        const query = byHeader ? '' : `?lastEventId=${encodeURIComponent(after)}`
        const headers = { accept, ...(byHeader ? { 'last-event-id': after } : {}) }
        const answer = await fetch(`http://127.0.0.1:${String(port)}/${query}`, { headers })
        const body = fromReadableStream(() => answer.body)
        return right(await body.through(read).run(Iteratee.takeUpTo<Seen>(most))())
      }

      const listening = plans.map(async (plan, i) => {
        const client = clients[i % clients.length] as (typeof clients)[number]
        const all: Seen[] = []
        for (let turn = 0; all.length < n; turn++) {
          const most = Math.min(plan[turn % plan.length] as number, n - all.length)
          all.push(...(await connect(all[all.length - 1]?.id ?? first, most, client)))
        }
        return all.map(({ data }) => data)
      })
      for (let i = 1; i <= n; i++) {
        right(await hub.publish(i)())
        if (i % 3 === 0) await new Promise<void>((resolve) => setImmediate(resolve))
      }
      const expected = Array.from({ length: n }, (_, i) => i + 1)
      expect(await Promise.all(listening)).toEqual(plans.map(() => expected))
      await closeServers()
    }),
    { numRuns: 15 }
  )
})

test('a server that is started anew tells of a gap, as its hub is another one', async () => {
  const answerOf = async (hub: Hub<number>, after: string | undefined) => {
    const { port } = await serve((req, res) => {
      const events = hub.subscribe({ after: toUndefined(lastEventId(req)) }).through(Enumeratee.take(2))
      return chunked(events.through(Envelope.eventSource()), Writeable.eventStream)(req, res)
    })
    const headers = after === undefined ? {} : { 'last-event-id': after }
    const answer = await fetch(`http://127.0.0.1:${String(port)}/`, { headers })
    return Enumerator.of(await answer.text())
      .through(ServerSentEvent.decode())
      .run(Iteratee.getChunks<Dispatched>())()
  }
  const before = Hub.inMemory<number>()
  const after = right(await before.tail())
  await before.publish(1)()
  await before.publish(2)()
  const [one, two] = right(await answerOf(before, after))
  expect([one?.data, two?.data]).toEqual(['1', '2'])

  const anew = Hub.inMemory<number>()
  await anew.publish(3)()
  const [gap, three] = right(await answerOf(anew, two?.lastEventId))
  expect(gap).toMatchObject({ event: 'gap', data: expect.stringContaining(two?.lastEventId as string) as string })
  expect(three?.data).toBe('3')
})
