/** Laws 1, 2 and 4, of each constructor and each method: what each one promises, as a function of all it is fed. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Input, Iteratee, Step } from 'fp-ts-iteratee'
import { cuttings, type Ending, late, restIn, resultIn, running, seen, withRest } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as N from 'fp-ts/lib/number.js'
import * as O from 'fp-ts/lib/Option.js'
import { elements, iteratees, type ModelledIteratee } from '../support/numbers'
import { andThen } from '../support/iteratees'

type It = Iteratee<number, unknown>
type Model = (fed: ReadonlyArray<number>) => Ending<number>

const modelled = (iteratee: It, model: Model, name: string): ModelledIteratee => ({
  iteratee,
  model,
  toString: () => name
})

const atEof = (value: unknown): Ending<number> => ({ _tag: 'Done', value, rest: [], early: false })
const early = (value: unknown, rest: ReadonlyArray<number>): Ending<number> => ({
  _tag: 'Done',
  value,
  rest,
  early: true
})
const total = (fed: ReadonlyArray<number>): number => fed.reduce((s, n) => s + n, 0)
const only = (iteratee: It, model: Model) => fc.constant(modelled(iteratee, model, 'it'))
const delays = fc.nat(3)

const withValue =
  (f: (value: unknown) => unknown) =>
  (ending: Ending<number>): Ending<number> =>
    ending._tag === 'Done' ? { ...ending, value: f(ending.value) } : ending

/** The same iteratee, made in another way. */
const again = (f: (it: It, delay: number) => It) =>
  fc.tuple(iteratees, delays).map(([it, delay]) => modelled(f(it.iteratee, delay), it.model, it.toString()))

/** One of another value. */
const valued = (f: (it: It, delay: number) => It, g: (value: unknown) => unknown) =>
  fc
    .tuple(iteratees, delays)
    .map(([it, delay]) => modelled(f(it.iteratee, delay), (fed) => withValue(g)(it.model(fed)), it.toString()))

const rebuilt: (step: Step<number, unknown>) => It = Step.match<number, unknown, It>({
  done: (value, remaining) => Iteratee.done(value, remaining),
  cont: (k) => Iteratee.cont(k),
  error: (error, remaining) => Iteratee.error(error, remaining)
})

/** On which of the elements it ends: `Infinity`, if only at EOF. */
const endsAt = (model: Model, fed: ReadonlyArray<number>): number => {
  for (let n = 0; n <= fed.length; n++) if (model(fed.slice(0, n)).early) return n
  return Infinity
}

const zipModel =
  (a: Model, b: Model): Model =>
  (fed) => {
    const [left, right] = [a(fed), b(fed)]
    const [leftAt, rightAt] = [endsAt(a, fed), endsAt(b, fed)]
    if (left._tag === 'Failed' && (right._tag === 'Done' || leftAt <= rightAt)) return left
    if (right._tag === 'Failed') return right
    if (left._tag === 'Failed') return left
    const rest = left.rest.length < right.rest.length ? left.rest : right.rest
    return { _tag: 'Done', value: [left.value, right.value], rest, early: left.early && right.early }
  }

const repeatModel =
  (model: Model): Model =>
  (fed) => {
    const results: unknown[] = []
    let rest = fed
    while (rest.length > 0) {
      const one = model(rest)
      if (one._tag === 'Failed') return one
      results.push(one.value)
      if (!one.early) return atEof(results)
      if (one.rest.length === rest.length) return early(results, rest)
      rest = one.rest
    }
    return atEof(results)
  }

const pairs = (f: (a: It, b: It) => It, model: (a: Model, b: Model) => Model) =>
  fc
    .tuple(iteratees, iteratees)
    .map(([a, b]) => modelled(f(a.iteratee, b.iteratee), model(a.model, b.model), `${a.toString()}, ${b.toString()}`))

const inSequence = (f: (a: It, b: It, delay: number) => It) =>
  fc
    .tuple(iteratees, iteratees, delays)
    .map(([a, b, delay]) =>
      modelled(f(a.iteratee, b.iteratee, delay), andThen(a, b).model, `${a.toString()}, ${b.toString()}`)
    )

