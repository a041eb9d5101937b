/** Laws of enumeratees: see `Enumeratee`. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { cuttings, delivered, late, running, throughMachine, withRest } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { elements, enumeratees, enumerators, iteratees } from '../support/numbers'

type Adapter = Enumeratee<number, number>

/** Equal seen from both sides: from an enumerator, and from an iteratee with what is left over. */
const same = (f: Adapter, g: Adapter): Promise<void> =>
  fc.assert(
    fc.asyncProperty(enumerators, iteratees, async ({ enumerator: e }, { iteratee: it }) => {
      expect(await delivered(e.through(f))).toEqual(await delivered(e.through(g)))
      expect(await running(e, withRest(f.transform(it)))).toEqual(await running(e, withRest(g.transform(it))))
    }),
    { numRuns: 4 }
  )

test('an enumeratee delivers what its model delivers, however the input is cut', async () => {
  await fc.assert(
    fc.asyncProperty(enumeratees, elements, cuttings, async (f, fed, cutting) => {
      const { elements: out, failure } = throughMachine(f.machine(), fed)
      expect(await delivered(cutting.produce(fed).through(f.enumeratee))).toEqual({ elements: out, failure })
      const collected = await running(cutting.produce(fed).through(f.enumeratee), Iteratee.getChunks<number>())
      expect(collected).toEqual(failure === undefined ? E.right(out) : E.left(failure))
    }),
    { numRuns: 500 }
  )
})

describe('a category', () => {
  test('passAlong is neutral', async () => {
    await fc.assert(
      fc.asyncProperty(enumeratees, async ({ enumeratee: f }) => {
        await same(Enumeratee.passAlong<number>().compose(f), f)
        await same(f.compose(Enumeratee.passAlong()), f)
      })
    )
  })

  test('compose is associative', async () => {
    await fc.assert(
      fc.asyncProperty(enumeratees, enumeratees, enumeratees, async (a, b, c) => {
        const [f, g, h] = [a.enumeratee, b.enumeratee, c.enumeratee]
        await same(f.compose(g).compose(h), f.compose(g.compose(h)))
      })
    )
  })
})

describe('one meaning, wherever it is attached', () => {
  test('e.through(f).through(g) = e.through(f.compose(g))', async () => {
    await fc.assert(
      fc.asyncProperty(enumerators, enumeratees, enumeratees, async ({ enumerator: e }, f, g) => {
        const inTwo = await delivered(e.through(f.enumeratee).through(g.enumeratee))
        expect(await delivered(e.through(f.enumeratee.compose(g.enumeratee)))).toEqual(inTwo)
      })
    )
  })

  test('e.through(f).run(it) = e.run(f.transform(it))', async () => {
    await fc.assert(
      fc.asyncProperty(enumerators, enumeratees, iteratees, async ({ enumerator: e }, { enumeratee: f }, it) => {
        const attachedToTheSource = await running(e.through(f), it.iteratee)
        expect(await running(e, f.transform(it.iteratee))).toEqual(attachedToTheSource)
      }),
      { numRuns: 300 }
    )
  })

  test('f.transform(g.transform(it)) = f.compose(g).transform(it)', async () => {
    await fc.assert(
      fc.asyncProperty(enumerators, enumeratees, enumeratees, iteratees, async ({ enumerator: e }, f, g, it) => {
        const nested = f.enumeratee.transform(g.enumeratee.transform(it.iteratee))
        const composed = f.enumeratee.compose(g.enumeratee).transform(it.iteratee)
        expect(await running(e, nested)).toEqual(await running(e, composed))
      }),
      { numRuns: 300 }
    )
  })

  test('through map distributes over andThen', async () => {
    await fc.assert(
      fc.asyncProperty(enumerators, enumerators, async ({ enumerator: a }, { enumerator: b }) => {
        const f = Enumeratee.map((n: number) => n + 1)
        expect(await delivered(a.andThen(b).through(f))).toEqual(await delivered(a.through(f).andThen(b.through(f))))
      })
    )
  })

  test('what follows an enumerator does not pass through its enumeratee', async () => {
    await fc.assert(
      fc.asyncProperty(enumerators, enumeratees, enumerators, async (a, f, b) => {
        const { elements: out, failure } = throughMachine(f.machine(), a.content)
        const adapted = await delivered(a.enumerator.through(f.enumeratee))
        const both = await delivered(a.enumerator.through(f.enumeratee).andThen(b.enumerator))
        expect(adapted.elements).toEqual(out)
        if (failure === undefined && adapted.failure === undefined) {
          expect(both).toEqual({ elements: [...out, ...b.content], failure: b.failure })
        }
      })
    )
  })
})

