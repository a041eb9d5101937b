/** Each function that takes a number: what it cannot be is refused when the thing is built, in full words. */
import { createServer, IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import {
  CharEncoding,
  Concurrent,
  Enumeratee,
  Enumerator,
  Hub,
  Iteratee,
  Multipart,
  Ndjson,
  ServerSentEvent,
  Traversable,
  WireFormat,
  Writeable
} from 'fp-ts-iteratee'
import {
  atMost,
  chunked,
  fromFile,
  gracefulShutdown,
  negotiated,
  outputStream,
  requestBody,
  response,
  toReadable
} from 'fp-ts-iteratee/node'
import { redisHub } from 'fp-ts-iteratee/redis'
import { toReadableStream, toResponse } from 'fp-ts-iteratee/web'
import * as t from 'io-ts'
import { failureOf, raised } from '../support/refused'

const source = Enumerator.of('a')
const handler = chunked(source, Writeable.text)
const request = (): IncomingMessage => new IncomingMessage(new Socket())
const task = (n: number) => async () => n
const client = { duplicate: () => undefined } as never

type Functions = Readonly<Record<string, (n: number) => unknown>>

/** `Infinity` is no limit. */
const counts: Functions = {
  'Iteratee.takeUpTo': (n) => Iteratee.takeUpTo(n),
  'Enumeratee.take': (n) => Enumeratee.take(n),
  'Enumeratee.drop': (n) => Enumeratee.drop(n),
  'Enumeratee.lines: maxLength': (maxLength) => Enumeratee.lines({ maxLength }),
  'CharEncoding.lines: maxLength': (maxLength) => CharEncoding.lines({ maxLength }),
  'Ndjson.decode: maxLength': (maxLength) => Ndjson.decode(t.string, { maxLength }),
  'ServerSentEvent.decode: maxLength': (maxLength) => ServerSentEvent.decode({ maxLength }),
  'Traversable.take': (n) => Traversable.take(n),
  'Traversable.takeUpTo': (n) => Traversable.takeUpTo(n),
  'Traversable.drop': (n) => Traversable.drop(n),
  'Multipart.parts: maxParts': (maxParts) => Multipart.parts('b', () => Iteratee.ignore(), { maxParts }),
  'Multipart.parts: maxHeaderBytes': (max) => Multipart.parts('b', () => Iteratee.ignore(), { maxHeaderBytes: max }),
  'Multipart.parts: maxBytes': (maxBytes) => Multipart.parts('b', () => Iteratee.ignore(), { maxBytes }),
  'Hub.inMemory: retain': (retain) => Hub.inMemory({ retain }),
  'response: slowClient: maxBufferedBytes': (maxBufferedBytes) =>
    response(new ServerResponse(request()), { slowClient: { maxBufferedBytes } }),
  'chunked: slowClient: maxBufferedBytes': (maxBufferedBytes) =>
    chunked(source, Writeable.text, { slowClient: { maxBufferedBytes } }),
  'requestBody: maxBytes': (maxBytes) => requestBody(request(), { maxBytes }),
  'fromFile: end': (end) => fromFile('x', { end })
}

/** There is no end that it could be. */
const finite: Functions = {
  'outputStream: highWaterMark': (highWaterMark) => outputStream(() => undefined, { highWaterMark }),
  'toReadable: highWaterMark': (highWaterMark) => toReadable(source, { highWaterMark }),
  'toReadableStream: highWaterMark': (highWaterMark) => toReadableStream(source, { highWaterMark })
}

const capacities: Functions = {
  'Enumerator.async: capacity': (capacity) => Enumerator.async(() => () => undefined, { capacity }),
  'Enumerator.fromEvent: capacity': (capacity) => Enumerator.fromEvent(new EventTarget(), 'x', { capacity }),
  'Enumeratee.groupedWithin: n': (n) => Enumeratee.groupedWithin(n, 1),
  'Enumeratee.parMapM: n': (n) => Enumeratee.parMapM(n, task),
  'Enumeratee.parMapMUnordered: n': (n) => Enumeratee.parMapMUnordered(n, task),
  'Concurrent.buffer: max': (max) => Concurrent.buffer(max),
  'Concurrent.broadcast: buffer': (buffer) => Concurrent.broadcast({ buffer }),
  'Concurrent.unicast: buffer': (buffer) => Concurrent.unicast({ onStart: () => undefined, buffer }),
  'Hub.inMemory: topics': (topics) => Hub.inMemory({ topics }),
  'Hub.inMemory: buffer': (buffer) => Hub.inMemory({ buffer }),
  'Hub.subscribe: buffer': (buffer) => Hub.inMemory().subscribe({ buffer }),
  'redisHub: buffer': (buffer) => redisHub({ client, key: 'k', codec: t.string, buffer }),
  'atMost: max': (max) => atMost(max, handler),
  'fromFile: chunkSize': (chunkSize) => fromFile('x', { chunkSize })
}

const durations: Functions = {
  'Enumerator.tick': (ms) => Enumerator.tick(ms),
  'Enumerator.timer': (ms) => Enumerator.timer(ms),
  'Enumeratee.delay': (ms) => Enumeratee.delay(ms),
  'Enumeratee.throttle': (ms) => Enumeratee.throttle(ms),
  'Enumeratee.debounce': (ms) => Enumeratee.debounce(ms),
  'Enumeratee.timeout': (ms) => Enumeratee.timeout(ms),
  'Enumeratee.keepAlive': (ms) => Enumeratee.keepAlive(ms, ''),
  'Enumeratee.groupedWithin: ms': (ms) => Enumeratee.groupedWithin(1, ms),
  'Concurrent.dropInputIfNotReady': (ms) => Concurrent.dropInputIfNotReady(ms),
  'Concurrent.lazyAndErrIfNotReady': (ms) => Concurrent.lazyAndErrIfNotReady(ms),
  'negotiated: keepAliveMs': (keepAliveMs) => negotiated(source, [WireFormat.ndjson(Ndjson.encode)], { keepAliveMs }),
  'atMost: retryMs': (retryMs) => atMost(1, handler, { retryMs }),
  'response: slowClient: stallTimeoutMs': (stallTimeoutMs) =>
    response(new ServerResponse(request()), { slowClient: { stallTimeoutMs } }),
  'gracefulShutdown: finishMs': (finishMs) => gracefulShutdown(createServer(), { finishMs }),
  'gracefulShutdown: graceMs': (graceMs) => gracefulShutdown(createServer(), { graceMs }),
  'redisHub: forgetMs': (forgetMs) => redisHub({ client, key: 'k', codec: t.string, forgetMs }),
  'redisHub: timeoutMs': (timeoutMs) => redisHub({ client, key: 'k', codec: t.string, timeoutMs })
}

/** What is no number of any kind, and what is said to have been got. */
const noNumbers: ReadonlyArray<readonly [unknown, string]> = [
  [NaN, 'NaN'],
  [-Infinity, '-Infinity'],
  [-1, '-1'],
  ['10', '"10"'],
  ['', '""'],
  [null, 'null'],
  [true, 'true'],
  [10n, '10n'],
  [[10], 'an array'],
  [{ valueOf: () => 10 }, 'an object'],
  [new Date(10), 'an object of Date'],
  [Symbol('10'), 'Symbol(10)']
]

const refuses = (
  functions: Functions,
  expected: string,
  more: ReadonlyArray<readonly [unknown, string]>,
  allowed: ReadonlyArray<number>
): void => {
  describe.each(Object.entries(functions))('%s', (name, given) => {
    // where there is a default, null may stand for it
    const hasDefault = name.includes(':') && name !== 'requestBody: maxBytes'
    const wrong = [...noNumbers, ...more].filter(([n]) => !(n === null && hasDefault))
    test.each(wrong)('%p', (n, got) => {
      expect(raised(() => given(n as number))).toEqual(new RangeError(`${name}: expected ${expected}, got ${got}`))
    })
    test.each(allowed)('%p is taken', (n) => {
      // it may go on to miss what is not there: a server of Redis
      expect(raised(() => given(n))).not.toBeInstanceOf(RangeError)
    })
  })
}

const half = [1.5, '1.5'] as const
const zero = [0, '0'] as const
const endless = [Infinity, 'Infinity'] as const

describe('a count', () => {
  refuses(counts, 'a whole number, 0 or more', [half], [0, 1, Infinity])
})

describe('a count that is not endless', () => {
  refuses(finite, 'a whole number, 0 or more', [half, endless], [0, 1])
})

describe('a capacity', () => {
  refuses(capacities, 'a whole number, 1 or more', [half, zero, endless], [1, 1024])
})

describe('a length of time', () => {
  const expected = 'milliseconds, more than 0 and at most 2147483647'
  refuses(durations, expected, [zero, endless, [2 ** 31, '2147483648']], [0.5, 1, 2 ** 31 - 1])
})

describe('others', () => {
  test.each<readonly [string, unknown]>([
    ['Enumerator.range: from: expected a whole number, got 1.5', () => Enumerator.range(1.5, 2)],
    ['Enumerator.range: from: expected a whole number, got -Infinity', () => Enumerator.range(-Infinity, 2)],
    ['Enumerator.range: from: expected a whole number, got "1"', () => Enumerator.range('1' as never, 2)],
    ['Enumerator.range: to: expected a whole number, got NaN', () => Enumerator.range(1, NaN)],
    ['Enumerator.range: to: expected a whole number, got 9007199254740992', () => Enumerator.range(1, 2 ** 53)],
    ['fromFile: expected start to be at most end, got 3 and 2', () => fromFile('x', { start: 3, end: 2 })],
    ['fromFile: expected start to be at most end, got Infinity and Infinity', () => fromFile('x', { start: Infinity })],
    ['fromFile: start: expected a whole number, 0 or more, got -1', () => fromFile('x', { start: -1 })],
    ['fromFile: start: expected a whole number, 0 or more, got 1.5', () => fromFile('x', { start: 1.5 })],
    [
      'chunked: status: expected one that has a body, 200 to 599, got 204',
      () => chunked(source, Writeable.text, { status: 204 })
    ],
    [
      'toResponse: status: expected one that has a body, 200 to 599, got 99',
      () => toResponse(source, Writeable.text, { status: 99 })
    ]
  ])('%s', (message, given) => {
    expect(raised(given as () => unknown)).toEqual(new RangeError(message))
  })

  test('what a function answers: the length of an input, the limit of a part', async () => {
    const buffered = source.through(Concurrent.buffer(1, () => -1)).run(Iteratee.ignore())
    expect(await failureOf(buffered)).toEqual(
      new RangeError('Concurrent.buffer: length: expected a number, 0 or more, got -1')
    )
    const form = new TextEncoder().encode('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--\r\n')
    const parts = Multipart.parts('b', () => Iteratee.ignore(), { maxBytes: () => 1.5 })
    expect(await failureOf(Enumerator.of(form).through(parts).run(Iteratee.ignore()))).toEqual(
      new RangeError('Multipart.parts: maxBytes: expected a whole number, 0 or more, got 1.5')
    )
    const retry = Enumerator.of({ retry: -1 }).through(ServerSentEvent.encode).run(Iteratee.ignore())
    expect(await failureOf(retry)).toEqual(
      new RangeError('ServerSentEvent: retry: expected a whole number of milliseconds, 0 or more, got -1')
    )
  })
})
