import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import {
  type Dispatched,
  type Enumeratee,
  Enumerator,
  EventData,
  EventId,
  EventName,
  EventSource,
  Ndjson,
  ServerSentEvent
} from 'fp-ts-iteratee'
import { describe, expect, it } from 'tstyche'

interface Row {
  readonly key: string
  readonly at: Date
}

const data: EventData<Row> = EventData.contramap(({ at }: Row) => at.toISOString())(EventData.string)
const id: EventId<Pick<Row, 'key'>> = { eventId: ({ key }) => O.some(key) }

const rows = Enumerator.of<Row>({ key: '1', at: new Date() })

describe('EventSource', () => {
  it('makes text of strings and of JSON values', () => {
    expect(Enumerator.of('kiki', 'foo').through(EventSource())).type.toBe<Enumerator<string>>()
    expect(Enumerator.of({ a: [1, null] }).through(EventSource())).type.toBe<Enumerator<string>>()
    expect(Enumerator.of('kiki').through(EventSource({ name: EventName.none, id: EventId.none }))).type.toBe<
      Enumerator<string>
    >()
  })

  it('takes nothing else without data of its own', () => {
    expect(rows.through).type.not.toBeCallableWith(EventSource())
    expect(rows.through).type.not.toBeCallableWith(EventSource({ name: EventName.none }))
    expect(EventSource).type.not.toBeCallableWith({ id: { eventId: (_: Date) => O.some('') } })
  })

  it('takes what its data takes, and names and ids that take more', () => {
    expect(EventSource({ data })).type.toBe<Enumeratee<Row, string>>()
    expect(rows.through(EventSource({ data, id, name: EventName.none }))).type.toBe<Enumerator<string>>()
    expect(Enumerator.of('a').through).type.not.toBeCallableWith(EventSource({ data }))
  })

  it('gives functions the type that data takes', () => {
    const eventId = EventSource({ data, id: { eventId: (row) => O.some(row.key + row.at.toISOString()) } })
    expect(eventId).type.toBe<Enumeratee<Row, string>>()
  })

  it('keeps the type of options that have been named before', () => {
    const options = { data, id }
    expect(EventSource(options)).type.toBe<Enumeratee<Row, string>>()
  })

  it('takes pairs', () => {
    const pairs = Enumerator.of<readonly [string, number]>(['a', 1])
    const events = EventSource({ name: EventName.pair, data: EventData.pair(EventData.json) })
    expect(pairs.through(events)).type.toBe<Enumerator<string>>()
    expect(Enumerator.of('a').through).type.not.toBeCallableWith(events)
  })
})

describe('ServerSentEvent', () => {
  it('is written, and read as what a browser dispatches', () => {
    expect(Enumerator.of({ data: 'a', id: '1' }).through(ServerSentEvent.encode)).type.toBe<Enumerator<string>>()
    expect(Enumerator.of('').through(ServerSentEvent.decode())).type.toBe<Enumerator<Dispatched>>()
    expect(Enumerator.of({ data: 1 }).through).type.not.toBeCallableWith(ServerSentEvent.encode)
  })
})

describe('Ndjson', () => {
  const User = t.type({ name: t.string, at: t.number })

  it('is read as what the codec says', () => {
    expect(Enumerator.of('').through(Ndjson.decode(User))).type.toBe<Enumerator<{ name: string; at: number }>>()
    expect(Enumerator.of('').through(Ndjson.decode(t.unknown))).type.toBe<Enumerator<unknown>>()
    expect(Enumerator.of(1).through).type.not.toBeCallableWith(Ndjson.decode(User))
  })

  it('takes a codec that reads anything', () => {
    const Length = new t.Type<number, number, string>('Length', t.number.is, (s) => t.success(s.length), Number)
    expect(Ndjson.decode).type.not.toBeCallableWith(Length)
  })

  it('is written of JSON values, or of what a codec encodes', () => {
    expect(Enumerator.of({ a: [1, null] }).through(Ndjson.encode)).type.toBe<Enumerator<string>>()
    expect(Enumerator.of(new Date()).through).type.not.toBeCallableWith(Ndjson.encode)
    expect(Enumerator.of({ name: '', at: 1 }).through(Ndjson.encodeWith(User))).type.toBe<Enumerator<string>>()
    expect(rows.through).type.not.toBeCallableWith(Ndjson.encodeWith(User))
  })
})
