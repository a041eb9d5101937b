/** As much as is allowed, and not one byte more. */
import * as fc from 'fast-check'
import {
  Enumerator,
  Iteratee,
  Multipart,
  type MultipartLimits,
  MultipartLimitError,
  type PartHead
} from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as O from 'fp-ts/lib/Option.js'
import { bytesOf, content, latin1, type Part, reading, written } from '../../support/forms'
import { pieces } from '../../support/text'

const run = (bytes: Uint8Array, limits: MultipartLimits) =>
  Enumerator.of(bytes).through(reading('a', limits)).run(Iteratee.getChunks<Part>())()

const exceeded = (limit: string, max: number, offset: number) => ({
  _tag: 'Left',
  left: { name: 'MultipartLimitError', limit, max, offset }
})

const headOf = (name: string): string => `Content-Disposition: form-data; name="${name}"\r\n\r\n`
const partsOf = (...contents: ReadonlyArray<string>): ReadonlyArray<Part> =>
  contents.map((content) => ({ name: 'n', content }))

describe('maxBytes', () => {
  const parts = partsOf('', 'xx', 'xxxxx')
  const bytes = written('a', parts)

  test.each([0, 1, 2, 4, 5, 6, Infinity])('%d', async (maxBytes) => {
    const first = parts.findIndex(({ content }) => content.length > maxBytes)
    const result = await run(bytes, { maxBytes })
    if (first < 0) expect(result).toEqual({ _tag: 'Right', right: parts })
    else {
      const at = latin1(written('a', parts.slice(0, first))).length - '--a--\r\n'.length
      expect(result).toMatchObject(exceeded('maxBytes', maxBytes, at + '--a\r\n'.length + headOf('n').length))
      expect(result).toHaveProperty('left', expect.any(MultipartLimitError))
      expect(result).toHaveProperty('left.message', expect.stringMatching(`the content of part ${first + 1}, at byte`))
    }
  })

  test('what is allowed comes first, whatever the cut', async () => {
    const cut = fc
      .tuple(fc.nat(8), fc.nat(8))
      .chain(([length, maxBytes]) =>
        pieces(written('a', partsOf('x'.repeat(length)))).map((cut) => ({ cut, length, maxBytes }))
      )
    await fc.assert(
      fc.asyncProperty(cut, Laws.cuttings, async ({ cut, length, maxBytes }, cutting) => {
        let seen = 0
        const count = Iteratee.foreach((bytes: Uint8Array) => void (seen += bytes.length))
        const { failure } = await Laws.delivered(
          cutting.produce(cut).through(Multipart.parts('a', () => count, { maxBytes }))
        )
        expect(seen).toBe(Math.min(length, maxBytes))
        expect(failure !== undefined).toBe(length > maxBytes)
      })
    )
  })

  test('of each part its own', async () => {
    const maxBytes = ({ filename }: PartHead): number => (O.isSome(filename) ? 3 : 2)
    const file = { name: 'f', filename: 'f', content: 'xxx' }
    expect(await run(written('a', [file, ...partsOf('xx')]), { maxBytes })).toMatchObject({ _tag: 'Right' })
    expect(await run(written('a', [file, ...partsOf('xxx')]), { maxBytes })).toMatchObject({
      left: { limit: 'maxBytes', max: 2 }
    })
  })

  test('a function that answers no number of bytes is the failure', async () => {
    const result = await run(bytes, { maxBytes: () => NaN })
    expect(result).toEqual({
      _tag: 'Left',
      left: new RangeError('Multipart.parts: maxBytes: expected a whole number, 0 or more, got NaN')
    })
  })

  test('10 MiB of a file and 1 MiB of a field, where nothing else is said', async () => {
    for (const [filename, max] of [
      ['f', 10_485_760],
      [undefined, 1_048_576]
    ] as const) {
      const part = { name: 'n', ...(filename === undefined ? {} : { filename }) }
      const size = Multipart.parts('a', () => Iteratee.fold(0, (n, bytes: Uint8Array) => n + bytes.length))
      for (const length of [max, max + 1]) {
        const bytes = written('a', [{ ...part, content: 'x'.repeat(length) }])
        const result = await Enumerator.of(bytes).through(size).run(Iteratee.getChunks())()
        expect(result).toMatchObject(
          length === max ? { _tag: 'Right', right: [max] } : { left: { limit: 'maxBytes', max } }
        )
      }
    }
  })

  test('holds for what an iteratee leaves', async () => {
    const early = Multipart.parts('a', ({ name }) => Iteratee.done(name), { maxBytes: 4 })
    const result = await Enumerator.of(bytes).through(early).run(Iteratee.getChunks())()
    expect(result).toMatchObject({ left: { limit: 'maxBytes', max: 4 } })
  })
})

