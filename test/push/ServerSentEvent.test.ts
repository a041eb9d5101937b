/** Events are written so that they come back, and nothing else does. */
import * as fc from 'fast-check'
import { Enumerator, type Dispatched, Iteratee, ServerSentEvent } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { hostileStrings } from '../support/hostile'
import { hostileString } from '../support/hostileJson'
import { message } from '../support/eventStreams'
import { pieces } from '../support/text'

const stringify = (event: ServerSentEvent): string => ServerSentEvent.stringify(event)

const decoded = async (text: string) =>
  (await Laws.delivered(Enumerator.of(text).through(ServerSentEvent.decode()))).elements

/** As it arrives in UTF-8, its line breaks made LF. */
const arriving = (text: string): string => Buffer.from(text.replace(/\r\n?/g, '\n')).toString()

const refused = /[\r\n\0]|\p{Surrogate}/u

describe('is written', () => {
  test.each<readonly [string, ServerSentEvent, string]>([
    ['data', { data: 'a' }, 'data: a\n\n'],
    ['lines of data', { data: 'a\nb\rc\r\nd' }, 'data: a\ndata: b\ndata: c\ndata: d\n\n'],
    ['empty lines of data', { data: '\n\r\r\n' }, 'data: \ndata: \ndata: \ndata: \n\n'],
    ['no data', { data: '' }, 'data: \n\n'],
    ['blanks', { data: ' a ', event: ' b ', id: ' c ', comment: ' d ' }, ':  d \nevent:  b \nid:  c \ndata:  a \n\n'],
    ['all of it', { data: 'a', event: 'b', id: 'c', retry: 10, comment: 'd' }, ': d\nevent: b\nid: c\nretry: 10\ndata: a\n\n'], // prettier-ignore
    ['an id that ends one', { id: '' }, 'id: \n\n'],
    ['an empty name', { event: '', data: 'a' }, 'event: \ndata: a\n\n'],
    ['a comment of lines', { comment: 'a\r\nb\n' }, ': a\n: b\n: \n\n'],
    ['an empty comment', { comment: '' }, ': \n\n'],
    ['a time', { retry: 0 }, 'retry: 0\n\n'],
    ['the longest time', { retry: Number.MAX_SAFE_INTEGER }, 'retry: 9007199254740991\n\n'],
    ['nothing', {}, '\n'],
    ['what looks like a pattern of a replacement', { data: "$&\n$1$'" }, "data: $&\ndata: $1$'\n\n"]
  ])('%s', async (_, event, text) => {
    expect(stringify(event)).toBe(text)
    expect(await Laws.delivered(Enumerator.of(event).through(ServerSentEvent.encode))).toEqual({
      elements: [text],
      failure: undefined
    })
  })
})

describe('is refused', () => {
  test.each<readonly [string, ServerSentEvent, Error]>([
    ['LF in an id', { id: '1\ndata: a' }, new TypeError('ServerSentEvent: id: expected no CR, LF, NUL or lone surrogate, got U+000A at 1')], // prettier-ignore
    ['CR in a name', { event: 'a\r' }, new TypeError('ServerSentEvent: event: expected no CR, LF, NUL or lone surrogate, got U+000D at 1')], // prettier-ignore
    ['half a character in a name', { event: '😀\ud83d' }, new TypeError('ServerSentEvent: event: expected no CR, LF, NUL or lone surrogate, got U+D83D at 2')], // prettier-ignore
    ['data that is no string', { data: 1 as never }, new TypeError('ServerSentEvent: data: expected a string, got 1')],
    ['no comment', { comment: null as never }, new TypeError('ServerSentEvent: comment: expected a string, got null')],
    ['an id that is no string', { id: 1 as never }, new TypeError('ServerSentEvent: id: expected a string, got 1')]
  ])('%s', async (_, event, error) => {
    expect(() => stringify(event)).toThrow(error)
    const through = Enumerator.of<ServerSentEvent>({ data: 'before' }, event, { data: 'after' }).through(
      ServerSentEvent.encode
    )
    expect(await Laws.delivered(through)).toEqual({ elements: ['data: before\n\n'], failure: error.message })
    expect(await through.run(Iteratee.ignore())()).toEqual(E.left(error))
  })

  test.each([-1, 0.5, NaN, Infinity, 2 ** 53, '10', null])('a time of %p', (retry) => {
    expect(() => stringify({ retry: retry as number })).toThrow(
      new RangeError(`ServerSentEvent: retry: expected a whole number of milliseconds, 0 or more, got ${String(retry)}`)
    )
  })
})

const range = (from: number, to: number): ReadonlyArray<number> =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)

