/** What is taken, dropped and left over is the same elements, wherever a stream of chunks is cut. */
import * as fc from 'fast-check'
import { type Chunk, Concurrent, Enumeratee, Enumerator, Input, Iteratee, Traversable } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as S from 'fp-ts/lib/string.js'
import { pieces } from '../support/text'

const elements = (chunks: ReadonlyArray<Chunk>): ReadonlyArray<unknown> =>
  chunks.flatMap((chunk) => (typeof chunk === 'string' ? chunk.split('') : Array.from<unknown>(chunk)))

/** What an adapter hands on of chunks, and what is left over of them, by their elements. */
const split = async <C extends Chunk>(adapter: Enumeratee<C, unknown>, source: Enumerator<C>) => {
  const it = adapter.transform(Iteratee.getChunks<unknown>() as Iteratee<unknown, ReadonlyArray<Chunk>>)
  const result = await source.run(it.flatMap((took) => Iteratee.getChunks<C>().map((left) => ({ took, left }))))()
  if (E.isLeft(result)) throw result.left
  const { took, left } = result.right
  return { took: elements(took), left: elements(left) }
}

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\uD83D', '\uDE00'), maxLength: 12 })
const kinds: ReadonlyArray<readonly [string, fc.Arbitrary<Chunk>]> = [
  ['strings', letters],
  ['bytes', letters.map((text) => Uint8Array.from(text, (c) => c.charCodeAt(0)))],
  ['buffers', letters.map((text) => Buffer.from(text, 'latin1'))],
  ['arrays', letters.map((text) => text.split('').map((letter) => ({ letter })))]
]

describe.each(kinds)('of %s', (_, wholes) => {
  const cut = wholes.chain((whole) =>
    pieces(whole as string).map((chunks) => ({ all: elements([whole]), chunks: chunks }))
  )

  test.each<readonly [string, (n: number) => Enumeratee<Chunk, unknown>]>([
    ['take', Traversable.take],
    ['takeUpTo', Traversable.takeUpTo]
  ])('%s takes so many, and leaves the rest', async (_, taking) => {
    await fc.assert(
      fc.asyncProperty(cut, Laws.cuttings, fc.nat(14), async ({ all, chunks }, cutting, n) => {
        expect(await split(taking(n), cutting.produce(chunks))).toEqual({ took: all.slice(0, n), left: all.slice(n) })
      })
    )
  })

  test('drop drops so many, and takes the rest', async () => {
    await fc.assert(
      fc.asyncProperty(cut, Laws.cuttings, fc.nat(14), async ({ all, chunks }, cutting, n) => {
        expect(await split(Traversable.drop(n), cutting.produce(chunks))).toEqual({ took: all.slice(n), left: [] })
      })
    )
  })

  test('splitOnceAt takes what is before, drops one, and leaves the rest', async () => {
    await fc.assert(
      fc.asyncProperty(cut, Laws.cuttings, fc.nat(14), async ({ all, chunks }, cutting, n) => {
        const which = all[n]
        const at = all.indexOf(which)
        const expected = at < 0 ? { took: all, left: [] } : { took: all.slice(0, at), left: all.slice(at + 1) }
        const adapter = Traversable.splitOnceAt((element) => element !== which)
        expect(await split<Chunk>(adapter, cutting.produce(chunks))).toEqual(expected)
      })
    )
  })

  test('head takes one, and leaves the rest', async () => {
    await fc.assert(
      fc.asyncProperty(cut, Laws.cuttings, async ({ all, chunks }, cutting) => {
        const it = Traversable.head<Chunk>().flatMap((first) =>
          Iteratee.getChunks<Chunk>().map((left) => ({ first, left: elements(left) }))
        )
        const first = all.length === 0 ? O.none : O.some(all[0])
        expect(await cutting.produce(chunks).run(it)()).toEqual(E.right({ first, left: all.slice(1) }))
      })
    )
  })

  test('drop gives what take leaves', async () => {
    await fc.assert(
      fc.asyncProperty(cut, fc.nat(14), async ({ chunks }, n) => {
        const { left } = await split(Traversable.take<Chunk>(n), Enumerator.of(...chunks))
        const { took } = await split(Traversable.drop<Chunk>(n), Enumerator.of(...chunks))
        expect(took).toEqual(left)
      })
    )
  })
})

