/** Every constructor makes what keeps the laws: the kit's checks, on all there are. */
import * as fc from 'fast-check'
import {
  CharEncoding,
  Comet,
  Concurrent,
  Enumeratee,
  Enumerator,
  EventSource,
  Html,
  Input,
  Iteratee,
  Ndjson,
  Parsing,
  ServerSentEvent,
  Traversable
} from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as N from 'fp-ts/lib/number.js'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'

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
  const html = (n: number): Html => Html.raw(String(n))

  test.each<readonly [string, Enumeratee<number, unknown>]>([
    ['mapInput', Enumeratee.mapInput((input: Input<number>) => (input._tag === 'El' && input.value === 9 ? Input.eof : input))], // prettier-ignore
    ['mapInputM', Enumeratee.mapInputM((input: Input<number>) => Laws.late(input, 2))],
    ['mapInputFlatten', Enumeratee.mapInputFlatten(Input.match({ el: (n: number) => Enumerator.of(n, n), empty: () => Enumerator.empty, eof: () => Enumerator.of(0) }))], // prettier-ignore
    ['mapFlatten', Enumeratee.mapFlatten((n: number) => Enumerator.of(n, n).mapM((m) => Laws.late(m, 1)))],
    ['mapConcatInput', Enumeratee.mapConcatInput((n: number) => [Input.el(n), Input.empty, n === 9 ? Input.eof : Input.el(n)])], // prettier-ignore
    ['collect', Enumeratee.collect((n: number) => (n < 5 ? O.some(-n) : O.none))],
    ['filterNot', Enumeratee.filterNot((n: number) => n < 5)],
    ['filterM', Enumeratee.filterM((n: number) => Laws.late(n < 5, 2))],
    ['dropWhile', Enumeratee.dropWhile((n: number) => n < 5)],
    ['breakE', Enumeratee.breakE((n: number) => n === 5)],
    ['heading', Enumeratee.heading(Enumerator.of(1, 2))],
    ['heading that waits', Enumeratee.heading(Enumerator.of(1, 2).mapM((n) => Laws.late(n, 2)))],
    ['trailing', Enumeratee.trailing(Enumerator.of(1, 2))],
    ['grouped', Enumeratee.grouped(two)],
    ['grouped by one that looks ahead', Enumeratee.grouped(Iteratee.head<number>().flatMap(() => Enumeratee.takeWhile((n: number) => n < 5).transform(sum)))], // prettier-ignore
    ['grouped by one that waits', Enumeratee.grouped(two.mapM((all) => Laws.late(all, 2)))],
    ['onIterateeDone', Enumeratee.onIterateeDone(() => undefined)],
    ['onEOF', Enumeratee.onEOF(() => undefined)],
    ['recover', Enumeratee.recover()],
    ['attempt', Enumeratee.attempt()],
    ['flatten', Enumeratee.flatten(Laws.late(Enumeratee.take<number>(2), 2))],
    ['zipWithIndex', Enumeratee.zipWithIndex()],
    ['dedupe', Enumeratee.dedupe(N.Eq)],
    ['intersperse', Enumeratee.intersperse(0)],
    ['groupedWithin', Enumeratee.groupedWithin(2, 1_000_000)],
    ['timeout', Enumeratee.timeout(1_000_000)],
    ['keepAlive', Enumeratee.keepAlive(1_000_000, 0, { stillAllowed: Laws.late(true, 2) })],
    ['takeUntil', Enumeratee.takeUntil(new AbortController().signal)],
    ['takeUntil, aborted', Enumeratee.takeUntil(AbortSignal.abort())],
    ['parMapM(1)', Enumeratee.parMapM(1, (n: number) => Laws.late(-n, 1))],
    ['decode', Enumeratee.decode(t.number)],
    ['decode that fails', Enumeratee.decode(new t.Type<number>('Low', t.number.is, (n, c) => (n === 9 ? t.failure(n, c) : t.number.validate(n, c)), Number))], // prettier-ignore
    ['decodeEither', Enumeratee.decodeEither(t.union([t.literal(1), t.literal(2)])).compose(Enumeratee.map(E.match(({ message }) => message, String)))], // prettier-ignore
    ['encode', Enumeratee.encode(new t.Type('Text', t.number.is, t.number.validate, String))],
    ['lines', Enumeratee.map((n: number) => (n < 2 ? '\r' : n < 4 ? 'a\n' : 'b')).compose(Enumeratee.lines({ maxLength: 3 }))], // prettier-ignore
    ['lines of bytes', Enumeratee.map((n: number) => Uint8Array.of(n < 2 ? 0xe2 : n < 5 ? 0x82 : n < 8 ? 0xac : 0x0a)).compose(CharEncoding.lines())], // prettier-ignore
    ['decode text', Enumeratee.map((n: number) => Uint8Array.of(n < 2 ? 0x83 : n < 7 ? 0x65 : n < 9 ? 0x0a : 0xff)).compose(CharEncoding.decode('Shift_JIS'))], // prettier-ignore
    ['decode text, by its mark', Enumeratee.map((n: number) => Uint8Array.of(n < 2 ? 0xff : n < 5 ? 0xfe : 0xd8)).compose(CharEncoding.decode('UTF-16'))], // prettier-ignore
    ['encode', Enumeratee.map((n: number) => (n < 2 ? '\uD83D' : n < 7 ? '\uDE00' : 'a')).compose(CharEncoding.encode('UTF-8'))], // prettier-ignore
    [
      'Traversable.takeUpTo',
      Enumeratee.map((n: number) => 'ab'.repeat(Math.max(0, n))).compose(Traversable.takeUpTo(7))
    ],
    ['Traversable.drop', Enumeratee.map((n: number) => 'ab'.repeat(Math.max(0, n))).compose(Traversable.drop(7))],
    [
      'Traversable.splitOnceAt',
      Enumeratee.map((n: number) => [n, n + 1]).compose(Traversable.splitOnceAt((n) => n < 9))
    ],
    ['search', Enumeratee.map((n: number) => Uint8Array.of(n % 2, 0)).compose(Parsing.search(Uint8Array.of(0, 1, 0)))],
    ['promap', Enumeratee.promap((n: number) => n + 1, String)(Enumeratee.takeWhile((n: number) => n < 5))],
    ['composeConcat', Enumeratee.map((n: number) => n + 1).composeConcat(N.SemigroupSum)(Enumeratee.take(2))],
    ['Comet', Enumeratee.map(String).compose(Comet('f'))],
    ['EventSource', EventSource({ id: { eventId: (n: number) => (n === 9 ? O.some('\n') : O.none) } })],
    ['ServerSentEvent.encode', Enumeratee.map((n: number): ServerSentEvent => ({ retry: n })).compose(ServerSentEvent.encode)], // prettier-ignore
    ['ServerSentEvent.decode', Enumeratee.map((n: number) => (n < 2 ? '\r' : n < 4 ? 'data\n' : n < 7 ? '\n' : 'retry:7\n')).compose(ServerSentEvent.decode({ maxLength: 12 }))], // prettier-ignore
    ['Ndjson.encode', Ndjson.encode],
    ['Ndjson.encodeWith', Ndjson.encodeWith(t.number)],
    ['Ndjson.decode', Enumeratee.map((n: number) => (n < 4 ? '\n' : n < 9 ? String(n) : '-')).compose(Ndjson.decode(t.number, { maxLength: 4 }))], // prettier-ignore
    ['map to Html', Enumeratee.map(html)]
  ])('%s', (_, f) => Laws.enumeratee(f, numbers, runs))
})

/** What an iteratee that waits, and then ends early, leaves over of what they have taken ahead is lost, as they say. */
describe('enumeratees that take elements ahead of what follows, and change none', () => {
  test.each<readonly [string, Enumeratee<number, number>]>([
    ['buffer', Concurrent.buffer(1_000_000)],
    ['dropInputIfNotReady', Concurrent.dropInputIfNotReady(1_000_000)],
    ['lazyAndErrIfNotReady', Concurrent.lazyAndErrIfNotReady(1_000_000)]
  ])('%s', async (_, f) => {
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