describe('each control character in each field', () => {
  const units = [...range(0, 0x1f), ...range(0x7f, 0x9f), 0x2028, 0x2029, 0xfeff, 0xd800, 0xdfff, 0xfffd, 0xffff]

  test.each(units.map((unit) => [unit.toString(16), String.fromCharCode(unit)] as const))('U+%s', async (_, c) => {
    for (const value of [c, `a${c}`, `${c}a`, `a${c}b`, `${c}data: forged`, `a${c}${c}data: forged${c}${c}`]) {
      expect(await decoded(stringify({ data: value }))).toEqual([message(arriving(value))])
      expect(await decoded(stringify({ comment: value }))).toEqual([])
      expect(await decoded(stringify({ comment: value, data: 'd' }))).toEqual([message('d')])
      for (const field of ['event', 'id'] as const) {
        const text = () => stringify({ [field]: value, data: 'd' })
        if (refused.test(value)) {
          const code = c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
          expect(text).toThrow(TypeError)
          expect(text).toThrow(`${field}: expected no CR, LF, NUL or lone surrogate, got U+${code} at`)
        } else {
          const [event, lastEventId] = field === 'event' ? [value, ''] : ['message', value]
          expect(await decoded(text())).toEqual([{ event, data: 'd', lastEventId }])
        }
      }
    }
  })
})

const present = <A>(of: fc.Arbitrary<A>): fc.Arbitrary<A | undefined> => fc.option(of, { nil: undefined })

const text = fc.oneof(hostileString, fc.string({ unit: fc.constantFrom('\r', '\n', '\0', ' ', ':', 'data: a', 'id') }))

/** Any fields, with anything in them. */
const events: fc.Arbitrary<ServerSentEvent> = fc
  .record({
    data: present(text),
    event: present(text),
    id: present(text),
    retry: present(fc.nat()),
    comment: present(text)
  })
  .map((fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)))

const isRefused = ({ event = '', id = '' }: ServerSentEvent): boolean => refused.test(event) || refused.test(id)

/** The model: what a browser dispatches of them. */
const dispatchedOf = (all: ReadonlyArray<ServerSentEvent>): ReadonlyArray<Dispatched> => {
  const dispatched: Dispatched[] = []
  let lastEventId = ''
  let time: number | undefined
  for (const { data, event = '', id, retry } of all) {
    lastEventId = id ?? lastEventId
    time = retry ?? time
    if (data === undefined) continue
    const made = { event: event === '' ? 'message' : event, data: arriving(data), lastEventId }
    dispatched.push(time === undefined ? made : { ...made, retry: time })
    time = undefined
  }
  return dispatched
}

describe('injection', () => {
  test('whatever is in its fields, an event is refused, or comes back as itself and alone', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (event) => {
        if (isRefused(event)) expect(() => stringify(event)).toThrow(TypeError)
        else expect(await decoded(stringify(event))).toEqual(dispatchedOf([event]))
      }),
      { numRuns: 1000 }
    )
  })

  test('and the one after it comes back as if it were not there, but for the id and the time', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (event) => {
        fc.pre(!isRefused(event))
        const after = { event: 'after', id: 'x', retry: 1, data: 'y' }
        const all = await decoded(stringify(event) + stringify(after))
        expect(all).toEqual([...dispatchedOf([event]), ...dispatchedOf([after])])
      })
    )
  })

  test.each(hostileStrings.map((value) => [value.slice(0, 40), value] as const))('%j', async (_, value) => {
    expect(await decoded(stringify({ data: value }))).toEqual([message(arriving(value))])
    expect(await decoded(stringify({ comment: value, data: 'd' }))).toEqual([message('d')])
    for (const field of ['event', 'id'] as const) {
      const event = { [field]: value, data: 'd' }
      if (refused.test(value)) expect(() => stringify(event)).toThrow(TypeError)
      else expect(await decoded(stringify(event))).toEqual(dispatchedOf([event]))
    }
  })

  test('what is written is well-formed: UTF-8 carries it as it is', () => {
    fc.assert(
      fc.property(events, (event) => {
        fc.pre(!isRefused(event))
        expect(Buffer.from(stringify(event)).toString()).toBe(stringify(event))
      })
    )
  })
})

describe('decode after encode', () => {
  const writable = events.filter((event) => !isRefused(event))
  const stream = fc.array(writable, { maxLength: 6 }).chain((all) => {
    const text = all.map(stringify).join('')
    return pieces(text).map((cut) => ({ all, cut }))
  })

  test('is what is dispatched of the events, however the text is cut', async () => {
    await fc.assert(
      fc.asyncProperty(stream, Laws.cuttings, async ({ all, cut }, cutting) => {
        const { elements } = await Laws.delivered(cutting.produce(cut).through(ServerSentEvent.decode()))
        expect(elements).toEqual(dispatchedOf(all))
      }),
      { numRuns: 300 }
    )
  })

  test('is what is dispatched of the events, without being cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(writable, { maxLength: 6 }), Laws.cuttings, async (all, cutting) => {
        const through = ServerSentEvent.encode.compose(ServerSentEvent.decode())
        expect((await Laws.delivered(cutting.produce(all).through(through))).elements).toEqual(dispatchedOf(all))
      })
    )
  })

  test('of what was dispatched is the same again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(writable, { maxLength: 6 }), async (all) => {
        const once = dispatchedOf(all)
        const again = once.map(({ lastEventId, ...event }): ServerSentEvent => ({ ...event, id: lastEventId }))
        expect(await decoded(again.map(stringify).join(''))).toEqual(once)
      })
    )
  })
})
