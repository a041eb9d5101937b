/** Laws 1 to 4 of iteratees: see the module `Iteratee`. */
import * as fc from 'fast-check'
import { Enumerator, Input, Iteratee, IterateeError, Step } from 'fp-ts-iteratee'
import { cuttings, makers, restIn, resultIn, running, seen, withRest } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { elements, iteratees, type ModelledIteratee } from '../support/numbers'

type It = Iteratee<number, unknown>
type Feed = (it: It, n: number) => Promise<It>

const byFeed: Feed = (it, n) => it.feed(Input.el(n))()

const byApply: Feed = (it, n) => Enumerator.of(n).apply(it)()

const byStep: Feed = async (it, n) => {
  const step = await it.step()
  return step._tag === 'Cont' ? step.k(Input.el(n)) : it
}

const ways: ReadonlyArray<readonly [string, Feed]> = [
  ['feed', byFeed],
  ['apply', byApply],
  ['step().k', byStep]
]

const feedAll = (feed: Feed, it: It, ns: ReadonlyArray<number>): Promise<It> =>
  ns.reduce<Promise<It>>(async (fed, n) => feed(await fed, n), Promise.resolve(it))

describe('1. an iteratee is a value', () => {
  test.each(ways)('feeding the same one twice by %s gives independent results, in any order', async (_, feed) => {
    await fc.assert(
      fc.asyncProperty(
        iteratees,
        elements,
        elements,
        elements,
        fc.array(fc.boolean()),
        async ({ iteratee, model }, prefix, left, right, order) => {
          const common = await feedAll(feed, iteratee, prefix)
          const a = { it: common, toCome: [...left] }
          const b = { it: common, toCome: [...right] }
          for (const goesLeft of order) {
            const branch = goesLeft ? a : b
            const n = branch.toCome.shift()
            if (n !== undefined) branch.it = await feed(branch.it, n)
          }
          const result = async ({ it, toCome }: typeof a) => seen(await (await feedAll(feed, it, toCome)).run())
          expect(await result(a)).toEqual(resultIn(model([...prefix, ...left])))
          expect(await result(b)).toEqual(resultIn(model([...prefix, ...right])))
          expect(seen(await common.run())).toEqual(resultIn(model(prefix)))
        }
      )
    )
  })

  test('every continuation on the way answers the same when it is fed again at the end', async () => {
    await fc.assert(
      fc.asyncProperty(iteratees, elements, async ({ iteratee, model }, fed) => {
        const onTheWay = [iteratee]
        for (const n of fed) onTheWay.push(await byFeed(onTheWay.at(-1) as It, n))
        for (const [i, it] of onTheWay.entries()) {
          expect(await running(Enumerator.of(...fed.slice(i)), it)).toEqual(resultIn(model(fed)))
        }
      })
    )
  })

  test('two runs of the same iteratee at the same time do not meet', async () => {
    await fc.assert(
      fc.asyncProperty(iteratees, elements, elements, cuttings, cuttings, async ({ iteratee, model }, xs, ys, a, b) => {
        const both = await Promise.all([running(a.produce(xs), iteratee), running(b.produce(ys), iteratee)])
        expect(both).toEqual([resultIn(model(xs)), resultIn(model(ys))])
      })
    )
  })

  test('an array given out never changes afterwards', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(), elements)), async (feedings) => {
        const all: { it: Iteratee<number, ReadonlyArray<number>>; expected: ReadonlyArray<number> }[] = [
          { it: Iteratee.getChunks<number>(), expected: [] }
        ]
        const given: { array: ReadonlyArray<number>; expected: ReadonlyArray<number> }[] = []
        for (const [which, more] of feedings) {
          const { it, expected } = all[which % all.length] as (typeof all)[number]
          all.push({ it: await Enumerator.of(...more).apply(it)(), expected: [...expected, ...more] })
          const result = await it.run()
          if (E.isRight(result)) given.push({ array: result.right, expected })
        }
        expect(given.map(({ array }) => array)).toEqual(given.map(({ expected }) => expected))
        for (const { it, expected } of all) expect(await it.run()).toEqual(E.right(expected))
      })
    )
  })
})