/** A source that tells how many chunks it was asked for. */
const counting = (...chunks: ReadonlyArray<string>) => {
  const asked: string[] = []
  return { asked, source: Enumerator.of(...chunks).map((chunk) => (asked.push(chunk), chunk)) }
}

describe('the source is asked for no more', () => {
  test.each<readonly [string, Enumeratee<string, string>, ReadonlyArray<string>]>([
    ['take(0)', Traversable.take(0), []],
    ['takeUpTo(0)', Traversable.takeUpTo(0), []],
    ['take(2)', Traversable.take(2), ['ab']],
    ['takeUpTo(2)', Traversable.takeUpTo(2), ['ab']],
    ['take(3)', Traversable.take(3), ['ab', 'cd']],
    ['takeUpTo(4)', Traversable.takeUpTo(4), ['ab', 'cd']],
    ['splitOnceAt', Traversable.splitOnceAt((c) => c !== 'b'), ['ab']]
  ])('%s', async (_, adapter, expected) => {
    const { asked, source } = counting('ab', 'cd', 'ef')
    await source.through(adapter).run(Iteratee.getChunks())()
    expect(asked).toEqual(expected)
  })
})

describe('what follows ends before that', () => {
  const first = Iteratee.head<string>()
  const rest = Iteratee.getChunks<string>()

  test('take passes over the rest of what it takes', async () => {
    const both = Traversable.take<string>(5).transform(first).flatMap((a) => rest.map((b) => [a, ...b])) // prettier-ignore
    expect(await Enumerator.of('ab', 'cd', 'efg', 'h').run(both)()).toEqual(E.right([O.some('ab'), 'fg', 'h']))
  })

  test('takeUpTo leaves it over', async () => {
    const both = Traversable.takeUpTo<string>(5).transform(first).flatMap((a) => rest.map((b) => [a, ...b])) // prettier-ignore
    expect(await Enumerator.of('ab', 'cd', 'efg', 'h').run(both)()).toEqual(E.right([O.some('ab'), 'cd', 'efg', 'h']))
  })

  test('take does so also where it is put aside meanwhile', async () => {
    let it: Iteratee<string, ReadonlyArray<string>> = Traversable.take<string>(5).transform(first).flatMap(() => rest) // prettier-ignore
    for (const chunk of ['ab', 'cd', 'efg', 'h']) it = await it.feed(Input.el(chunk))()
    expect(await it.run()).toEqual(E.right(['fg', 'h']))
  })

  /** The first `n` are taken, and the rest is left, by whatever follows, and however the source gives them. */
  describe.each<readonly [string, Enumeratee<string, unknown>]>([
    ['nothing between', Enumeratee.passAlong()],
    ['a stage that ends', Enumeratee.take(1)],
    ['a row that waits', Enumeratee.flatten(Laws.late(Enumeratee.take<string>(1), 2))],
    ['another that takes', Traversable.take(1)],
    ['a heading', Enumeratee.heading(Enumerator.of('>').mapM((s) => Laws.late(s, 2)))],
    ['groups', Enumeratee.grouped(Iteratee.head<string>())],
    ['a buffer', Concurrent.buffer(10)],
    ['tasks at the same time', Enumeratee.parMapM(2, (s: string) => Laws.late(s, 2))],
    ['groups in time', Enumeratee.groupedWithin(1, 1_000_000)],
    ['a beat', Enumeratee.keepAlive(1_000_000, '-')],
    ['a limit of time', Enumeratee.timeout(1_000_000)]
  ])('take goes on, with %s', (_, between) => {
    test.each<readonly [string, Iteratee<unknown, unknown>]>([
      ['has ended before', Iteratee.done(0)],
      ['ends', Iteratee.head()],
      ['ends by itself', Iteratee.fromTask(Laws.late(0, 2))],
      ['ends late', Iteratee.head().mapM((a) => Laws.late(a, 3))],
      ['ends at Empty', Iteratee.cont<unknown, unknown>((input) => input._tag === 'El' ? Iteratee.head() : Iteratee.done(0))] // prettier-ignore
    ])('where what follows %s', async (_, it) => {
      const whole = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 8 })
      const fed = whole.chain((text) => fc.tuple(fc.constant(text), pieces(text) as fc.Arbitrary<string[]>))
      await fc.assert(
        fc.asyncProperty(fed, Laws.cuttings, fc.nat(9), async ([text, chunks], cutting, n) => {
          const both = Traversable.take<string>(n).compose(between).transform(it).flatMap(() => rest) // prettier-ignore
          const sparse = chunks.flatMap((chunk) => [Input.empty, Input.el(chunk)])
          const expected = E.right(text.slice(n))
          const seen = async (result: Promise<E.Either<Error, ReadonlyArray<string>>>) =>
            E.map((left: ReadonlyArray<string>) => left.join(''))(await result)

          const inputs = sparse.reduce<Enumerator<string>>((all, input) => all.andThen(Enumerator.enumInput(input)), Enumerator.empty) // prettier-ignore
          let fedByHand = both
          for (const input of sparse) fedByHand = await fedByHand.feed(input)()
          expect(await seen(cutting.produce(chunks).run(both)())).toEqual(expected)
          expect(await seen(inputs.run(both)())).toEqual(expected)
          expect(await seen(fedByHand.run())).toEqual(expected)
        }),
        { numRuns: 30 }
      )
    })
  })

  test('also where it had to be waited for', async () => {
    const taking = Enumeratee.flatten(Laws.late(Traversable.take<string>(3), 2))
    for (const it of [Iteratee.done(O.none), first]) {
      const both = taking.transform(it).flatMap(() => rest)
      let fedByHand = both
      for (const chunk of ['ab', 'cd', 'ef']) fedByHand = await fedByHand.feed(Input.el(chunk))()
      expect(await Enumerator.of('ab', 'cd', 'ef').run(both)()).toEqual(E.right(['d', 'ef']))
      expect(await fedByHand.run()).toEqual(E.right(['d', 'ef']))
    }
  })

  test('also where stages before it act by themselves, which are begun though what follows has ended', async () => {
    const asked: string[] = []
    const noting = Enumeratee.map((chunk: string) => (asked.push(chunk), chunk))
    const heading = Enumeratee.heading(Enumerator.of('>').mapM((s) => Laws.late(s, 2)))
    const before = Concurrent.buffer<string>(1).compose(heading).compose(noting)
    const row = before.compose(Traversable.take(3)).compose(Concurrent.buffer(1)).compose(Enumeratee.take(0))
    await Enumerator.of('ab', 'cd', 'ef').through(row).run(rest)()
    await Enumerator.of('gh', 'ij', 'kl').run(row.transform(rest))()
    expect(asked).toEqual(['>', 'ab', '>', 'gh'])
  })

  test('and where it is a part of a row', async () => {
    const { asked, source } = counting('ab', 'cd', 'ef')
    expect(await source.through(Traversable.drop(1)).through(Traversable.take(2)).run(first)()).toEqual(E.right(O.some('b'))) // prettier-ignore
    expect(asked).toEqual(['ab', 'cd'])
  })

  test('and where what follows has to wait', async () => {
    const waiting = Iteratee.foldM(0, (n: number, s: string) => Laws.late(n + s.length, 2))
    const both = Traversable.take<string>(3).transform(waiting).flatMap((n) => rest.map((b) => [n, ...b])) // prettier-ignore
    expect(await Enumerator.of('ab', 'cd', 'e').run(both)()).toEqual(E.right([3, 'd', 'e']))
  })

  test('with fewer than so many, all is taken', async () => {
    const both = Traversable.take<string>(9).transform(first).flatMap((a) => rest.map((b) => [a, ...b])) // prettier-ignore
    expect(await Enumerator.of('ab', 'cd').run(both)()).toEqual(E.right([O.some('ab')]))
  })

  test('a failure ends the run at once', async () => {
    const { asked, source } = counting('ab', 'cd')
    const result = await source.through(Traversable.take(4)).run(Iteratee.foreach(() => { throw new Error('no') }))() // prettier-ignore
    expect(result).toEqual(E.left(new Error('no')))
    expect(asked).toEqual(['ab'])
  })
})

