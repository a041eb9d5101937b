/**
 * Law 5: Iteratee is a functor and a monad, observed by running, leftovers included.
 *
 * They hold for every leftover that comes of what was fed, and for one that an iteratee was made with as well: what was
 * left over before comes first, and a result made with a remainder of its own keeps that only where nothing was left.
 * So associativity needs no condition.
 */
import * as fc from 'fast-check'
import { Input, Iteratee } from 'fp-ts-iteratee'
import { cuttings, running, withRest } from 'fp-ts-iteratee/laws'
import { elements, iteratees } from '../support/numbers'

type It = Iteratee<number, unknown>

const inputs = fc.constantFrom<Input<number>>(Input.el(77), Input.el(78), Input.empty, Input.eof)

/** Made with a remainder that nobody fed. */
const excessive: fc.Arbitrary<{ readonly iteratee: It; readonly toString: () => string }> = fc.oneof(
  inputs.map((left) => ({
    iteratee: Iteratee.done<number, unknown>('made', left),
    toString: () => `done(${JSON.stringify(left)})`
  })),
  inputs.map((left) => ({
    iteratee: Iteratee.cont<number, unknown>(() => Iteratee.done<number, unknown>('replaced', left)),
    toString: () => `cont(done(${JSON.stringify(left)}))`
  })),
  inputs.map((left) => ({ iteratee: Iteratee.error<number>('failed', left), toString: () => 'error' }))
)

const any = fc.oneof({ weight: 3, arbitrary: iteratees }, excessive)

/** Functions to iteratees, whose result tells what they were given. */
const functions = any.map(({ iteratee, toString }) => ({
  f: (a: unknown) => iteratee.map((b) => [a, b]),
  toString
}))

const same = (a: It, b: It): Promise<void> =>
  fc.assert(
    fc.asyncProperty(elements, cuttings, async (fed, cutting) => {
      expect(await running(cutting.produce(fed), withRest(a))).toEqual(await running(cutting.produce(fed), withRest(b)))
    }),
    { numRuns: 5 }
  )

test('map(identity) changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(any, async ({ iteratee }) =>
      same(
        iteratee.map((a) => a),
        iteratee
      )
    )
  )
})

test('map after map is map of the composition', async () => {
  const f = (a: unknown) => [a]
  const g = (as: ReadonlyArray<unknown>) => as.length
  await fc.assert(
    fc.asyncProperty(any, async ({ iteratee }) =>
      same(
        iteratee.map(f).map(g),
        iteratee.map((a) => g(f(a)))
      )
    )
  )
})

test('done(a).flatMap(f) = f(a)', async () => {
  await fc.assert(fc.asyncProperty(functions, async ({ f }) => same(Iteratee.done('a').flatMap(f), f('a'))))
})

test('it.flatMap(done) = it', async () => {
  await fc.assert(
    fc.asyncProperty(any, async ({ iteratee }) =>
      same(
        iteratee.flatMap((a) => Iteratee.done(a)),
        iteratee
      )
    )
  )
})

test('flatMap is associative, whatever is left over', async () => {
  await fc.assert(
    fc.asyncProperty(any, functions, functions, async ({ iteratee }, { f }, { f: g }) =>
      same(
        iteratee.flatMap(f).flatMap(g),
        iteratee.flatMap((a) => f(a).flatMap(g))
      )
    ),
    { numRuns: 200 }
  )
})

test('what was left over before comes before what a result was made with', async () => {
  const made = Iteratee.done('a', Input.el(1)).flatMap(() => Iteratee.done('b', Input.el(2)))
  expect(await made.step()).toEqual({ _tag: 'Done', value: 'b', remaining: Input.el(1) })
})