describe('maxParts', () => {
  test.each([0, 1, 2, 3])('%d, of two', async (maxParts) => {
    const result = await run(written('a', partsOf('x', 'y')), { maxParts })
    if (maxParts >= 2) expect(result).toEqual({ _tag: 'Right', right: partsOf('x', 'y') })
    else expect(result).toMatchObject({ left: { limit: 'maxParts', max: maxParts } })
    if (maxParts < 2) expect(result).toHaveProperty('left.message', expect.stringMatching(`part ${maxParts + 1}, at`))
  })
})

describe('maxHeaderBytes', () => {
  const heads = '\r\n'.length + headOf('n').length

  test.each([heads - 1, heads, heads + 1])('%d, of a head', async (maxHeaderBytes) => {
    const result = await run(written('a', partsOf('x')), { maxHeaderBytes })
    if (maxHeaderBytes >= heads) expect(result).toEqual({ _tag: 'Right', right: partsOf('x') })
    else {
      expect(result).toMatchObject(exceeded('maxHeaderBytes', maxHeaderBytes, 3))
      expect(result).toHaveProperty(
        'left.message',
        expect.stringMatching(/^the head of part 1, at byte 3, is more than /)
      )
    }
  })

  test.each([7, 8, 9])('%d, of what comes before and after', async (maxHeaderBytes) => {
    for (const body of ['12345678\r\n--a--', '--a--12345678']) {
      const result = await run(bytesOf(body), { maxHeaderBytes })
      const at = body.startsWith('-') ? 5 : 0
      if (maxHeaderBytes >= 8) expect(result).toEqual({ _tag: 'Right', right: [] })
      else {
        expect(result).toMatchObject(exceeded('maxHeaderBytes', maxHeaderBytes, at))
        const what = at === 0 ? 'what comes before the first boundary' : 'what comes after the last boundary'
        expect(result).toHaveProperty('left.message', expect.stringContaining(what))
      }
    }
  })

  test('a head without an end, or a body without a boundary, fails before it fills the memory', async () => {
    for (const begins of ['', '--a\r\n', '--a--']) {
      let asked = 0
      const endless = Enumerator.of(bytesOf(begins)).andThen(
        Enumerator.repeat(() => {
          asked++
          return bytesOf('x'.repeat(1000))
        })
      )
      const result = await endless.through(reading('a')).run(Iteratee.getChunks())()
      expect(result).toMatchObject({ left: { limit: 'maxHeaderBytes', max: 16_384 } })
      expect(asked).toBe(17)
    }
  })
})

test('limits are checked when the parser is made', () => {
  const make = (limits: object) => () => Multipart.parts('a', () => content, limits)
  expect(make({ maxSize: 1 })).toThrow(
    new TypeError("Multipart.parts: unknown option 'maxSize'; there are maxParts, maxHeaderBytes, maxBytes")
  )
  for (const limit of ['maxParts', 'maxHeaderBytes', 'maxBytes']) {
    expect(make({ [limit]: -1 })).toThrow(
      new RangeError(`Multipart.parts: ${limit}: expected a whole number, 0 or more, got -1`)
    )
  }
})