describe('chunks', () => {
  const handedOn = async <C extends Chunk>(adapter: Enumeratee<C, unknown>, ...chunks: ReadonlyArray<C>) =>
    (await Laws.delivered(Enumerator.of(...chunks).through(adapter))).elements

  test('are handed on as they are where they need not be cut', async () => {
    const [one, two] = [[1, 2], [3]]
    const all = await handedOn(Traversable.take<number[]>(3), one, two, [4])
    expect(all[0]).toBe(one)
    expect(all[1]).toBe(two)
    expect(all).toHaveLength(2)
    expect((await handedOn(Traversable.drop<number[]>(2), one, two))[0]).toBe(two)
  })

  test('of bytes are cut without a copy', async () => {
    const bytes = Buffer.from([1, 2, 3])
    const [part] = await handedOn(Traversable.drop<Uint8Array>(1), bytes)
    expect((part as Uint8Array).buffer).toBe(bytes.buffer)
  })

  test('that are empty are made by no cut', async () => {
    expect(await handedOn(Traversable.take<string>(2), 'ab', 'cd')).toEqual(['ab'])
    expect(await handedOn(Traversable.drop<string>(2), 'ab', 'cd')).toEqual(['cd'])
    expect(
      await handedOn(
        Traversable.splitOnceAt<string>((c) => c !== 'a'),
        'ab'
      )
    ).toEqual([])
    const rest = await split(
      Traversable.splitOnceAt<string>((c) => c !== 'b'),
      Enumerator.of('ab', 'c')
    )
    expect(rest).toEqual({ took: ['a'], left: ['c'] })
    const left = Traversable.take<string>(2).transform(Iteratee.ignore()).flatMap(() => Iteratee.getChunks<string>()) // prettier-ignore
    expect(await Enumerator.of('ab', 'c').run(left)()).toEqual(E.right(['c']))
  })
})

