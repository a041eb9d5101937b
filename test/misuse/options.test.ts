/** Each function with options: one that it does not know is refused, with the name of the function and those it knows. */
import { createServer, IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import {
  CharEncoding,
  Comet,
  Concurrent,
  Enumeratee,
  Enumerator,
  Envelope,
  EventSource,
  Hub,
  Iteratee,
  Multipart,
  Ndjson,
  ServerSentEvent,
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
import { raised } from '../support/refused'

const source = Enumerator.of('a')
const handler = chunked(source, Writeable.text)
const format = WireFormat.ndjson(Ndjson.encode)
const request = (): IncomingMessage => new IncomingMessage(new Socket())
const { text } = Writeable

const buffered = ['buffer', 'policy']
const hooks = ['onOpen', 'onClose', 'onDrop', 'slowClient']
const slowClient = ['policy', 'maxBufferedBytes', 'stallTimeoutMs']
const signal = ['signal']

/** By the name in errors: what they know, and how they are given options. */
type Functions = Readonly<Record<string, readonly [ReadonlyArray<string>, (options: never) => unknown]>>

/** Whose options hold a signal. */
const signalled: Functions = {
  'Enumerator.run': [signal, (o) => source.run(Iteratee.ignore(), o)],
  'Enumerator.toAsyncIterable': [signal, (o) => Enumerator.toAsyncIterable(source, o)],
  chunked: [['status', 'headers', 'signal', ...hooks], (o) => chunked(source, text, o)],
  negotiated: [['keepAliveMs', 'headers', 'signal', ...hooks], (o) => negotiated(source, [format], o)],
  toReadable: [['objectMode', 'highWaterMark', 'signal'], (o) => toReadable(source, o)],
  toReadableStream: [['highWaterMark', 'signal'], (o) => toReadableStream(source, o)],
  toResponse: [['status', 'statusText', 'headers', 'onOpen', 'onClose', 'signal'], (o) => toResponse(source, text, o)]
}

const functions: Functions = {
  ...signalled,
  'Enumerator.async': [['capacity', 'policy'], (o) => Enumerator.async(() => () => undefined, o)],
  'Enumerator.fromEvent': [['select', 'capacity', 'policy'], (o) => Enumerator.fromEvent(new EventTarget(), 'x', o)],
  'Enumeratee.keepAlive': [['stillAllowed'], (o) => Enumeratee.keepAlive(1, '', o)],
  'Enumeratee.lines': [['maxLength'], (o) => Enumeratee.lines(o)],
  'CharEncoding.lines': [['maxLength'], (o) => CharEncoding.lines(o)],
  'Ndjson.decode': [['maxLength'], (o) => Ndjson.decode(t.string, o)],
  'ServerSentEvent.decode': [['maxLength'], (o) => ServerSentEvent.decode(o)],
  'Multipart.parts': [
    ['maxParts', 'maxHeaderBytes', 'maxBytes'],
    (o) => Multipart.parts('b', () => Iteratee.ignore(), o)
  ],
  'Concurrent.broadcast': [buffered, (o) => Concurrent.broadcast(o)],
  'Concurrent.broadcast, of an enumerator': [
    ['interestIsDownToZero', ...buffered],
    (o) => Concurrent.broadcast(source, o)
  ],
  'Concurrent.unicast': [['onStart', 'onComplete', 'onError', ...buffered], (o) => Concurrent.unicast(o)],
  'Hub.inMemory': [['retain', 'topics', ...buffered], (o) => Hub.inMemory(o)],
  'Hub.subscribe': [['after', ...buffered], (o) => Hub.inMemory().subscribe(o)],
  redisHub: [['client', 'key', 'codec', 'retain', 'forgetMs', 'timeoutMs', 'onError', ...buffered], (o) => redisHub(o)],
  Comet: [['message', 'id', 'initialChunk', 'nonce', 'removeScripts', 'batch'], (o) => Comet('f', o)],
  'Envelope.comet': [['initialChunk', 'nonce', 'removeScripts', 'batch'], (o) => Envelope.comet('f', o)],
  EventSource: [['data', 'name', 'id'], (o) => EventSource(o)],
  response: [hooks, (o) => response(new ServerResponse(request()), o)],
  'response: slowClient': [slowClient, (o) => response(new ServerResponse(request()), { slowClient: o })],
  'chunked: slowClient': [slowClient, (o) => chunked(source, text, { slowClient: o })],
  atMost: [['retryMs', 'onRefuse'], (o) => atMost(1, handler, o)],
  requestBody: [['maxBytes'], (o) => requestBody(request(), o)],
  fromFile: [['chunkSize', 'start', 'end'], (o) => fromFile('x', o)],
  outputStream: [['objectMode', 'highWaterMark'], (o) => outputStream(() => undefined, o)],
  gracefulShutdown: [['goodbye', 'finishMs', 'graceMs'], (o) => gracefulShutdown(createServer(), o)]
}

const cases = Object.entries(functions).map(
  ([key, [known, given]]) => [key, key.split(',', 1)[0] as string, known, given] as const
)
const withSignal = Object.entries(signalled)

/** What the same thing is called elsewhere, and what is often written. */
const unknown = [
  'capacity',
  'buffer',
  'bufferSize',
  'highWaterMark',
  'max',
  'limit',
  'timeout',
  'signals',
  'Policy',
  ''
]

describe.each(cases)('%s', (_, name, known, given) => {
  const refused = (options: unknown) => raised(() => given(options as never))

  test.each(unknown.filter((option) => !known.includes(option)))('an unknown option: %j', (option) => {
    expect(refused({ [option]: 1 })).toEqual(
      new TypeError(`${name}: unknown option '${option}'; there are ${known.join(', ')}`)
    )
  })

  test('an unknown option whose value is undefined, or that an object has from Object', () => {
    for (const option of ['constructor', 'toString', '__proto__']) {
      const options = Object.fromEntries([[option, undefined]])
      expect(refused(options)).toEqual(
        new TypeError(`${name}: unknown option '${option}'; there are ${known.join(', ')}`)
      )
    }
  })

  test.each<readonly [unknown, string]>([
    [null, 'null'],
    [5, '5'],
    ['text', '"text"'],
    [true, 'true'],
    [() => ({}), 'a function'],
    [[], 'an array'],
    [Promise.resolve({}), 'a promise'],
    [new AbortController().signal, 'an AbortSignal: pass it as { signal }']
  ])('%p in place of options', (options, got) => {
    // a broadcast is of an enumerator, or else has options
    expect(refused(options)).toEqual(new TypeError(`${name}: expected options (${known.join(', ')}), got ${got}`))
  })
})

describe.each(withSignal)('the signal of %s', (name, [, given]) => {
  test.each<readonly [unknown, string]>([
    [new AbortController(), 'an AbortController: pass its .signal'],
    [null, 'null'],
    [5, '5'],
    [{ aborted: false }, 'an object'],
    [() => undefined, 'a function']
  ])('%p', (value, got) => {
    expect(raised(() => given({ signal: value } as never))).toEqual(
      new TypeError(`${name}: signal: expected an AbortSignal, got ${got}`)
    )
  })

  test('one that is none is none, and so is an object that has one', () => {
    const { signal } = new AbortController()
    expect(raised(() => given({ signal: undefined } as never))).toBeUndefined()
    expect(raised(() => given({ signal } as never))).toBeUndefined()
  })
})

test.each<readonly [string, ReadonlyArray<string>, (options: never) => unknown]>([
  ['chunked', ['status', 'headers', 'signal', ...hooks], (o) => chunked(source, text, o)],
  ['response', hooks, (o) => response(new ServerResponse(request()), o)],
  ['toResponse', ['status', 'statusText', 'headers', 'onOpen', 'onClose', 'signal'], (o) => toResponse(source, text, o)]
])('%s has no keepAliveMs: only a wire format knows what says nothing', (name, known, given) => {
  expect(raised(() => given({ keepAliveMs: 1000 } as never))).toEqual(
    new TypeError(
      `${name}: unknown option 'keepAliveMs'; there are ${known.join(', ')}. ` +
        'Enumeratee.keepAlive(ms, filler) behind the enumerator does it, and so does negotiated'
    )
  )
})
