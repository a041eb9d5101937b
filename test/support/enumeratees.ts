/** All public enumeratees, each made to be fed numbers: one list for all laws. A name that is not here is found. */
import {
  CharEncoding,
  Comet,
  Concurrent,
  Enumeratee,
  Enumerator,
  Envelope,
  EventSource,
  Html,
  Input,
  Iteratee,
  Multipart,
  Ndjson,
  Parsing,
  ServerSentEvent,
  Traversable
} from 'fp-ts-iteratee'
import { late } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as N from 'fp-ts/lib/number.js'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'

/** The public name, and after a comma what is special about this one. */
type Named<To> = readonly [string, Enumeratee<number, To>]

const plus = (s: number, n: number): number => s + n
const sum = Iteratee.fold(0, plus)
const two = Iteratee.takeUpTo<number>(2)
const html = (n: number): Html => Html.raw(String(n))
const letters = Enumeratee.map((n: number) => 'ab'.repeat(Math.max(0, n)))
const envelopes = Enumeratee.map((n: number): Envelope<number> => ({ _tag: 'Event', id: `a-${n}`, data: n }))

/** A form of one field, whose text is what is fed. */
const form = Enumeratee.heading(Enumerator.of('--x\r\nContent-Disposition: form-data; name="n"\r\n\r\n'))
  .compose(Enumeratee.trailing(Enumerator.of('\r\n--x--\r\n')))
  .compose(CharEncoding.encode('UTF-8'))

const throwing = (n: number): number => {
  if (n === 9) throw new Error('nine')
  return n
}

