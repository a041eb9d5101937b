/** Lines are those of the whole text, however it is cut into elements. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee, LineTooLongError } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { linesOf, limited, pieces, texts } from '../support/text'

const cutText = texts.chain((text) => pieces(text).map((cut) => ({ text, cut })))

test('are those of the whole text, wherever it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(cutText, Laws.cuttings, async ({ text, cut }, cutting) => {
      const expected = { elements: linesOf(text), failure: undefined }
      expect(await Laws.delivered(cutting.produce(cut).through(Enumeratee.lines()))).toEqual(expected)
    }),
    { numRuns: 500 }
  )
})

test('are the same one character at a time', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const { elements } = await Laws.delivered(Enumerator.of(...text.split('')).through(Enumeratee.lines()))
      expect(elements).toEqual(linesOf(text))
    })
  )
})

test.each<readonly [string, ReadonlyArray<string>, ReadonlyArray<string>]>([
  ['nothing', [], []],
  ['an empty text', [''], []],
  ['one end', ['\n'], ['']],
  ['a last line without an end', ['a\nb'], ['a', 'b']],
  ['a last line with one', ['a\nb\n'], ['a', 'b']],
  ['empty lines', ['\n\na\n\n'], ['', '', 'a', '']],
  ['the three ends', ['a\rb\nc\r\nd'], ['a', 'b', 'c', 'd']],
  ['CRLF over two elements', ['a\r', '\nb'], ['a', 'b']],
  ['CRLF over two elements, with an empty one between', ['a\r', '', '\nb'], ['a', 'b']],
  ['CR, then LF of another line', ['a\r', 'b\n'], ['a', 'b']],
  ['CR and CRLF', ['a\r', '\r\nb'], ['a', '', 'b']],
  ['LF and CR', ['a\n\rb'], ['a', '', 'b']],
  ['CR at the end', ['a\r'], ['a']],
  ['CRLF, then LF', ['a\r', '\n', '\nb'], ['a', '', 'b']]
])('%s', async (_, text, expected) => {
  const { elements } = await Laws.delivered(Enumerator.of(...text).through(Enumeratee.lines()))
  expect(elements).toEqual(expected)
})

test('a line is handed on with its end, not with what follows', async () => {
  const [seen, at]: [string[], number[]] = [[], []]
  const text = Enumerator.of('a\r', '\nb', 'c\n', 'd').map((piece) => {
    at.push(seen.length)
    return piece
  })
  await text.through(Enumeratee.lines()).run(Iteratee.foreach((line) => void seen.push(line)))()
  expect(at).toEqual([0, 1, 1, 2])
})

describe('maxLength', () => {
  test('fails at the first line that is longer, after the lines before it, wherever the text is cut', async () => {
    await fc.assert(
      fc.asyncProperty(cutText, fc.nat(4), async ({ text, cut }, maxLength) => {
        const through = Enumerator.of(...cut).through(Enumeratee.lines({ maxLength }))
        expect(await Laws.delivered(through)).toEqual(limited(text, maxLength))
      }),
      { numRuns: 500 }
    )
  })

  test('the error tells the limit and the line', async () => {
    const result = await Enumerator.of('a\r\n', 'bc', 'd')
      .through(Enumeratee.lines({ maxLength: 2 }))
      .run(Iteratee.ignore())()
    expect(result).toEqual(E.left(new LineTooLongError(2, 2)))
    expect(E.isLeft(result) && result.left).toMatchObject({ name: 'LineTooLongError', maxLength: 2, line: 2 })
  })

  test('fails as soon as so much has come', async () => {
    const asked: number[] = []
    const long = Enumerator.range(1, 100).map((n) => {
      asked.push(n)
      return 'a'
    })
    await long.through(Enumeratee.lines({ maxLength: 10 })).run(Iteratee.foreach(() => undefined))()
    expect(asked).toHaveLength(11)
  })

  test('is a million or so unless it is said', async () => {
    const line = 'a'.repeat(1_048_576)
    const running = (text: string) => Enumerator.of(text).through(Enumeratee.lines()).run(Iteratee.getChunks())()
    expect(await running(line)).toEqual(E.right([line]))
    expect(await running(`${line}a`)).toEqual(E.left(new LineTooLongError(1_048_576, 1)))
  })

  test('may be Infinity', async () => {
    const line = 'a'.repeat(1_048_577)
    const through = Enumerator.of(line).through(Enumeratee.lines({ maxLength: Infinity }))
    expect(await through.run(Iteratee.getChunks())()).toEqual(E.right([line]))
  })

  test('a line that is not asked for is not too long', async () => {
    const through = Enumerator.of('a\nbcd\n').through(Enumeratee.lines({ maxLength: 2 }))
    expect(await through.run(Iteratee.takeUpTo(1))()).toEqual(E.right(['a']))
  })

  test('waits for what follows before it fails', async () => {
    const seen: string[] = []
    const slow = Iteratee.foreachM((line: string) => () => Laws.late(undefined, 3)().then(() => void seen.push(line)))
    const through = Enumerator.of('a\nb\ncde\nf').through(Enumeratee.lines({ maxLength: 2 }))
    expect(Laws.seen(await through.run(slow)())).toEqual(E.left('line 3 is longer than 2 code units'))
    expect(seen).toEqual(['a', 'b'])
  })

  test.each([-1, 1.5, NaN])('%s is refused', (maxLength) => {
    expect(() => Enumeratee.lines({ maxLength })).toThrow(
      new RangeError(`Enumeratee.lines: maxLength: expected a whole number, 0 or more, got ${String(maxLength)}`)
    )
  })

  test('a misspelt one is refused', () => {
    expect(() => Enumeratee.lines({ maxLenght: 1 } as object)).toThrow(
      new TypeError("Enumeratee.lines: unknown option 'maxLenght'; there are maxLength")
    )
  })
})

test('fed in parts it stays a value', async () => {
  await fc.assert(
    fc.asyncProperty(cutText, cutText, cutText, async (first, one, other) => {
      const begun = await Enumerator.of(...first.cut).apply(Enumeratee.lines().transform(Iteratee.getChunks()))()
      for (const following of [one, other, one]) {
        const all = await Enumerator.of(...following.cut).run(begun)()
        expect(all).toEqual(E.right(linesOf(first.text + following.text)))
      }
    })
  )
})

test('what is not taken of an element is not given back', async () => {
  const one = Enumeratee.lines().transform(Iteratee.takeUpTo<string>(1))
  const result = await Laws.running(Enumerator.of('a\nb\nc', 'd'), Laws.withRest(one))
  expect(result).toEqual(E.right([['a'], ['d']]))
})

test('what waits within an element is handed the rest of it after the wait', async () => {
  const waiting = Iteratee.foldM([], (all: ReadonlyArray<string>, line: string) => Laws.late([...all, line], 2))
  const result = await Enumerator.of('a\nb\nc', 'd\n').through(Enumeratee.lines()).run(waiting)()
  expect(result).toEqual(E.right(['a', 'b', 'cd']))
})
