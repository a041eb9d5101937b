/** Laws 1 and 2 of enumerators: a monoid and a monad, observed by what is delivered and how it ends. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { delivered } from 'fp-ts-iteratee/laws'
import { branching, enumerators } from '../support/numbers'

const same = async (a: Enumerator<number>, b: Enumerator<number>): Promise<void> => {
  expect(await delivered(a)).toEqual(await delivered(b))
}

const ends: Readonly<Record<string, Enumerator<number>>> = {
  eof: Enumerator.eof,
  nothing: Enumerator.empty,
  Empty: Enumerator.enumInput(Input.empty)
}

/** Some send EOF at their end: nothing that follows is delivered. */
const withEof = fc
  .tuple(enumerators, fc.constantFrom(...Object.entries(ends)))
  .map(([e, [name, end]]) => ({ enumerator: e.enumerator.andThen(end), toString: () => `${e.toString()} + ${name}` }))

test('an enumerator delivers its elements, in order, each time it is run', async () => {
  await fc.assert(
    fc.asyncProperty(enumerators, async ({ enumerator, content, failure }) => {
      expect(await delivered(enumerator)).toEqual({ elements: content, failure })
      expect(await delivered(enumerator)).toEqual({ elements: content, failure })
    })
  )
})

test('two runs at the same time do not meet', async () => {
  await fc.assert(
    fc.asyncProperty(enumerators, async ({ enumerator, content, failure }) => {
      const both = await Promise.all([delivered(enumerator), delivered(enumerator)])
      expect(both).toEqual([
        { elements: content, failure },
        { elements: content, failure }
      ])
    })
  )
})

describe('a monoid under andThen', () => {
  test('empty is neutral', async () => {
    await fc.assert(
      fc.asyncProperty(withEof, async ({ enumerator }) => {
        await same(enumerator.andThen(Enumerator.empty), enumerator)
        await same(Enumerator.empty.andThen(enumerator), enumerator)
      })
    )
  })

  test('andThen is associative', async () => {
    await fc.assert(
      fc.asyncProperty(withEof, withEof, withEof, async (a, b, c) => {
        const [x, y, z] = [a.enumerator, b.enumerator, c.enumerator]
        await same(x.andThen(y).andThen(z), x.andThen(y.andThen(z)))
      })
    )
  })

  test('the elements are those of the one, then those of the other', async () => {
    await fc.assert(
      fc.asyncProperty(enumerators, enumerators, async (a, b) => {
        const { elements, failure } = await delivered(a.enumerator.andThen(b.enumerator))
        expect(failure).toBe(a.failure ?? b.failure)
        expect(elements).toEqual(a.failure === undefined ? [...a.content, ...b.content] : a.content)
      })
    )
  })

  test('nothing of what follows eof is delivered, nor asked for', async () => {
    await fc.assert(
      fc.asyncProperty(enumerators, async ({ enumerator }) => {
        const asked = jest.fn((n: number) => n)
        expect(await delivered(Enumerator.eof.andThen(enumerator.map(asked)))).toEqual({
          elements: [],
          failure: undefined
        })
        expect(asked).not.toHaveBeenCalled()
      })
    )
  })

  test('an enumerator sends no EOF by itself', async () => {
    await fc.assert(
      fc.asyncProperty(enumerators, async ({ enumerator, failure }) => {
        fc.pre(failure === undefined)
        const fed = await enumerator.apply(Iteratee.getChunks<number>())()
        expect((await fed.step())._tag).toBe('Cont')
      })
    )
  })
})

describe('a functor, and a monad', () => {
  test('map(identity) changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(enumerators, async ({ enumerator: e }) =>
        same(
          e.map((n) => n),
          e
        )
      )
    )
  })

  test('map after map is map of the composition', async () => {
    const f = (n: number) => n * 2
    const g = (n: number) => n + 1
    await fc.assert(
      fc.asyncProperty(enumerators, async ({ enumerator: e }) =>
        same(
          e.map(f).map(g),
          e.map((n) => g(f(n)))
        )
      )
    )
  })

  test('of(a).flatMap(f) = f(a)', async () => {
    await fc.assert(fc.asyncProperty(fc.nat(9), branching, async (n, f) => same(Enumerator.of(n).flatMap(f), f(n))))
  })

  test('e.flatMap(of) = e', async () => {
    await fc.assert(
      fc.asyncProperty(enumerators, async ({ enumerator: e }) =>
        same(
          e.flatMap((n) => Enumerator.of(n)),
          e
        )
      )
    )
  })

  test('flatMap is associative', async () => {
    await fc.assert(
      fc.asyncProperty(enumerators, branching, branching, async ({ enumerator: e }, f, g) =>
        same(
          e.flatMap(f).flatMap(g),
          e.flatMap((n) => f(n).flatMap(g))
        )
      )
    )
  })

  test('flatMap distributes over andThen', async () => {
    await fc.assert(
      fc.asyncProperty(enumerators, enumerators, branching, async ({ enumerator: a }, { enumerator: b }, f) =>
        same(a.andThen(b).flatMap(f), a.flatMap(f).andThen(b.flatMap(f)))
      )
    )
  })

  test('filter and map are what through makes of Enumeratee.filter and map', async () => {
    const odd = (n: number) => n % 2 !== 0
    await fc.assert(
      fc.asyncProperty(enumerators, async ({ enumerator: e, content, failure }) => {
        await same(e.filter(odd).map(String).map(Number), e.through(Enumeratee.filter(odd)))
        expect(await delivered(e.filter(odd))).toEqual({ elements: content.filter(odd), failure })
      })
    )
  })
})

describe('EOF passes', () => {
  const eofThenMore = (e: Enumerator<number>) => delivered(e.andThen(Enumerator.of(9)))

  test.each<readonly [string, (e: Enumerator<number>) => Enumerator<number>]>([
    ['map(identity)', (e) => e.map((n) => n)],
    ['flatMap(of)', (e) => e.flatMap((n) => Enumerator.of(n))],
    ['through(passAlong)', (e) => e.through(Enumeratee.passAlong())]
  ])('through %s, as the laws want it', async (_, identity) => {
    const e = Enumerator.of(1).andThen(Enumerator.eof)
    expect(await eofThenMore(identity(e))).toEqual(await eofThenMore(e))
  })

  test('out of flatMap', async () => {
    const e = Enumerator.of(1, 2).flatMap((n) => Enumerator.of(n).andThen(Enumerator.eof))
    expect(await eofThenMore(e)).toEqual({ elements: [1], failure: undefined })
  })
})