test('splitOnceAt: what comes before that on which the predicate fails is delivered', async () => {
  const failing = Traversable.splitOnceAt<string>((c) => {
    if (c === 'x') throw new Error('x')
    return c !== '.'
  })
  for (const chunks of [['abxc'], ['a', 'b', 'xc'], ['ab', 'x', 'c']]) {
    const { elements: got, failure } = await Laws.delivered(Enumerator.of(...chunks).through(failing))
    expect(got.join('')).toBe('ab')
    expect(failure).toBe('x')
  }
})

test("splitOnceAt: Play's example", async () => {
  const upToE = Traversable.splitOnceAt<string>((c) => c !== 'e')
  expect(await Enumerator.of('hello', 'there').through(upToE).run(Iteratee.getChunks())()).toEqual(E.right(['h']))
})

test('fed in parts they stay values', async () => {
  const adapters = [Traversable.take<string>(3), Traversable.takeUpTo<string>(3), Traversable.drop<string>(3), Traversable.splitOnceAt<string>((c) => c !== 'd')] // prettier-ignore
  const expected = [
    ['abc', 'd-ef'],
    ['abc', 'd-ef'],
    ['d-ef', ''],
    ['abc', '-ef']
  ]
  for (const [i, adapter] of adapters.entries()) {
    const both = adapter.transform(Iteratee.consume(S.Monoid)).flatMap((a) => Iteratee.consume(S.Monoid).map((b) => [a, b])) // prettier-ignore
    const begun = await Enumerator.of('ab').apply(both)()
    for (let n = 0; n < 2; n++) expect(await Enumerator.of('cd-', 'ef').run(begun)()).toEqual(E.right(expected[i]))
  }
})

test.each(['take', 'takeUpTo', 'drop'] as const)('%s refuses what is no count', (name) => {
  expect(() => Traversable[name](-1)).toThrow(
    new RangeError(`Traversable.${name}: expected a whole number, 0 or more, got -1`)
  )
  expect(() => Traversable[name](Infinity)).not.toThrow()
})