/** Those that keep all laws of enumeratees. */
export const enumeratees: ReadonlyArray<Named<unknown>> = [
  ['Enumeratee.map', Enumeratee.map(throwing)],
  ['Enumeratee.mapM', Enumeratee.mapM((n: number) => late(-n, 2))],
  [
    'Enumeratee.mapConcat',
    Enumeratee.mapConcat((n: number) => Array.from({ length: Math.abs(n) % 3 }, () => throwing(n)))
  ],
  ['Enumeratee.filter', Enumeratee.filter((n: number) => throwing(n) < 5)],
  ['Enumeratee.take', Enumeratee.take(3)],
  ['Enumeratee.takeWhile', Enumeratee.takeWhile((n: number) => throwing(n) < 5)],
  ['Enumeratee.drop', Enumeratee.drop(3)],
  ['Enumeratee.passAlong', Enumeratee.passAlong()],
  ['Enumeratee.scanLeft', Enumeratee.scanLeft(0, (s, n: number) => s + throwing(n))],
  ['Enumeratee.compose', Enumeratee.compose(Enumeratee.drop<number>(2))(Enumeratee.take(5))],
  [
    'Multipart.parts',
    letters.compose(form).compose(Multipart.parts('x', () => Iteratee.fold(0, (s, b: Uint8Array) => s + b.length)))
  ],
  ['Envelope.eventSource', envelopes.compose(Envelope.eventSource())],
  ['Envelope.comet', envelopes.compose(Envelope.comet('f'))],
  ['Envelope.ndjson', envelopes.compose(Envelope.ndjson())],
  ['Enumeratee.mapInput', Enumeratee.mapInput((input: Input<number>) => (input._tag === 'El' && input.value === 9 ? Input.eof : input))], // prettier-ignore
  ['Enumeratee.mapInputM', Enumeratee.mapInputM((input: Input<number>) => late(input, 2))],
  ['Enumeratee.mapInputFlatten', Enumeratee.mapInputFlatten(Input.match({ el: (n: number) => Enumerator.of(n, n), empty: () => Enumerator.empty, eof: () => Enumerator.of(0) }))], // prettier-ignore
  ['Enumeratee.mapFlatten', Enumeratee.mapFlatten((n: number) => Enumerator.of(n, n).mapM((m) => late(m, 1)))],
  ['Enumeratee.mapConcatInput', Enumeratee.mapConcatInput((n: number) => [Input.el(n), Input.empty, n === 9 ? Input.eof : Input.el(n)])], // prettier-ignore
  ['Enumeratee.collect', Enumeratee.collect((n: number) => (n < 5 ? O.some(-n) : O.none))],
  ['Enumeratee.filterNot', Enumeratee.filterNot((n: number) => n < 5)],
  ['Enumeratee.filterM', Enumeratee.filterM((n: number) => late(n < 5, 2))],
  ['Enumeratee.dropWhile', Enumeratee.dropWhile((n: number) => n < 5)],
  ['Enumeratee.breakE', Enumeratee.breakE((n: number) => n === 5)],
  ['Enumeratee.heading', Enumeratee.heading(Enumerator.of(1, 2))],
  ['Enumeratee.heading, that waits', Enumeratee.heading(Enumerator.of(1, 2).mapM((n) => late(n, 2)))],
  ['Enumeratee.trailing', Enumeratee.trailing(Enumerator.of(1, 2))],
  ['Enumeratee.grouped', Enumeratee.grouped(two)],
  ['Enumeratee.grouped, by one that looks ahead', Enumeratee.grouped(Iteratee.head<number>().flatMap(() => Enumeratee.takeWhile((n: number) => n < 5).transform(sum)))], // prettier-ignore
  ['Enumeratee.grouped, by one that waits', Enumeratee.grouped(two.mapM((all) => late(all, 2)))],
  ['Enumeratee.onIterateeDone', Enumeratee.onIterateeDone(() => undefined)],
  ['Enumeratee.onEOF', Enumeratee.onEOF(() => undefined)],
  ['Enumeratee.recover', Enumeratee.recover()],
  ['Enumeratee.attempt', Enumeratee.attempt()],
  ['Enumeratee.flatten', Enumeratee.flatten(late(Enumeratee.take<number>(2), 2))],
  ['Enumeratee.zipWithIndex', Enumeratee.zipWithIndex()],
  ['Enumeratee.dedupe', Enumeratee.dedupe(N.Eq)],
  ['Enumeratee.intersperse', Enumeratee.intersperse(0)],
  ['Enumeratee.groupedWithin', Enumeratee.groupedWithin(2, 1_000_000)],
  ['Enumeratee.timeout', Enumeratee.timeout(1_000_000)],
  ['Enumeratee.keepAlive', Enumeratee.keepAlive(1_000_000, 0, { stillAllowed: late(true, 2) })],
  ['Enumeratee.takeUntil', Enumeratee.takeUntil(new AbortController().signal)],
  ['Enumeratee.takeUntil, aborted', Enumeratee.takeUntil(AbortSignal.abort())],
  ['Enumeratee.parMapM, one at a time', Enumeratee.parMapM(1, (n: number) => late(-n, 1))],
  ['Enumeratee.decode', Enumeratee.decode(t.number)],
  ['Enumeratee.decode, that fails', Enumeratee.decode(new t.Type<number>('Low', t.number.is, (n, c) => (n === 9 ? t.failure(n, c) : t.number.validate(n, c)), Number))], // prettier-ignore
  ['Enumeratee.decodeEither', Enumeratee.decodeEither(t.union([t.literal(1), t.literal(2)])).compose(Enumeratee.map(E.match(({ message }) => message, String)))], // prettier-ignore
  ['Enumeratee.encode', Enumeratee.encode(new t.Type('Text', t.number.is, t.number.validate, String))],
  ['Enumeratee.lines', Enumeratee.map((n: number) => (n < 2 ? '\r' : n < 4 ? 'a\n' : 'b')).compose(Enumeratee.lines({ maxLength: 3 }))], // prettier-ignore
  ['CharEncoding.lines', Enumeratee.map((n: number) => Uint8Array.of(n < 2 ? 0xe2 : n < 5 ? 0x82 : n < 8 ? 0xac : 0x0a)).compose(CharEncoding.lines())], // prettier-ignore
  ['CharEncoding.decode', Enumeratee.map((n: number) => Uint8Array.of(n < 2 ? 0x83 : n < 7 ? 0x65 : n < 9 ? 0x0a : 0xff)).compose(CharEncoding.decode('Shift_JIS'))], // prettier-ignore
  ['CharEncoding.decode, by its mark', Enumeratee.map((n: number) => Uint8Array.of(n < 2 ? 0xff : n < 5 ? 0xfe : 0xd8)).compose(CharEncoding.decode('UTF-16'))], // prettier-ignore
  ['CharEncoding.encode', Enumeratee.map((n: number) => (n < 2 ? '\uD83D' : n < 7 ? '\uDE00' : 'a')).compose(CharEncoding.encode('UTF-8'))], // prettier-ignore
  ['Traversable.takeUpTo', Enumeratee.map((n: number) => 'ab'.repeat(Math.max(0, n))).compose(Traversable.takeUpTo(7))],
  ['Traversable.drop', Enumeratee.map((n: number) => 'ab'.repeat(Math.max(0, n))).compose(Traversable.drop(7))],
  ['Traversable.splitOnceAt', Enumeratee.map((n: number) => [n, n + 1]).compose(Traversable.splitOnceAt((n) => n < 9))],
  [
    'Parsing.search',
    Enumeratee.map((n: number) => Uint8Array.of(n % 2, 0)).compose(Parsing.search(Uint8Array.of(0, 1, 0)))
  ],
  ['Enumeratee.promap', Enumeratee.promap((n: number) => n + 1, String)(Enumeratee.takeWhile((n: number) => n < 5))],
  [
    'Enumeratee.compose, with a semigroup',
    Enumeratee.map((n: number) => n + 1).composeConcat(N.SemigroupSum)(Enumeratee.take(2))
  ],
  ['Comet', Enumeratee.map(String).compose(Comet('f'))],
  ['EventSource', EventSource({ id: { eventId: (n: number) => (n === 9 ? O.some('\n') : O.none) } })],
  ['ServerSentEvent.encode', Enumeratee.map((n: number): ServerSentEvent => ({ retry: n })).compose(ServerSentEvent.encode)], // prettier-ignore
  ['ServerSentEvent.decode', Enumeratee.map((n: number) => (n < 2 ? '\r' : n < 4 ? 'data\n' : n < 7 ? '\n' : 'retry:7\n')).compose(ServerSentEvent.decode({ maxLength: 12 }))], // prettier-ignore
  ['Ndjson.encode', Ndjson.encode],
  ['Ndjson.encodeWith', Ndjson.encodeWith(t.number)],
  ['Ndjson.decode', Enumeratee.map((n: number) => (n < 4 ? '\n' : n < 9 ? String(n) : '-')).compose(Ndjson.decode(t.number, { maxLength: 4 }))], // prettier-ignore
  ['Enumeratee.map, to Html', Enumeratee.map(html)]
]

