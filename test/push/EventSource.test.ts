/** Messages become events: their data, and a name and an id where they have one. */
import * as fc from 'fast-check'
import { Enumerator, EventData, EventId, EventName, EventSource, Iteratee, ServerSentEvent } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import type { Json } from 'fp-ts/lib/Json.js'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import { hostileJson, hostileString } from '../support/hostileJson'

interface Row {
  readonly key: string
  readonly text: string
  readonly kind?: string
}

const data: EventData<Row> = EventData.contramap(({ text }: Row) => text)(EventData.string)
const name: EventName<Row> = { eventName: ({ kind }) => O.fromNullable(kind) }
const id: EventId<Row> = { eventId: ({ key }) => (key === 'none' ? O.none : O.some(key)) }

const written = (values: ReadonlyArray<unknown>) =>
  Laws.delivered(Enumerator.of(...(values as ReadonlyArray<Json>)).through(EventSource()))

describe('without options', () => {
  test.each<readonly [string, unknown, string]>([
    ['a string', 'kiki', 'data: kiki'],
    ['lines', 'kiki\r\nfoo\nbar', 'data: kiki\ndata: foo\ndata: bar'],
    ['an empty string', '', 'data: '],
    ['a number', -0.5, 'data: -0.5'],
    ['null', null, 'data: null'],
    ['an array', ['a\nb', 1], 'data: ["a\\nb",1]'],
    ['an object', { a: { b: [] } }, 'data: {"a":{"b":[]}}'],
    ['half a character', 'a\ud83d', 'data: a\ufffd'],
    ['half a character in JSON', ['a\ud83d'], 'data: ["a\\ud83d"]']
  ])('%s', async (_, value, text) => {
    expect(await written([value])).toEqual({ elements: [`${text}\n\n`], failure: undefined })
  })

  test('any JSON value comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileJson.map((value) => [value])), async (values) => {
        const through = EventSource().compose(ServerSentEvent.decode())
        const { elements } = await Laws.delivered(Enumerator.of(...(values as Json[])).through(through))
        expect(elements.map((event) => JSON.stringify(JSON.parse(event.data)))).toEqual(
          values.map((value) => JSON.stringify(value))
        )
      })
    )
  })

  test.each([
    ['undefined', undefined],
    ['a function', () => 1],
    ['a symbol', Symbol('a')]
  ])('%s is refused, after what came before', async (type, value) => {
    const { elements, failure } = await written(['a', value, 'b'])
    expect(elements).toEqual(['data: a\n\n'])
    expect(failure).toMatch(new RegExp(`EventData.json: a ${type.replace(/^a /, '')} is not a JSON value`))
  })

  test.each([
    ['a BigInt', 1n],
    [
      'a cycle',
      (() => {
        const a: { self?: unknown } = {}
        a.self = a
        return a
      })()
    ]
  ])('%s is refused', async (_, value) => {
    const result = await Enumerator.of(value as unknown as Json)
      .through(EventSource())
      .run(Iteratee.ignore())()
    expect(E.isLeft(result) && result.left).toBeInstanceOf(TypeError)
  })
})

test('data, names and ids, of those that have them', async () => {
  const rows = Enumerator.of<Row>(
    { key: '1', text: 'a' },
    { key: '', text: 'b', kind: 'tick' },
    { key: 'none', text: 'c\nd', kind: '' }
  )
  expect((await Laws.delivered(rows.through(EventSource({ data, name, id })))).elements).toEqual([
    'id: 1\ndata: a\n\n',
    'event: tick\nid: \ndata: b\n\n',
    'event: \ndata: c\ndata: d\n\n'
  ])
})

test('names and ids of JSON values', async () => {
  const key: EventId<{ readonly n: number }> = { eventId: ({ n }) => O.some(String(n)) }
  const through = Enumerator.of({ n: 1 }).through(EventSource({ id: key }))
  expect((await Laws.delivered(through)).elements).toEqual(['id: 1\ndata: {"n":1}\n\n'])
})

test('pairs of a name and a value', async () => {
  const pairs = Enumerator.of<readonly [string, Json]>(['tick', 1], ['log', 'a'])
  const through = pairs.through(EventSource({ name: EventName.pair, data: EventData.pair(EventData.stringOrJson) }))
  expect((await Laws.delivered(through)).elements).toEqual(['event: tick\ndata: 1\n\n', 'event: log\ndata: a\n\n'])
})

test('no name and no id, by name', async () => {
  const through = Enumerator.of('a').through(EventSource({ name: EventName.none, id: EventId.none }))
  expect((await Laws.delivered(through)).elements).toEqual(['data: a\n\n'])
})

test('whatever is in them: an event is refused, or comes back as itself and alone', async () => {
  const row = fc.record({ key: hostileString, text: hostileString, kind: hostileString })
  const refused = /[\r\n\0]|\p{Surrogate}/u
  await fc.assert(
    fc.asyncProperty(row, async (row) => {
      const through = EventSource({ data, name, id }).compose(ServerSentEvent.decode())
      const { elements, failure } = await Laws.delivered(Enumerator.of<Row>(row).through(through))
      if (refused.test(row.key) || refused.test(row.kind)) {
        expect(elements).toEqual([])
        expect(failure).toMatch(/^ServerSentEvent: (event|id): expected no CR, LF, NUL or lone surrogate, got U\+/)
      } else {
        const arrived = Buffer.from(row.text.replace(/\r\n?/g, '\n')).toString()
        const lastEventId = row.key === 'none' ? '' : row.key
        expect(elements).toEqual([{ event: row.kind === '' ? 'message' : row.kind, data: arrived, lastEventId }])
      }
    })
  )
})

test('an unknown option is refused', () => {
  expect(() => EventSource({ event: EventName.none } as object)).toThrow(
    new TypeError("EventSource: unknown option 'event'; there are data, name, id")
  )
})

describe('EventData', () => {
  test('of strings, of JSON values, of either', () => {
    expect(EventData.string.eventData('a\nb')).toBe('a\nb')
    expect(EventData.json.eventData('a\nb')).toBe('"a\\nb"')
    expect([EventData.stringOrJson.eventData('a'), EventData.stringOrJson.eventData({ a: 1 })]).toEqual([
      'a',
      '{"a":1}'
    ])
  })

  test('of what a codec encodes', () => {
    const At = new t.Type<Date, string>('At', (u): u is Date => u instanceof Date, t.failure, (d) => d.toISOString()) // prettier-ignore
    expect(EventData.fromEncoder(t.type({ at: At })).eventData({ at: new Date(0) })).toBe(
      '{"at":"1970-01-01T00:00:00.000Z"}'
    )
  })
})

test('names and ids by way of others', () => {
  expect(EventName.contramap((n: number) => [String(n), n] as const)(EventName.pair).eventName(1)).toEqual(O.some('1'))
  expect(EventId.contramap((key: string): Row => ({ key, text: '' }))(id).eventId('7')).toEqual(O.some('7'))
})
