/** Enumeratees put together, and applied: `apply`, `composeConcat`, `zip`, the pipeables. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as N from 'fp-ts/lib/number.js'
import * as O from 'fp-ts/lib/Option.js'
import * as S from 'fp-ts/lib/string.js'
import { elements, enumeratees, enumerators, iteratees } from '../support/numbers'

const runs = { numRuns: 200 }

describe('apply', () => {
  test('is applyOn', async () => {
    await fc.assert(
      fc.asyncProperty(enumerators, enumeratees, iteratees, async ({ enumerator: e }, { enumeratee: f }, it) => {
        const applied = Laws.withRest(f.apply(it.iteratee).joinI())
        expect(await Laws.running(e, applied)).toEqual(
          await Laws.running(e, Laws.withRest(f.applyOn(it.iteratee).joinI()))
        )
      }),
      runs
    )
  })

  test('joined is transform', async () => {
    await fc.assert(
      fc.asyncProperty(enumerators, enumeratees, iteratees, async ({ enumerator: e }, { enumeratee: f }, it) => {
        const joined = Laws.withRest(f.apply(it.iteratee).joinI())
        expect(await Laws.running(e, joined)).toEqual(await Laws.running(e, Laws.withRest(f.transform(it.iteratee))))
      }),
      runs
    )
  })

  test('does not change the iteratee that it is given', async () => {
    const inner = Iteratee.getChunks<number>()
    const applied = Enumeratee.take<number>(1).apply(inner)
    expect(await Laws.running(Enumerator.of(1, 2), applied.joinI())).toEqual(E.right([1]))
    expect(await Laws.running(Enumerator.of(3), applied.joinI())).toEqual(E.right([3]))
    expect(await inner.run()).toEqual(E.right([]))
  })

  test('several in a row feed one iteratee in turns', async () => {
    const all = Enumeratee.take<number>(2)
      .apply(Iteratee.getChunks<number>())
      .flatMap((inner) => Enumeratee.map((n: number) => n * 10).apply(inner))
      .joinI()
    expect(await Laws.running(Enumerator.of(1, 2, 3, 4), all)).toEqual(E.right([1, 2, 30, 40]))
  })
})

describe('composeConcat', () => {
  test('has the meaning of compose, where it is attached or transforms', async () => {
    await fc.assert(
      fc.asyncProperty(enumerators, enumeratees, enumeratees, iteratees, async ({ enumerator: e }, f, g, it) => {
        const composed = f.enumeratee.compose(g.enumeratee)
        const concat = f.enumeratee.composeConcat(N.SemigroupSum)(g.enumeratee)
        expect(await Laws.delivered(e.through(concat))).toEqual(await Laws.delivered(e.through(composed)))
        expect(await Laws.running(e, concat.transform(it.iteratee))).toEqual(
          await Laws.running(e, composed.transform(it.iteratee))
        )
      }),
      runs
    )
  })

  const words = Iteratee.consume(S.Monoid)
  const lower = Enumeratee.map((s: string) => s.toLowerCase())
  const upToDot = Enumeratee.takeWhile((s: string) => s !== '.')

  test('applied on an iteratee answers it ended, with what the second enumeratee left over', async () => {
    const it = lower.composeConcat(S.Semigroup)(upToDot).applyOn(words)
    const inner = await Enumerator.of('A', '.', 'B').run(it)()
    if (E.isLeft(inner)) throw inner.left
    expect(await inner.right.step()).toEqual({ _tag: 'Done', value: 'a', remaining: Input.el('.') })
  })

  test('joins what the second left over with what the iteratee did', async () => {
    const leaving: Iteratee<string, string> = Iteratee.cont((input) =>
      input._tag === 'EOF' ? Iteratee.done('end', Input.el('left')) : leaving
    )
    const it = lower.composeConcat(S.Semigroup)(upToDot).applyOn(leaving)
    const inner = await Enumerator.of('A', '.').run(it)()
    if (E.isLeft(inner)) throw inner.left
    expect(await inner.right.step()).toEqual({ _tag: 'Done', value: 'end', remaining: Input.el('.left') })
  })

  test('keeps a failure', async () => {
    const error = new Error('no')
    const it = lower.composeConcat(S.Semigroup)(upToDot).transform(Iteratee.error(error))
    const result = await Enumerator.of('A').run(it)()
    expect(E.isLeft(result) && result.left).toBe(error)
  })
})

describe('data last', () => {
  test('compose is the method', async () => {
    await fc.assert(
      fc.asyncProperty(enumerators, enumeratees, enumeratees, async ({ enumerator: e }, f, g) => {
        const piped = pipe(f.enumeratee, Enumeratee.compose(g.enumeratee))
        expect(await Laws.delivered(e.through(piped))).toEqual(
          await Laws.delivered(e.through(f.enumeratee.compose(g.enumeratee)))
        )
      })
    )
  })

  test('promap is a map before and a map after', async () => {
    const [before, after] = [(n: number) => n + 1, (n: number) => n * 2]
    await fc.assert(
      fc.asyncProperty(enumerators, enumeratees, async ({ enumerator: e }, { enumeratee: f }) => {
        const framed = Enumeratee.map(before).compose(f).compose(Enumeratee.map(after))
        const piped = pipe(f, Enumeratee.promap(before, after))
        expect(await Laws.delivered(e.through(piped))).toEqual(await Laws.delivered(e.through(framed)))
      }),
      runs
    )
  })

  test('promap leaves over what was refused as it was before the function', async () => {
    const short = pipe(
      Enumeratee.takeWhile((n: number) => n < 3),
      Enumeratee.promap((s: string) => s.length, String)
    )
    const source = Enumerator.of('a', 'bc', 'def', 'g')
    const it = Laws.withRest(short.transform(Iteratee.getChunks()))
    expect(await Laws.running(source, it)).toEqual(
      E.right([
        ['1', '2'],
        ['def', 'g']
      ])
    )
  })

  test('promap calls its functions once for each element, and for none that nobody takes', async () => {
    const before = jest.fn((n: number) => n)
    const after = jest.fn((n: number) => n)
    const framed = pipe(Enumeratee.passAlong<number>(), Enumeratee.promap(before, after))
    await Enumerator.of(1, 2, 3).through(framed).run(Iteratee.takeUpTo(2))()
    expect([before.mock.calls, after.mock.calls]).toEqual([
      [[1], [2]],
      [[1], [2]]
    ])
  })
})

describe('zip', () => {
  test('joins two results', async () => {
    expect(await Enumeratee.zip(Iteratee.done(2), Iteratee.done(3)).step()).toEqual({
      _tag: 'Done',
      value: [2, 3],
      remaining: Input.empty
    })
  })

  test('is that of two iteratees: each result is what it would be alone', async () => {
    await fc.assert(
      fc.asyncProperty(iteratees, iteratees, elements, Laws.cuttings, async (a, b, fed, cutting) => {
        const [left, right] = [a.model(fed), b.model(fed)]
        fc.pre(left._tag === 'Done' && right._tag === 'Done')
        const zipped = await Laws.running(cutting.produce(fed), Enumeratee.zip(a.iteratee, b.iteratee))
        expect(zipped).toEqual(E.right([left.value, right.value]))
      }),
      runs
    )
  })

  test('zipWith joins them with a function, called once', async () => {
    const f = jest.fn((a: number, b: number) => a * b)
    const sum = Iteratee.fold(0, (s: number, n: number) => s + n)
    const first = Iteratee.head<number>().map(O.getOrElse(() => 0))
    expect(await Laws.running(Enumerator.of(2, 3), Enumeratee.zipWith(first, sum, f))).toEqual(E.right(10))
    expect(f.mock.calls).toEqual([[2, 5]])
  })

  test('may stand behind an enumeratee', async () => {
    const doubled = Enumeratee.map((n: number) => n * 2)
    const it = doubled.transform(Enumeratee.zip(Iteratee.head<number>(), Iteratee.getChunks<number>()))
    expect(await Laws.running(Enumerator.of(1, 2), it)).toEqual(E.right([O.some(2), [2, 4]]))
  })
})