describe('2. Empty is neutral, and cuts change nothing', () => {
  test('the result is that of the model, however the input is cut', async () => {
    await fc.assert(
      fc.asyncProperty(iteratees, elements, cuttings, async ({ iteratee, model }, fed, cutting) => {
        expect(await running(cutting.produce(fed), iteratee)).toEqual(resultIn(model(fed)))
      }),
      { numRuns: 1000 }
    )
  })

  test.each(makers)('so it is from %s, by itself', async (_, produce) => {
    await fc.assert(
      fc.asyncProperty(iteratees, elements, async ({ iteratee, model }, fed) => {
        expect(await running(produce(fed), iteratee)).toEqual(resultIn(model(fed)))
      })
    )
  })

  test('what apply leaves is fed on as if nothing had happened', async () => {
    await fc.assert(
      fc.asyncProperty(iteratees, elements, elements, cuttings, cuttings, async (it, xs, ys, a, b) => {
        const fed = await a.produce(xs).apply(it.iteratee)()
        expect(await running(b.produce(ys), fed)).toEqual(resultIn(it.model([...xs, ...ys])))
      })
    )
  })

  test('Empty leaves every step as it is', async () => {
    await fc.assert(
      fc.asyncProperty(iteratees, elements, async ({ iteratee, model }, fed) => {
        let it = iteratee
        for (const n of fed) it = await byFeed(await it.feed(Input.empty)(), n)
        expect(seen(await it.run())).toEqual(resultIn(model(fed)))
      })
    )
  })
})

describe('3. after EOF an iteratee is done or has failed', () => {
  test('whatever it was fed before', async () => {
    await fc.assert(
      fc.asyncProperty(iteratees, elements, async ({ iteratee }, fed) => {
        const ended = await (await feedAll(byFeed, iteratee, fed)).feed(Input.eof)()
        expect(['Done', 'Error']).toContain((await ended.step())._tag)
      })
    )
  })

  const insatiable: Iteratee<number, never> = Iteratee.cont(() => insatiable)

  test.each<readonly [string, Iteratee<number, unknown>]>([
    ['by itself', insatiable],
    ['in flatMap', Iteratee.head<number>().flatMap(() => insatiable)]
  ])('one that is not makes run fail, %s', async (_, it) => {
    const diverging = E.left(new IterateeError('diverging iteratee after Input.EOF', Input.eof))
    expect(await Enumerator.of(1, 2).run(it)()).toStrictEqual(diverging)
    expect(await it.run()).toStrictEqual(diverging)
  })

  test('the failure is an IterateeError that carries what remains', async () => {
    const result = await insatiable.run()
    expect(result).toMatchObject({ left: { name: 'IterateeError', remaining: Input.eof } })
    expect(E.isLeft(result) && result.left).toBeInstanceOf(IterateeError)
  })
})

describe('4. what is consumed and what is left over make up what was fed', () => {
  test('flatMap hands on what is left over, in order', async () => {
    await fc.assert(
      fc.asyncProperty(iteratees, elements, cuttings, async ({ iteratee, model }, fed, cutting) => {
        expect(await running(cutting.produce(fed), withRest(iteratee))).toEqual(restIn(model(fed)))
      }),
      { numRuns: 1000 }
    )
  })

  /** Feeds one element after the other while it wants them; those not offered, behind the one that it left over. */
  const leftOver = async ({ iteratee }: ModelledIteratee, fed: ReadonlyArray<number>) => {
    let it = iteratee
    for (let i = 0; ; i++) {
      const step = await it.step()
      if (step._tag !== 'Cont') {
        const remaining = step.remaining._tag === 'El' ? [step.remaining.value] : []
        return { step, rest: [...remaining, ...fed.slice(i)] }
      }
      if (i === fed.length) return { step, rest: [] }
      it = step.k(Input.el(fed[i] as number))
    }
  }

  test('Done.remaining holds the last element fed, if that was not consumed', async () => {
    await fc.assert(
      fc.asyncProperty(iteratees, elements, async (it, fed) => {
        const ending = it.model(fed)
        const { step, rest } = await leftOver(it, fed)
        if (!ending.early) expect(step._tag).toBe('Cont')
        else if (ending._tag === 'Failed') expect(step).toMatchObject({ error: { message: ending.message } })
        else expect({ step, rest }).toMatchObject({ step: { value: ending.value }, rest: ending.rest })
      })
    )
  })

  test('one that is done stays as it is when it is fed', async () => {
    const done = Iteratee.done(1, Input.el('left'))
    const state = Step.match<string, number, unknown>({
      done: (n, remaining) => [n, remaining],
      cont: () => 'cont',
      error: () => 'error'
    })
    expect(state(await (await done.feed(Input.el('more'))()).step())).toEqual([1, Input.el('left')])
    expect(state(await (await Enumerator.of('more').apply(done)()).step())).toEqual([1, Input.el('left')])
  })
})