const negated = (n: number): number => -n

/** What is left over is left over as it was fed. */
const contramapped = (model: Model): Model => {
  return (fed) => {
    const ending = model(fed.map(negated))
    return ending._tag === 'Done' ? { ...ending, rest: fed.slice(fed.length - ending.rest.length) } : ending
  }
}

const cases: Readonly<Record<string, fc.Arbitrary<ModelledIteratee>>> = {
  flatten: again((it, delay) => Iteratee.flatten(late(it, delay))),
  fold1: delays.map((delay) =>
    modelled(
      Iteratee.fold1(late(0, delay), (s: number, n: number) => late(s + n, delay)),
      (fed) => atEof(total(fed)),
      `delay ${delay}`
    )
  ),
  fold2: fc.tuple(fc.integer({ min: 0, max: 12 }), delays).map(([limit, delay]) =>
    modelled(
      Iteratee.fold2(0, (s: number, n: number) => late([s + n, s + n > limit] as const, delay)),
      (fed) => {
        const taken = fed.findIndex((_, i) => total(fed.slice(0, i + 1)) > limit)
        return taken < 0 ? atEof(total(fed)) : early(total(fed.slice(0, taken + 1)), fed.slice(taken + 1))
      },
      `limit ${limit}`
    )
  ),
  foreachM: delays.map((delay) =>
    modelled(
      Iteratee.foreachM((n: number) => late(n, delay)),
      () => atEof(undefined),
      `delay ${delay}`
    )
  ),
  consume: only(Iteratee.consume(N.MonoidSum), (fed) => atEof(total(fed))),
  takeUpTo: fc
    .nat(5)
    .map((n) =>
      modelled(
        Iteratee.takeUpTo(n),
        (fed) => (fed.length < n ? atEof(fed) : early(fed.slice(0, n), fed.slice(n))),
        `n = ${n}`
      )
    ),
  isEmpty: only(Iteratee.isEmpty(), (fed) => (fed.length > 0 ? early(false, fed) : atEof(true))),
  skipToEof: only(Iteratee.skipToEof(), () => atEof(undefined)),
  eofOrElse: only(Iteratee.eofOrElse(() => 'more')('over'), (fed) =>
    fed.length > 0 ? early(E.left('more'), fed) : atEof(E.right('over'))
  ),
  repeat: iteratees.map((it) => modelled(Iteratee.repeat(it.iteratee), repeatModel(it.model), it.toString())),
  zip: pairs((a, b) => Iteratee.zip(a, b), zipModel),
  zipWith: pairs(
    (a, b) => Iteratee.zipWith(a, b, (x, y) => ({ x, y })),
    (a, b) => (fed) =>
      withValue((both) => ({ x: (both as unknown[])[0], y: (both as unknown[])[1] }))(zipModel(a, b)(fed))
  ),
  'Enumeratee.zip': pairs((a, b) => Enumeratee.zip(a, b), zipModel),
  mapM: valued(
    (it, delay) => it.mapM((value) => late({ value }, delay)),
    (value) => ({ value })
  ),
  flatMapM: inSequence((a, b, delay) =>
    a.flatMapM((x) =>
      late(
        b.map((y) => [x, y]),
        delay
      )
    )
  ),
  'flatMapTraversable, nothing left by the second itself': inSequence((a, b) =>
    a.flatMapTraversable(N.SemigroupSum)((x) => b.flatMap((y) => Iteratee.done([x, y])))
  ),
  flatMapInput: again((it) => it.flatMapInput(rebuilt)),
  pureFlatFold: again((it) => it.pureFlatFold(rebuilt)),
  flatFold: again((it, delay) => it.flatFold((step) => late(rebuilt(step), delay))),
  'recover that has no answer': again((it) => it.recover(() => O.none)),
  'recoverM that has no answer': again((it) => it.recoverM(() => O.none)),
  'recoverWith that has no answer': again((it) => it.recoverWith(() => O.none)),
  'recoverWith the same failure': again((it) => it.recoverWith((error) => O.some(Iteratee.error(error)))),
  contramap: iteratees.map((it) =>
    modelled(Iteratee.contramap(negated)(it.iteratee), contramapped(it.model), it.toString())
  ),
  promap: iteratees.map((it) =>
    modelled(
      Iteratee.promap(negated, (value: unknown) => ({ value }))(it.iteratee),
      (fed) => withValue((value) => ({ value }))(contramapped(it.model)(fed)),
      it.toString()
    )
  ),
  'map, data last': valued(
    Iteratee.map((value) => ({ value })),
    (value) => ({ value })
  ),
  'flatMap, data last': inSequence((a, b) => Iteratee.flatMap((x: unknown) => b.map((y) => [x, y]))(a)),
  ap: inSequence((a, b) => Iteratee.ap(b)(a.map((x) => (y: unknown) => [x, y])))
}