describe('applyOn', () => {
  const feedMore = async (it: Iteratee<number, Iteratee<number, ReadonlyArray<number>>>) => {
    const inner = await Enumerator.of(1, 2).run(it)()
    return E.isRight(inner) ? await Enumerator.of(9).run(inner.right)() : inner
  }

  test.each<readonly [string, Adapter, ReadonlyArray<number>]>([
    ['map', Enumeratee.map((n) => n * 10), [10, 20, 9]],
    ['mapM', Enumeratee.mapM((n) => late(n * 10, 1)), [10, 20, 9]],
    ['take', Enumeratee.take(1), [1, 9]],
    ['take(0)', Enumeratee.take(0), [9]],
    ['takeWhile', Enumeratee.takeWhile((n) => n < 2), [1, 9]],
    ['drop', Enumeratee.drop(1), [2, 9]],
    ['passAlong', Enumeratee.passAlong(), [1, 2, 9]]
  ])('answers the inner iteratee, not ended: it may be fed more (%s)', async (_, f, expected) => {
    expect(await feedMore(f.applyOn(Iteratee.getChunks<number>()))).toEqual(E.right(expected))
  })

  test('leaves over the element that takeWhile refused, and all that follows', async () => {
    const it = withRest(Enumeratee.takeWhile((n: number) => n < 2).transform(Iteratee.getChunks<number>()))
    expect(await running(Enumerator.of(1, 2, 1), it)).toEqual(E.right([[1], [2, 1]]))
  })
})

describe('EOF is left over for what follows', () => {
  test.each<readonly [string, Adapter]>([
    ['map', Enumeratee.map((n) => n)],
    ['passAlong', Enumeratee.passAlong()]
  ])('behind %s', async (_, f) => {
    const it = withRest(f.transform(Iteratee.getChunks<number>()))
    expect(await running(Enumerator.of(1), it)).toEqual(E.right([[1], []]))
  })
})

test('what is left over is not lost on an iteratee that waits and then takes nothing', async () => {
  const summing = await Iteratee.foldM(0, (s: number, n: number) => late(s + n, 3)).step()
  const waiting = summing._tag === 'Cont' ? summing.k(Input.el(1)) : Iteratee.done(0)
  const peek: Iteratee<number, O.Option<number>> = Iteratee.cont(
    Input.match({
      el: (n: number) => Iteratee.done(O.some(n), Input.el(n)),
      empty: () => peek,
      eof: () => Iteratee.done(O.none, Input.eof)
    })
  )
  const it = withRest(peek.flatMap(() => Enumeratee.take<number>(0).transform(waiting)))
  expect(await running(Enumerator.of(5, 6), it)).toEqual(E.right([1, [5, 6]]))
})

test('take counts what it took, wherever in the source it began', async () => {
  const from3to7 = Enumeratee.drop<number>(2).compose(Enumeratee.take(6)).compose(Enumeratee.take(5))
  const source = Enumerator.of(1, 2, 3, 4, 5).andThen(Enumerator.of(6, 7, 8))
  expect(await source.through(from3to7).run(Iteratee.getChunks())()).toEqual(E.right([3, 4, 5, 6, 7]))
})