/** Those that take elements ahead of what follows, and change none: what they have taken then is not left over. */
export const takingAhead: ReadonlyArray<Named<number>> = [
  ['Concurrent.buffer', Concurrent.buffer(1_000_000)],
  ['Concurrent.dropInputIfNotReady', Concurrent.dropInputIfNotReady(1_000_000)],
  ['Concurrent.lazyAndErrIfNotReady', Concurrent.lazyAndErrIfNotReady(1_000_000)],
  ['Enumeratee.parMapM, some at a time', Enumeratee.parMapM(3, (n: number) => late(n, 2))]
]

/** Names that are in neither list, and why. */
export const others: Readonly<Record<string, string>> = {
  'Enumeratee.parMapMUnordered': 'hands on in the order in which tasks end: test/enumeratee/concurrent.test.ts',
  'Enumeratee.throttle': 'takes time: test/enumeratee/time.test.ts',
  'Enumeratee.debounce': 'is about time: test/enumeratee/time.test.ts',
  'Enumeratee.delay': 'takes time: test/enumeratee/time.test.ts',
  'Enumeratee.zip': 'makes an iteratee',
  'Enumeratee.zipWith': 'makes an iteratee',
  'Enumeratee.Enumeratee': 'is the class',
  'Enumeratee.DecodeError': 'is an error',
  'Traversable.take': 'goes on where what follows has ended: test/chunk/traversable.test.ts',
  'Traversable.head': 'is an iteratee',
  'Parsing.isMatched': 'is a guard',
  'Multipart.boundaryOf': 'reads a header',
  'Multipart.MultipartError': 'is an error',
  'Multipart.MultipartLimitError': 'is an error',
  'Concurrent.broadcast': 'makes an enumerator',
  'Concurrent.unicast': 'makes an enumerator',
  'Concurrent.patchPanel': 'makes an enumerator',
  'Concurrent.joined': 'makes an iteratee and an enumerator',
  'Concurrent.runPartial': 'runs',
  'ServerSentEvent.stringify': 'makes a string',
  'Ndjson.NdjsonError': 'is an error'
}