const byFeed = (it: It, n: number): Promise<It> => it.feed(Input.el(n))()

const byStep = async (it: It, n: number): Promise<It> => {
  const step = await it.step()
  return step._tag === 'Cont' ? step.k(Input.el(n)) : it
}

const feedAll = (feed: typeof byFeed, it: It, ns: ReadonlyArray<number>): Promise<It> =>
  ns.reduce<Promise<It>>(async (fed, n) => feed(await fed, n), Promise.resolve(it))

describe.each(Object.entries(cases))('%s', (_, its) => {
  test('has the result of the model, however the input is cut', async () => {
    await fc.assert(
      fc.asyncProperty(its, elements, cuttings, async ({ iteratee, model }, fed, cutting) => {
        expect(await running(cutting.produce(fed), iteratee)).toEqual(resultIn(model(fed)))
      })
    )
  })

  test('hands on what is left over, in order', async () => {
    await fc.assert(
      fc.asyncProperty(its, elements, cuttings, async ({ iteratee, model }, fed, cutting) => {
        expect(await running(cutting.produce(fed), withRest(iteratee))).toEqual(restIn(model(fed)))
      })
    )
  })

  test('is fed in two parts as it is in one, and twice to different ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        its,
        elements,
        elements,
        elements,
        cuttings,
        async ({ iteratee, model }, xs, ys, zs, cutting) => {
          const fed = await cutting.produce(xs).apply(iteratee)()
          expect(await running(cutting.produce(ys), fed)).toEqual(resultIn(model([...xs, ...ys])))
          expect(await running(cutting.produce(zs), fed)).toEqual(resultIn(model([...xs, ...zs])))
          expect(seen(await fed.run())).toEqual(resultIn(model(xs)))
        }
      )
    )
  })

  test.each([
    ['feed', byFeed],
    ['step().k', byStep]
  ])('is a value when it is fed by %s', async (_, feed) => {
    await fc.assert(
      fc.asyncProperty(its, elements, elements, elements, async ({ iteratee, model }, xs, ys, zs) => {
        const common = await feedAll(feed, iteratee, xs)
        const [a, b] = await Promise.all([feedAll(feed, common, ys), feedAll(feed, common, zs)])
        expect(seen(await a.run())).toEqual(resultIn(model([...xs, ...ys])))
        expect(seen(await b.run())).toEqual(resultIn(model([...xs, ...zs])))
        expect(seen(await common.run())).toEqual(resultIn(model(xs)))
      })
    )
  })

  test('is left as it was by Empty', async () => {
    await fc.assert(
      fc.asyncProperty(its, elements, async ({ iteratee, model }, fed) => {
        let it = iteratee
        for (const n of fed) it = await byFeed(await it.feed(Input.empty)(), n)
        it = await it.feed(Input.empty)()
        expect(seen(await it.run())).toEqual(resultIn(model(fed)))
      })
    )
  })

  test('has ended after EOF, and stays so', async () => {
    await fc.assert(
      fc.asyncProperty(its, elements, async ({ iteratee, model }, fed) => {
        const ended = await (await Enumerator.of(...fed).apply(iteratee)()).feed(Input.eof)()
        expect(['Done', 'Error']).toContain((await ended.step())._tag)
        expect(await running(Enumerator.of(1, 2), ended)).toEqual(resultIn(model(fed)))
      })
    )
  })
})
