/** Every constructor makes what keeps the laws: the kit's checks, on all there are. */
import * as fc from 'fast-check'
import {
  CharEncoding,
  Concurrent,
  Enumeratee,
  Enumerator,
  Envelope,
  Input,
  Iteratee,
  Multipart,
  Ndjson,
  Parsing,
  ServerSentEvent,
  Traversable
} from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as N from 'fp-ts/lib/number.js'
import * as O from 'fp-ts/lib/Option.js'
import { enumeratees, others, takingAhead } from '../support/enumeratees'

const numbers = fc.integer({ min: -3, max: 9 })
const runs = { numRuns: 40 }
const plus = (s: number, n: number): number => s + n
const sum = Iteratee.fold(0, plus)
const two = Iteratee.takeUpTo<number>(2)
const throwing = Iteratee.fold(0, (s: number, n: number) => {
  if (n === 9) throw new Error('nine')
  return s + n
})

describe('iteratees', () => {
  test.each<readonly [string, Iteratee<number, unknown>]>([
    ['flatten', Iteratee.flatten(Laws.late(two, 2))],
    ['fold1', Iteratee.fold1(Laws.late(1, 1), (s, n: number) => Laws.late(s + n, 2))],
    ['fold2', Iteratee.fold2(0, (s, n: number) => Laws.late([s + n, s + n > 9] as const, 2))],
    ['foreach', Iteratee.foreach(() => undefined)],
    ['foreachM', Iteratee.foreachM(() => Laws.late(0, 1))],
    ['consume', Iteratee.consume(N.MonoidSum)],
    ['Traversable.head', Enumeratee.map((n: number) => [n]).transform(Traversable.head())],
    ['takeUpTo', Iteratee.takeUpTo(3)],
    ['takeUpTo(0)', Iteratee.takeUpTo(0)],
    ['isEmpty', Iteratee.isEmpty()],
    ['skipToEof', Iteratee.skipToEof()],
    ['eofOrElse', Iteratee.eofOrElse(() => 'more')('end')],
    ['repeat', Iteratee.repeat(two)],
    ['repeat of one that looks ahead', Iteratee.repeat(Enumeratee.takeWhile((n: number) => n < 5).transform(sum))],
    ['zip', Iteratee.zip(two, throwing)],
    [
      'zip with one that waits',
      Iteratee.zip(
        Iteratee.foldM(0, (s, n: number) => Laws.late(s + n, 2)),
        two
      )
    ],
    ['zipWith', Iteratee.zipWith(Iteratee.isEmpty<number>(), Iteratee.head<number>(), (a, b) => [a, b])],
    ['mapM', two.mapM((all) => Laws.late(all.length, 2))],
    ['flatMapM', two.flatMapM((all) => Laws.late(Iteratee.takeUpTo<number>(all.length + 1), 2))],
    ['flatMapTraversable', two.flatMapTraversable<number>(N.SemigroupSum)(() => Iteratee.head<number>())],
    ['flatMapInput', two.flatMapInput((step) => (step._tag === 'Cont' ? step.k(Input.el(0)) : Iteratee.done([])))],
    ['pureFlatFold', sum.pureFlatFold((step) => (step._tag === 'Cont' ? step.k(Input.empty) : Iteratee.done(0)))],
    ['flatFold', two.flatFold((step) => Laws.late(step._tag === 'Cont' ? sum : Iteratee.done(0), 1))],
    ['recover', throwing.recover(({ message }) => O.some(message))],
    ['recoverM', throwing.recoverM(({ message }) => O.some(Laws.late(message, 2)))],
    ['recoverWith', throwing.recoverWith(() => O.some(two))],
    ['joinI', Enumeratee.take<number>(2).applyOn(sum).joinI()],
    [
      'joinConcatI',
      Enumeratee.takeWhile((n: number) => n < 5)
        .applyOn(two)
        .joinConcatI(N.SemigroupSum)
    ],
    ['contramap', Iteratee.contramap((n: number) => n * 2)(Iteratee.isEmpty())],
    ['fromIO', Iteratee.fromIO(() => 1)],
    ['fromTask', Iteratee.fromTask(Laws.late(1, 2))]
  ])('%s', (_, it) => Laws.iteratee(it, numbers, runs))
})

