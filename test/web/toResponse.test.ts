import { Enumerator, Writeable } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import { toResponse } from 'fp-ts-iteratee/web'
import * as fc from 'fast-check'
import { told } from '../support/told'
import { turns } from '../support/turns'
import { readAll } from '../support/webStreams'

const failure = new Error('on purpose')

/** Whatever is a body. */
const anything: Writeable<string | Uint8Array> = { contentType: 'x/y', transform: (a) => a }

const text = (piece: Uint8Array): string => Buffer.from(piece).toString()

/** The chunks of the body, as text, and how it fails. */
const chunksOf = async (response: Response) => {
  const { elements, error } = await readAll(response.body as ReadableStream<Uint8Array>)
  return { chunks: elements.map(text), error }
}

describe('the head', () => {
  const of = (options?: Parameters<typeof toResponse>[2]): Response =>
    toResponse(Enumerator.of('a'), Writeable.text, options)

  test('has what keeps the stream from being held back', () => {
    const { status, headers } = of()
    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toEqual({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff'
    })
  })

  test.each<readonly [string, HeadersInit]>([
    ['a record', { 'Content-Type': 'text/csv', 'x-mine': 'here' }],
    [
      'pairs',
      [
        ['CONTENT-TYPE', 'text/csv'],
        ['x-mine', 'here']
      ]
    ],
    ['Headers', new Headers({ 'content-type': 'text/csv', 'x-mine': 'here' })]
  ])("has the user's headers over them: %s", (_, given) => {
    const { headers } = of({ headers: given })
    expect(headers.get('content-type')).toBe('text/csv')
    expect(headers.get('x-mine')).toBe('here')
    expect(headers.get('cache-control')).toBe('no-cache, no-transform')
  })

  test('has each of several cookies', () => {
    const headers: HeadersInit = [
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2']
    ]
    expect(of({ headers }).headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  test('has the status, and its text', () => {
    expect(of({ status: 503, statusText: 'later' })).toMatchObject({ status: 503, statusText: 'later' })
  })

  test.each([101, 199, 204, 205, 304, 600, NaN, 200.5])('status %d is refused', (status) => {
    expect(() => of({ status })).toThrow(
      new RangeError(`toResponse: status: expected one that has a body, 200 to 599, got ${String(status)}`)
    )
  })

  test('an unknown option is refused, and so is a header that cannot be sent', () => {
    const options = { state: 200 }
    expect(() => of(options as object)).toThrow(
      "toResponse: unknown option 'state'; there are status, statusText, headers, onOpen, onClose, signal"
    )
    expect(() => of({ headers: { 'x y': 'z' } })).toThrow(/x y/)
  })

  test('is all of the answer to HEAD: nothing is run', async () => {
    const source = told<string>()
    const whole = toResponse(source.enumerator, Writeable.text, { status: 404 })
    const head = new Response(null, whole)
    expect(head.status).toBe(404)
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(whole.headers))
    await turns(2)
    expect(source.opened).toBe(0)
  })
})

describe('the body', () => {
  const contents = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 4 }), fc.uint8Array({ maxLength: 4 }))

  test('is the elements in order, strings as UTF-8, bytes as they are, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(Laws.enumerators(contents), async ({ enumerator, content, failure }) => {
        const read = await readAll(toResponse(enumerator, anything).body as ReadableStream<Uint8Array>)
        expect(read.failure).toBe(failure)
        // an element is whole in a chunk, and a chunk is not empty
        expect(read.elements.every(({ length }) => length > 0)).toBe(true)
        const expected = content.map((part) => Buffer.from(part as string))
        expect(Buffer.concat(read.elements)).toEqual(Buffer.concat(expected))
      })
    )
  })

  test('is text', async () => {
    expect(await toResponse(Enumerator.of('ü', '😀'), Writeable.text).text()).toBe('ü😀')
    expect(await toResponse(Enumerator.empty, Writeable.text).text()).toBe('')
  })

  test('has what is handed on in one go in one chunk', async () => {
    const source = told<string>()
    const reader = (toResponse(source.enumerator, Writeable.text).body as ReadableStream<Uint8Array>).getReader()
    let reading = reader.read()
    const channel = await source.channels.next()
    for (const burst of ['abc', 'd', 'ef']) {
      for (const element of burst) channel.push(element)
      expect(text((await reading).value as Uint8Array)).toBe(burst)
      reading = reader.read()
    }
    channel.end()
    expect((await reading).done).toBe(true)
  })

  test('has arrays that follow each other in one chunk, and the last elements in one with the end', async () => {
    const enumerator = Enumerator.of('kiki', 'foo').andThen(Enumerator.of('bar'))
    expect(await chunksOf(toResponse(enumerator, Writeable.text))).toEqual({ chunks: ['kikifoobar'] })
  })

  const generated = async function* () {
    yield* ['kiki', 'foo', 'bar']
  }
  test.each<readonly [string, () => Enumerator<string>]>([
    ['an async generator', () => Enumerator.fromAsyncIterable(generated())],
    ['mapM', () => Enumerator.of('kiki', 'foo', 'bar').mapM((s) => async () => s)]
  ])('has elements that wait for settled promises in one chunk: %s', async (_, make) => {
    expect(await chunksOf(toResponse(make(), Writeable.text))).toEqual({ chunks: ['kikifoobar'] })
    const failing = make().andThen(Enumerator.fail(failure))
    expect(await chunksOf(toResponse(failing, Writeable.text))).toEqual({ chunks: ['kikifoobar'], error: failure })
  })

  test('has 16 KiB in a chunk, and no more is made before that is read', async () => {
    let made = 0
    const kilobytes = Enumerator.repeat(() => (made++, 'x'.repeat(1024)))
    const reader = (toResponse(kilobytes, Writeable.text).body as ReadableStream<Uint8Array>).getReader()
    for (let n = 1; n <= 5; n++) {
      expect((await reader.read()).value).toHaveLength(16 * 1024)
      await turns(1)
      expect(made).toBe(16 * n)
    }
    await reader.cancel()
  })

  test('waits with one element at most, where nobody reads', async () => {
    const source = told<string>()
    let transformed = 0
    const counting: Writeable<string> = { contentType: 'x/y', transform: (s) => (transformed++, s) }
    const reader = (toResponse(source.enumerator, counting).body as ReadableStream<Uint8Array>).getReader()
    const reading = reader.read()
    const channel = await source.channels.next()
    channel.push('a')
    await reading
    for (const element of 'bcd') {
      channel.push(element)
      await turns(1)
    }
    expect(transformed).toBe(1)
    expect(text((await reader.read()).value as Uint8Array)).toBe('bcd')
    expect(transformed).toBe(4)
    await reader.cancel()
  })

  test('has a surrogate pair that was cut in two whole, where both leave together and where they do not', async () => {
    const bytes = new TextEncoder().encode('|')
    const enumerator = Enumerator.of<string | Uint8Array>(bytes, '\ud83d', '\ude00', bytes)
    expect(await chunksOf(toResponse(enumerator, anything))).toEqual({ chunks: ['|😀|'] })
    const later = Enumerator.of('a\ud83d').andThen(
      Enumerator.flatten(() => turns(20).then(() => Enumerator.of('\ude00b')))
    )
    expect(await chunksOf(toResponse(later, anything))).toEqual({ chunks: ['a', '😀b'] })
  })

  test('has half a surrogate pair that stays alone as U+FFFD', async () => {
    const bytes = new TextEncoder().encode('|')
    const enumerator = Enumerator.of<string | Uint8Array>('\ud83d', bytes, '\ude00', '\ud83d')
    expect(await chunksOf(toResponse(enumerator, anything))).toEqual({ chunks: ['\ufffd|\ufffd\ufffd'] })
  })

  test('has of a part of a larger buffer that part', async () => {
    const whole = new TextEncoder().encode('0123456789')
    expect(await toResponse(Enumerator.of(whole.subarray(3, 6)), Writeable.bytes).text()).toBe('345')
  })

  test('fails with what the enumerator, or the Writeable, fails with, after what came before', async () => {
    const failing = Enumerator.of('a').andThen(Enumerator.fail(failure))
    const refusing: Writeable<string> = {
      contentType: 'x/y',
      transform: (s) => {
        if (s === 'b') throw failure
        return s
      }
    }
    for (const response of [toResponse(failing, Writeable.text), toResponse(Enumerator.of('a', 'b'), refusing)]) {
      const { chunks, error } = await chunksOf(response)
      expect(chunks).toEqual(['a'])
      expect(error).toBe(failure)
    }
  })

  test('is in constant memory, element by element in the same turn', async () => {
    const enumerator = Enumerator.range(1, 100_000).map((n) => `${n}\n`)
    const { elements } = await readAll(toResponse(enumerator, Writeable.text).body as ReadableStream<Uint8Array>)
    expect(Math.max(...elements.map(({ length }) => length))).toBeLessThan(17 * 1024)
    expect(elements.reduce((sum, { length }) => sum + length, 0)).toBe(588_895)
  })
})
