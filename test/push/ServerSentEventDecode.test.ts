/** Event streams are read as the HTML standard says, however they are cut. */
import * as fc from 'fast-check'
import { Enumerator, EventTooLongError, Iteratee, ServerSentEvent } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { dispatchedOf, eventStreams, message, streams } from '../support/eventStreams'
import { pieces } from '../support/text'

const decoded = async (...text: ReadonlyArray<string>) => {
  const { elements, failure } = await Laws.delivered(Enumerator.of(...text).through(ServerSentEvent.decode()))
  expect(failure).toBeUndefined()
  return elements
}

describe('case by case', () => {
  test.each(eventStreams)('%s', async (_, text, dispatched) => {
    expect(await decoded(text)).toEqual(dispatched)
    expect(await decoded(...text.split(''))).toEqual(dispatched)
    const places = text.length > 1000 ? [1, 7, 4990, text.length - 2] : Array.from(text, (_, i) => i)
    for (const at of places) expect(await decoded(text.slice(0, at), text.slice(at))).toEqual(dispatched)
  })

  test.each(eventStreams)('%s: the model agrees', (_, text, dispatched) => {
    const capped = ({ retry, ...event }: (typeof dispatched)[number]) =>
      retry === undefined ? event : { ...event, retry: Math.min(retry, Number.MAX_SAFE_INTEGER) }
    expect(dispatchedOf(text).map(capped)).toEqual(dispatched)
  })
})

const cutStream = streams.chain((text) => pieces(text).map((cut) => ({ text, cut })))

test('generated ones, wherever they are cut', async () => {
  await fc.assert(
    fc.asyncProperty(cutStream, Laws.cuttings, async ({ text, cut }, cutting) => {
      const { elements } = await Laws.delivered(cutting.produce(cut).through(ServerSentEvent.decode()))
      expect(elements).toEqual(dispatchedOf(text))
    }),
    { numRuns: 1000 }
  )
})

test('an event is handed on with the empty line, not with what follows', async () => {
  const [seen, at]: [unknown[], number[]] = [[], []]
  const text = Enumerator.of('data: a\r', '\r', '\ndata: b\n', '\n').map((piece) => {
    at.push(seen.length)
    return piece
  })
  await text.through(ServerSentEvent.decode()).run(Iteratee.foreach((event) => void seen.push(event)))()
  expect([at, seen.length]).toEqual([[0, 0, 1, 1], 2])
})

test('fed in parts it stays a value', async () => {
  await fc.assert(
    fc.asyncProperty(cutStream, cutStream, cutStream, async (first, one, other) => {
      const begun = await Enumerator.of(...first.cut).apply(ServerSentEvent.decode().transform(Iteratee.getChunks()))()
      for (const following of [one, other, one]) {
        const all = await Enumerator.of(...following.cut).run(begun)()
        expect(all).toEqual(E.right(dispatchedOf(first.text + following.text)))
      }
    })
  )
})

describe('maxLength', () => {
  const limited = (maxLength: number, ...text: ReadonlyArray<string>) =>
    Laws.delivered(Enumerator.of(...text).through(ServerSentEvent.decode({ maxLength })))

  test.each<readonly [string, string, number]>([
    ['one line', 'data: a\n\n', 7],
    ['several', 'id: 1\ndata: a\n\n', 12],
    ['with ends of two', 'id: 1\r\ndata: a\r\n\r\n', 12],
    ['unknown fields count', 'abc\nd: e\ndata: a\n\n', 14],
    ['comments within count', 'data: a\n: b\n\n', 10],
    ['comments before do not', ': b\n: c\r\n:::\n\n: d\ndata: a\n\n', 7],
    ['one longer comment before does', ': 56789\ndata\n\n', 7],
    ['a mark at the beginning does not', '\ufeffdata: a\n\n', 7],
    ['each event by itself', 'data: a\n\ndata: b\n\nid: 1\n\n', 7],
    ['code units, not characters', 'data:😀\n\n', 7],
    ['without an end', 'data: a', 7]
  ])('%s: just so long, and one shorter', async (_, text, length) => {
    for (const cut of [[text], text.split('')]) {
      expect(await limited(length, ...cut)).toEqual({ elements: dispatchedOf(text), failure: undefined })
      expect((await limited(length - 1, ...cut)).failure).toBe(`event 1 is longer than ${length - 1} code units`)
    }
  })

  test('the cut makes no difference', async () => {
    await fc.assert(
      fc.asyncProperty(cutStream, fc.nat(20), async ({ text, cut }, maxLength) => {
        expect(await limited(maxLength, ...cut)).toEqual(await limited(maxLength, text))
      }),
      { numRuns: 500 }
    )
  })

  test('the error tells the limit and the event, and comes after the events before it', async () => {
    const seen: unknown[] = []
    const text = Enumerator.of('data: a\n\nid: 1\n\ndata: b\n\nda', 'ta: abc\n')
    const result = await text
      .through(ServerSentEvent.decode({ maxLength: 8 }))
      .run(Iteratee.foreach((event) => void seen.push(event)))()
    expect(result).toEqual(E.left(new EventTooLongError(8, 3)))
    expect(E.isLeft(result) && result.left).toMatchObject({ name: 'EventTooLongError', maxLength: 8, event: 3 })
    expect(seen).toEqual([message('a'), message('b', '1')])
  })

  test('fails as soon as so much has come', async () => {
    const asked: number[] = []
    const long = Enumerator.range(1, 100).map((n) => {
      asked.push(n)
      return n % 3 === 0 ? 'a\n' : 'a'
    })
    await long.through(ServerSentEvent.decode({ maxLength: 10 })).run(Iteratee.ignore())()
    expect(asked).toHaveLength(11)
  })

  test('an event that is not asked for is not too long', async () => {
    const through = Enumerator.of('data\n\ndata: long').through(ServerSentEvent.decode({ maxLength: 4 }))
    expect(await through.run(Iteratee.takeUpTo(1))()).toEqual(E.right([message('')]))
  })

  test('is a million or so unless it is said, and may be Infinity', async () => {
    const text = `data:${'a'.repeat(1_048_571)}\n\n`
    const longer = `data:${'a'.repeat(1_048_572)}\n\n`
    expect(await decoded(text)).toEqual([message('a'.repeat(1_048_571))])
    expect(await Laws.running(Enumerator.of(longer).through(ServerSentEvent.decode()), Iteratee.head())).toEqual(
      E.left('event 1 is longer than 1048576 code units')
    )
    expect((await limited(Infinity, longer)).elements).toHaveLength(1)
  })

  test.each([-1, 1.5, NaN])('%s is refused', (maxLength) => {
    expect(() => ServerSentEvent.decode({ maxLength })).toThrow(
      new RangeError(`ServerSentEvent.decode: maxLength: expected a whole number, 0 or more, got ${String(maxLength)}`)
    )
  })

  test('a misspelt one is refused', () => {
    expect(() => ServerSentEvent.decode({ maxLenght: 1 } as object)).toThrow(
      new TypeError("ServerSentEvent.decode: unknown option 'maxLenght'; there are maxLength")
    )
  })
})