describe('enumeratees', () => {
  test('all that there are', () => {
    const modules = { CharEncoding, Concurrent, Enumeratee, Envelope, Multipart, Ndjson, Parsing, ServerSentEvent, Traversable } // prettier-ignore
    const isOne = (value: unknown): boolean => typeof value === 'function' || value instanceof Enumeratee.Enumeratee
    const there = Object.entries(modules).flatMap(([module, has]) =>
      Object.entries(has).flatMap(([name, value]) => (isOne(value) ? [`${module}.${name}`] : []))
    )
    const listed = [...enumeratees, ...takingAhead].map(([name]) => name.replace(/,.*/, ''))
    const known = new Set([...listed, ...Object.keys(others)])
    expect([...known].sort()).toEqual([...there, 'Comet', 'EventSource'].sort())
  })

  test.each(enumeratees)('%s', (_, f) => Laws.enumeratee(f, numbers, runs))
})

/** What an iteratee that waits, and then ends early, leaves over of what they have taken ahead is lost, as they say. */
describe('enumeratees that take elements ahead of what follows, and change none', () => {
  test.each(takingAhead)('%s', async (_, f) => {
    const sources = Laws.enumerators(numbers)
    const others = Laws.enumeratees(Laws.arithmetic)
    const fed = fc.array(numbers, { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fed, Laws.cuttings, others, async (xs, cutting, { enumeratee: g }) => {
        const source = cutting.produce(xs)
        expect(await Laws.delivered(source.through(f))).toEqual({ elements: xs, failure: undefined })
        expect(await Laws.delivered(source.through(f.compose(g)))).toEqual(await Laws.delivered(source.through(g)))
        expect(await Laws.delivered(source.through(g.compose(f)))).toEqual(await Laws.delivered(source.through(g)))
      })
    )
    await fc.assert(
      fc.asyncProperty(sources, Laws.iteratees(Laws.arithmetic), async ({ enumerator: e }, { iteratee }) => {
        const through = await Laws.running(e.through(f), iteratee)
        expect(through).toEqual(await Laws.running(e, iteratee))
        expect(await Laws.running(e, f.transform(iteratee))).toEqual(through)
      })
    )
  })
})

describe('enumerators', () => {
  const element = Laws.late(1, 2)

  test.each<readonly [string, Enumerator<unknown>, ReadonlyArray<unknown>]>([
    ['range', Enumerator.range(1, 3), [1, 2, 3]],
    ['range of nothing', Enumerator.range(2, 1), []],
    ['flatten', Enumerator.flatten(Laws.late(Enumerator.of(1, 2), 2)), [1, 2]],
    ['fromIO', Enumerator.fromIO(() => 1), [1]],
    ['fromTask', Enumerator.fromTask(element), [1]],
    ['fromTaskEither', Enumerator.fromTaskEither(Laws.late(E.right(1), 1)), [1]],
    ['fromOption', Enumerator.fromOption(O.some(1)), [1]],
    ['fromEither', Enumerator.fromEither(E.right(1)), [1]],
    ['bracket', Enumerator.bracket(element, (n) => Enumerator.of(n, n), () => Laws.late(undefined, 2)), [1, 1]], // prettier-ignore
    ['checkContinue0', Enumerator.checkContinue0((_, k) => async () => k(Input.el(1))), [1]],
    ['checkContinue1', Enumerator.checkContinue1<number, number>(2, (loop, n, k) => (n === 0 ? async () => Iteratee.cont(k) : loop(k(Input.el(n)), n - 1))), [2, 1]], // prettier-ignore
    ['mapInput', Enumerator.of(1, 2).mapInput((input) => input), [1, 2]],
    ['fromEvent', Enumerator.fromEvent({ addEventListener: (_, tell) => { tell(1); tell(2) }, removeEventListener: () => undefined }, 'n').through(Enumeratee.take(2)), [1, 2]], // prettier-ignore
    ['an iteration', Enumerator.fromAsyncIterable(Enumerator.toAsyncIterable(Enumerator.of(1, 2))), [1, 2]],
    ['async', Enumerator.async((channel) => { channel.push(1); channel.end(); return () => undefined }), [1]] // prettier-ignore
  ])('%s', (_, e, expected) => Laws.enumerator(e, { ...runs, expected: () => expected }))

  test('endless ones', async () => {
    await Laws.enumerator(Enumerator.repeatM(element), { ...runs, limit: 20 })
    await Laws.enumerator(Enumerator.range(0, Infinity), { ...runs, limit: 20 })
  })

  test('one that fails', () => Laws.enumerator(Enumerator.fail(new Error('no')), runs))

  test('one that sends EOF', () =>
    Laws.enumerator(
      Enumerator.defer(() => {
        const left = [1, 2]
        return Enumerator.fromCallback1(() => async () => O.fromNullable(left.shift()))
      }),
      { ...runs, sendsEof: true, expected: () => [1, 2] }
    ))
})
