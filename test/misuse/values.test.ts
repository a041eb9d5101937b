/** What is handed over in place of an iteratee, an enumerator, an enumeratee, a function or a task: refused at once, by name. */
import { PassThrough } from 'node:stream'
import { ServerResponse } from 'node:http'
import {
  Comet,
  CometMessage,
  Concurrent,
  Enumeratee,
  Enumerator,
  Envelope,
  EventData,
  EventSource,
  Input,
  Iteratee,
  Multipart,
  Ndjson,
  Traversable,
  WireFormat,
  Writeable
} from 'fp-ts-iteratee'
import {
  atMost,
  chunked,
  fromReadable,
  gracefulShutdown,
  negotiated,
  outputStream,
  requestBody,
  response,
  throughDuplex,
  toReadable,
  toWritable
} from 'fp-ts-iteratee/node'
import { fromReadableStream, toReadableStream, toResponse } from 'fp-ts-iteratee/web'
import { failureOf, raised } from '../support/refused'

const it = Iteratee.head<number>()
const source = Enumerator.of(1, 2)
const adapter = Enumeratee.take<number>(1)
const rejected = (): Promise<never> => {
  const promise = Promise.reject(new Error('on purpose'))
  promise.catch(() => undefined)
  return promise
}

/** What takes something, by the name that errors say: the name of what is given, where there is more than one. */
type Entrances = Readonly<Record<string, (given: never) => unknown>>

/** What is given in its place, and what is said of that. */
type Wrong = ReadonlyArray<readonly [unknown, string]>

const described = (...wrong: Wrong): Wrong => [
  [undefined, 'undefined'],
  [null, 'null'],
  [5, '5'],
  ['text', '"text"'],
  [Symbol('s'), 'Symbol(s)'],
  [10n, '10n'],
  [{}, 'an object'],
  [Object.create(null), 'an object'],
  [new Map(), 'an object of Map'],
  [Iteratee.Iteratee, 'a class'],
  [Input.el(1), 'an object with the _tag "El"'],
  [new PassThrough(), 'a stream'],
  [new AbortController(), 'an AbortController'],
  ...wrong
]

const refuses = (expected: string, entrances: Entrances, wrong: Wrong): void => {
  const cases = Object.entries(entrances).flatMap(([name, enter]) =>
    wrong.map(([given, got]) => [name, got, enter, given] as const)
  )
  test.each(cases)(`%s: expected ${expected}, got %s`, (name, got, enter, given) => {
    expect(raised(() => enter(given as never))).toEqual(new TypeError(`${name}: expected ${expected}, got ${got}`))
  })
}

const iteratees: Entrances = {
  'Enumerator.run': (given) => source.run(given),
  'Enumerator.apply': (given) => source.apply(given),
  'Enumeratee.applyOn': (given) => adapter.applyOn(given),
  'Enumeratee.transform': (given) => adapter.transform(given),
  'Enumeratee.grouped': (given) => Enumeratee.grouped(given),
  'Iteratee.repeat': (given) => Iteratee.repeat(given),
  'Iteratee.zip: first': (given) => Iteratee.zip(given, it),
  'Iteratee.zip: second': (given) => Iteratee.zip(it, given),
  'Iteratee.zipWith: first': (given) => Iteratee.zipWith(given, it, () => 1),
  'Iteratee.zipWith: second': (given) => Iteratee.zipWith(it, given, () => 1),
  'Iteratee.contramap': (given) => Iteratee.contramap((n: number) => n)(given),
  'Concurrent.runPartial': (given) => Concurrent.runPartial(source, given)
}

const notIteratees = described(
  [Iteratee.head, 'a function: call it first'],
  [rejected(), 'a promise: await it, or take Iteratee.flatten(() => promise)'],
  [adapter, 'an Enumeratee: it goes into through'],
  [source, 'an Enumerator'],
  [[1], 'an array']
)

describe('an iteratee', () => {
  refuses('an Iteratee', iteratees, notIteratees)
})

const enumerators: Entrances = {
  'Enumerator.andThen': (given) => source.andThen(given),
  'Enumerator.interleave': (given) => source.interleave(given),
  'Enumerator.filterMap': (given) => Enumerator.filterMap(() => ({ _tag: 'None' }))(given),
  'Enumerator.toAsyncIterable': (given) => Enumerator.toAsyncIterable(given),
  'Enumeratee.heading': (given) => Enumeratee.heading(given),
  'Enumeratee.trailing': (given) => Enumeratee.trailing(given),
  'Concurrent.runPartial': (given) => Concurrent.runPartial(given, it),
  toReadable: (given) => toReadable(given),
  throughDuplex: (given) => throughDuplex(() => new PassThrough())(given),
  chunked: (given) => chunked(given, Writeable.text),
  negotiated: (given) => negotiated(given, [WireFormat.ndjson(Ndjson.encode)]),
  toReadableStream: (given) => toReadableStream(given),
  toResponse: (given) => toResponse(given, Writeable.text)
}

const notEnumerators = described(
  [Enumerator.of, 'a function: call it first'],
  [rejected(), 'a promise: await it, or take Enumerator.flatten(() => promise)'],
  [[1], 'an array: Enumerator.fromIterable makes one of it'],
  [it, 'an Iteratee'],
  [adapter, 'an Enumeratee'],
  [/text/, 'an object of RegExp']
)

describe('an enumerator', () => {
  refuses('an Enumerator', enumerators, notEnumerators)
  refuses('an Enumerator', { 'Enumerator.interleave': (given) => Enumerator.interleave(source, given) }, notEnumerators)
})

const enumeratees: Entrances = {
  'Enumerator.through': (given) => source.through(given),
  'Enumeratee.compose': (given) => adapter.compose(given),
  'WireFormat.comet': (given) => WireFormat.comet(given),
  'WireFormat.eventStream': (given) => WireFormat.eventStream(given),
  'WireFormat.ndjson': (given) => WireFormat.ndjson(given),
  'Enumeratee.composeConcat': (given) =>
    Enumeratee.passAlong<string>().composeConcat({ concat: (x: string, y: string) => x + y })(given)
}

describe('an enumeratee', () => {
  refuses(
    'an Enumeratee',
    enumeratees,
    described(
      [Enumeratee.take, 'a function: call it first'],
      [rejected(), 'a promise: await it, or take Enumeratee.flatten(() => promise)'],
      [it, 'an Iteratee: it goes into run'],
      [source, 'an Enumerator']
    )
  )
})

const functions: Entrances = {
  'Iteratee.cont': (given) => Iteratee.cont(given),
  'Iteratee.fold': (given) => Iteratee.fold(0, given),
  'Iteratee.foldM': (given) => Iteratee.foldM(0, given),
  'Iteratee.fold1': (given) => Iteratee.fold1(async () => 0, given),
  'Iteratee.fold2': (given) => Iteratee.fold2(0, given),
  'Iteratee.foreach': (given) => Iteratee.foreach(given),
  'Iteratee.foreachM': (given) => Iteratee.foreachM(given),
  'Iteratee.zipWith': (given) => Iteratee.zipWith(it, it, given),
  'Iteratee.contramap': (given) => Iteratee.contramap<number, number>(given)(it),
  'Iteratee.map': (given) => it.map(given),
  'Iteratee.mapM': (given) => it.mapM(given),
  'Iteratee.flatMap': (given) => it.flatMap(given),
  'Iteratee.flatMapM': (given) => it.flatMapM(given),
  'Iteratee.flatMapInput': (given) => it.flatMapInput(given),
  'Iteratee.flatMapTraversable': (given) => it.flatMapTraversable({ concat: (x: number) => x })(given),
  'Iteratee.fold: folder': (given) => it.fold(given),
  'Iteratee.pureFold': (given) => it.pureFold(given),
  'Iteratee.flatFold': (given) => it.flatFold(given),
  'Iteratee.pureFlatFold': (given) => it.pureFlatFold(given),
  'Iteratee.recover': (given) => it.recover(given),
  'Iteratee.recoverM': (given) => it.recoverM(given),
  'Iteratee.recoverWith': (given) => it.recoverWith(given),
  'Enumerator.map': (given) => source.map(given),
  'Enumerator.mapM': (given) => source.mapM(given),
  'Enumerator.mapInput': (given) => source.mapInput(given),
  'Enumerator.flatMap': (given) => source.flatMap(given),
  'Enumerator.filter': (given) => source.filter(given),
  'Enumerator.filterMap': (given) => Enumerator.filterMap(given)(source),
  'Enumerator.unfold': (given) => Enumerator.unfold(0, given),
  'Enumerator.unfoldM': (given) => Enumerator.unfoldM(0, given),
  'Enumerator.checkContinue0': (given) => Enumerator.checkContinue0(given),
  'Enumerator.checkContinue1': (given) => Enumerator.checkContinue1(0, given),
  'Enumerator.async': (given) => Enumerator.async(given),
  'Enumerator.bracket: use': (given) =>
    Enumerator.bracket(
      async () => 1,
      given,
      () => async () => undefined
    ),
  'Enumerator.bracket: release': (given) =>
    Enumerator.bracket(
      async () => 1,
      () => source,
      given
    ),
  'Enumerator.fromCallback1: retriever': (given) => Enumerator.fromCallback1(given),
  'Enumeratee.map': (given) => Enumeratee.map(given),
  'Enumeratee.mapM': (given) => Enumeratee.mapM(given),
  'Enumeratee.mapConcat': (given) => Enumeratee.mapConcat(given),
  'Enumeratee.mapInput': (given) => Enumeratee.mapInput(given),
  'Enumeratee.mapInputM': (given) => Enumeratee.mapInputM(given),
  'Enumeratee.mapInputFlatten': (given) => Enumeratee.mapInputFlatten(given),
  'Enumeratee.mapFlatten': (given) => Enumeratee.mapFlatten(given),
  'Enumeratee.mapConcatInput': (given) => Enumeratee.mapConcatInput(given),
  'Enumeratee.collect': (given) => Enumeratee.collect(given),
  'Enumeratee.filter': (given) => Enumeratee.filter(given),
  'Enumeratee.filterNot': (given) => Enumeratee.filterNot(given),
  'Enumeratee.filterM': (given) => Enumeratee.filterM(given),
  'Enumeratee.takeWhile': (given) => Enumeratee.takeWhile(given),
  'Enumeratee.dropWhile': (given) => Enumeratee.dropWhile(given),
  'Enumeratee.breakE': (given) => Enumeratee.breakE(given),
  'Enumeratee.scanLeft': (given) => Enumeratee.scanLeft(0, given),
  'Enumeratee.parMapM': (given) => Enumeratee.parMapM(1, given),
  'Enumeratee.parMapMUnordered': (given) => Enumeratee.parMapMUnordered(1, given),
  'Concurrent.unicast: onStart': (given) => Concurrent.unicast({ onStart: given }),
  'Concurrent.patchPanel': (given) => Concurrent.patchPanel(given),
  'Multipart.parts: handler': (given) => Multipart.parts('b', given),
  'Traversable.splitOnceAt': (given) => Traversable.splitOnceAt(given),
  'atMost: handler': (given) => atMost(1, given),
  outputStream: (given) => outputStream(given)
}

/** That have one by default. */
const optional: Entrances = {
  'Enumerator.fromEvent: select': (given) => Enumerator.fromEvent(new EventTarget(), 'x', { select: given }),
  'Enumerator.fromCallback1: onError': (given) =>
    Enumerator.fromCallback1(() => async () => ({ _tag: 'None' }), undefined, given),
  'Enumeratee.recover': (given) => Enumeratee.recover(given),
  'Concurrent.unicast: onError': (given) => Concurrent.unicast({ onStart: () => undefined, onError: given }),
  'Concurrent.buffer: length': (given) => Concurrent.buffer(1, given),
  'Concurrent.broadcast: interestIsDownToZero': (given) =>
    Concurrent.broadcast(source, { interestIsDownToZero: given }),
  'atMost: onRefuse': (given) => atMost(1, chunked(source.map(String), Writeable.text), { onRefuse: given }),
  'chunked: onOpen': (given) => chunked(source.map(String), Writeable.text, { onOpen: given }),
  'chunked: onClose': (given) => chunked(source.map(String), Writeable.text, { onClose: given }),
  'chunked: onDrop': (given) => chunked(source.map(String), Writeable.text, { onDrop: given }),
  'toResponse: onClose': (given) => toResponse(source.map(String), Writeable.text, { onClose: given })
}

const given = (wrong: Wrong): Wrong => wrong.filter(([value]) => value !== undefined)
/** It cannot even be looked at. */
const closed = new Proxy(
  {},
  {
    get: () => {
      throw new Error('no')
    }
  }
)

const notClasses = (wrong: Wrong): Wrong => wrong.filter(([value]) => typeof value !== 'function')

const notFunctions = notClasses(
  described(
    [it, 'an Iteratee'],
    [rejected(), 'a promise'],
    [[1], 'an array'],
    [source, 'an Enumerator'],
    [closed, 'an object']
  )
)

describe('a function', () => {
  const { 'Iteratee.fold: folder': folder, ...others } = functions
  refuses('a function', others, notFunctions)
  refuses('a function', { 'Iteratee.fold': folder as (given: never) => unknown }, notFunctions)
  refuses('a function', optional, given(notFunctions))
})

const lazies: Entrances = {
  'Iteratee.eofOrElse': (given) => Iteratee.eofOrElse(given)(1),
  'Iteratee.fromIO': (given) => Iteratee.fromIO(given),
  'Enumerator.fromIO': (given) => Enumerator.fromIO(given),
  'Enumerator.repeat': (given) => Enumerator.repeat(given),
  'Enumerator.defer': (given) => Enumerator.defer(given),
  'Enumerator.onDoneEnumerating': (given) => source.onDoneEnumerating(given),
  'Enumeratee.onIterateeDone': (given) => Enumeratee.onIterateeDone(given),
  'Enumeratee.onEOF': (given) => Enumeratee.onEOF(given),
  fromReadable: (given) => fromReadable(given),
  toWritable: (given) => toWritable(given),
  throughDuplex: (given) => throughDuplex(given)(source.map(String)),
  fromReadableStream: (given) => fromReadableStream(given)
}

const later = (wrong: Wrong): Wrong =>
  wrong.map(([value, got]) => [value, `${got}: it is called when its time has come: pass () => …`])

describe('what is called later', () => {
  refuses('a function', lazies, later(notFunctions))
  const optionalLazies: Entrances = {
    'Enumerator.fromCallback1: onComplete': (given) =>
      Enumerator.fromCallback1(() => async () => ({ _tag: 'None' }), given),
    'Concurrent.unicast: onComplete': (given) => Concurrent.unicast({ onStart: () => undefined, onComplete: given })
  }
  refuses('a function', optionalLazies, later(given(notFunctions)))
})

const tasks: Entrances = {
  'Iteratee.flatten': (given) => Iteratee.flatten(given),
  'Iteratee.fromTask': (given) => Iteratee.fromTask(given),
  'Iteratee.fold1: z': (given) => Iteratee.fold1(given, () => async () => 1),
  'Enumerator.flatten': (given) => Enumerator.flatten(given),
  'Enumerator.fromTask': (given) => Enumerator.fromTask(given),
  'Enumerator.fromTaskEither': (given) => Enumerator.fromTaskEither(given),
  'Enumerator.repeatM': (given) => Enumerator.repeatM(given),
  'Enumerator.generateM': (given) => Enumerator.generateM(given),
  'Enumerator.bracket: acquire': (given) =>
    Enumerator.bracket(
      given,
      () => source,
      () => async () => undefined
    ),
  'Enumeratee.flatten': (given) => Enumeratee.flatten(given)
}

const makesPromise = 'a Task is a function that makes a promise'
const notTasks = notFunctions.map(([value, got]): readonly [unknown, string] => [
  value,
  got === 'a promise' ? `a promise: ${makesPromise}: () => promise` : `${got}: ${makesPromise}`
])

describe('a task', () => {
  refuses('a Task', tasks, notTasks)
  refuses(
    'a Task',
    { 'Enumeratee.keepAlive: stillAllowed': (given) => Enumeratee.keepAlive(1, 1, { stillAllowed: given }) },
    given(notTasks)
  )
})

describe('other things', () => {
  const one = (expected: string, entrances: Entrances): void => {
    refuses(expected, entrances, [
      [null, 'null'],
      [5, '5'],
      [rejected(), 'a promise'],
      [() => 1, 'a function'],
      [it, 'an Iteratee']
    ])
  }
  one('a Monoid, which has concat', { 'Iteratee.consume': (given) => Iteratee.consume(given) })
  one('a Semigroup, which has concat', {
    'Iteratee.flatMapTraversable': (given) => it.flatMapTraversable(given),
    'Enumeratee.composeConcat': (given) => adapter.composeConcat(given)
  })
  one('an Eq, which has equals', { 'Enumeratee.dedupe': (given) => Enumeratee.dedupe(given) })
  one('a codec, which has decode', {
    'Enumeratee.decode': (given) => Enumeratee.decode(given),
    'Enumeratee.decodeEither': (given) => Enumeratee.decodeEither(given),
    'Ndjson.decode': (given) => Ndjson.decode(given)
  })
  one('a codec, which has encode', {
    'Enumeratee.encode': (given) => Enumeratee.encode(given),
    'Ndjson.encodeWith': (given) => Ndjson.encodeWith(given),
    'CometMessage.fromEncoder': (given) => CometMessage.fromEncoder(given),
    'EventData.fromEncoder': (given) => EventData.fromEncoder(given)
  })
  one('a CometMessage, which has toJavascriptMessage', {
    'Comet: message': (given) => Comet<number>('f', { message: given })
  })
  one('an EventId, which has eventId', {
    'Comet: id': (given) => Comet<number>('f', { id: given }),
    'EventSource: id': (given) => EventSource<number>({ id: given })
  })
  one('an EventName, which has eventName', { 'EventSource: name': (given) => EventSource<number>({ name: given }) })
  one('an EventData, which has eventData', {
    'EventSource: data': (given) => EventSource<number>({ data: given }),
    'Envelope.eventSource': (given) => Envelope.eventSource(given)
  })
  one('a Writeable, which has transform', {
    chunked: (given) => chunked(source, given),
    toResponse: (given) => toResponse(source, given),
    negotiated: (given) => negotiated(source.map(String), [{ ...WireFormat.ndjson(Ndjson.encode), writeable: given }])
  })
  one('an array', { 'negotiated: formats': (given) => negotiated(source, given) })
  one('a response of Node, which has writeHead', { response: (given) => response(given) })
  one('a request of Node, which has read', { requestBody: (given) => requestBody(given, { maxBytes: 1 }) })
  one('a server of Node, which has close', { gracefulShutdown: (given) => gracefulShutdown(given) })
  one('what has addEventListener and removeEventListener, or on and off', {
    'Enumerator.fromEvent': (given) => Enumerator.fromEvent(given, 'x')
  })

  const makesInput = ': Input.el(…) makes one of an element'
  refuses(
    'an Input',
    {
      'Iteratee.feed': (given) => it.feed(given),
      'Enumerator.enumInput': (given) => Enumerator.enumInput(given)
    },
    [
      [5, `5${makesInput}`],
      [undefined, `undefined${makesInput}`],
      [{ _tag: 'Some', value: 1 }, `an object with the _tag "Some"${makesInput}`]
    ]
  )
  refuses(
    'an Input',
    {
      'Iteratee.done: remaining': (given) => Iteratee.done(1, given),
      'Iteratee.error: remaining': (given) => Iteratee.error('no', given)
    },
    [[5, `5${makesInput}`]]
  )
  refuses('an iterable', { 'Enumerator.fromIterable': (given) => Enumerator.fromIterable(given) }, [
    [5, '5'],
    [undefined, 'undefined'],
    [{ length: 1 }, 'an object'],
    [rejected(), 'a promise: await it first'],
    [() => [1], 'a function: call it first'],
    [Enumerator.toAsyncIterable(source), 'an object: Enumerator.fromAsyncIterable takes it']
  ])
  refuses('an async iterable', { 'Enumerator.fromAsyncIterable': (given) => Enumerator.fromAsyncIterable(given) }, [
    [5, '5'],
    [undefined, 'undefined'],
    [[1], 'an array: Enumerator.fromIterable takes it'],
    [rejected(), 'a promise: await it first'],
    [async function* () {}, 'a function: call it first']
  ])
})

test('a response that is one is taken', () => {
  expect(() => response(new ServerResponse({ method: 'GET', httpVersionMajor: 1 } as never))).not.toThrow()
})

/** What a user's function answers: told as the failure of the run, by the same words. */
describe('the answer of a function', () => {
  const from = (e: Enumerator<unknown>) => failureOf(e.run(Iteratee.ignore()))
  const of = (i: Iteratee<number, unknown>) => failureOf(source.run(i))
  const by = (f: Enumeratee<number, unknown>) => from(source.through(f))
  const answers =
    (value: unknown): (() => never) =>
    () =>
      value as never
  const task = (value: unknown) => answers(async () => value)

  type Ask = (f: () => never) => Promise<Error | undefined>

  const anEnumerator: Readonly<Record<string, Ask>> = {
    'Enumerator.flatMap': (f) => from(source.flatMap(f)),
    'Enumerator.defer': (f) => from(Enumerator.defer(f)),
    'Enumeratee.mapFlatten': (f) => by(Enumeratee.mapFlatten(f)),
    'Enumeratee.mapInputFlatten': (f) => by(Enumeratee.mapInputFlatten(f))
  }
  test.each(Object.entries(anEnumerator))('%s', async (name, ask) => {
    const told = (value: unknown) => ask(answers(value))
    const wrong = (got: string) => new TypeError(`${name}: the function's answer: expected an Enumerator, got ${got}`)
    expect(await told(undefined)).toEqual(wrong('undefined: does the function return it?'))
    expect(await told(rejected())).toEqual(wrong('a promise: await it, or take Enumerator.flatten(() => promise)'))
    expect(await told(Enumerator.of)).toEqual(wrong('a function: call it first'))
    expect(await told(5)).toEqual(wrong('5'))
  })

  const anIteratee: Readonly<Record<string, Ask>> = {
    'Iteratee.cont': (f) => of(Iteratee.cont(f)),
    'Iteratee.flatMap': (f) => of(it.flatMap(f)),
    'Iteratee.flatMapInput': (f) => of(it.flatMapInput(f)),
    'Iteratee.flatMapTraversable': (f) => of(it.flatMapTraversable({ concat: (x: number) => x })(f)),
    'Iteratee.pureFlatFold': (f) => of(it.pureFlatFold(f)),
    'Iteratee.recoverWith': (f) => of(Iteratee.error('no').recoverWith(() => ({ _tag: 'Some', value: f() })))
  }
  test.each(Object.entries(anIteratee))('%s', async (name, ask) => {
    const wrong = (got: string) => new TypeError(`${name}: the function's answer: expected an Iteratee, got ${got}`)
    expect(await ask(answers(undefined))).toEqual(wrong('undefined: does the function return it?'))
    expect(await ask(answers(rejected()))).toEqual(
      wrong('a promise: await it, or take Iteratee.flatten(() => promise)')
    )
    expect(await ask(answers(Iteratee.head))).toEqual(wrong('a function: call it first'))
  })

  const aTask: Readonly<Record<string, Ask>> = {
    'Iteratee.mapM': (f) => of(it.mapM(f)),
    'Iteratee.flatMapM': (f) => of(it.flatMapM(f)),
    'Iteratee.flatFold': (f) => of(it.flatFold(f)),
    'Iteratee.foldM': (f) => of(Iteratee.foldM(0, f)),
    'Iteratee.fold1': (f) => of(Iteratee.fold1(async () => 0, f)),
    'Iteratee.fold2': (f) => of(Iteratee.fold2(0, f)),
    'Iteratee.foreachM': (f) => of(Iteratee.foreachM(f)),
    'Iteratee.recoverM': (f) => of(Iteratee.error('no').recoverM(() => ({ _tag: 'Some', value: f() }))),
    'Iteratee.fold': (f) =>
      it
        .fold(f)()
        .then(
          () => undefined,
          (error: unknown) => error as Error
        ),
    'Enumerator.mapM': (f) => from(source.mapM(f)),
    'Enumerator.unfoldM': (f) => from(Enumerator.unfoldM(0, f)),
    'Enumerator.fromCallback1': (f) => from(Enumerator.fromCallback1(f)),
    'Enumerator.checkContinue0': (f) => from(Enumerator.checkContinue0(f)),
    'Enumerator.checkContinue1': (f) => from(Enumerator.checkContinue1(0, f)),
    'Enumeratee.mapM': (f) => by(Enumeratee.mapM(f)),
    'Enumeratee.mapInputM': (f) => by(Enumeratee.mapInputM(f)),
    'Enumeratee.filterM': (f) => by(Enumeratee.filterM(f)),
    'Enumeratee.parMapM': (f) => by(Enumeratee.parMapM(2, f)),
    'Enumeratee.parMapMUnordered': (f) => by(Enumeratee.parMapMUnordered(2, f))
  }
  test.each(Object.entries(aTask))('%s', async (name, ask) => {
    const wrong = (got: string) => new TypeError(`${name}: the function's answer: expected a Task, got ${got}`)
    expect(await ask(answers(undefined))).toEqual(wrong('undefined: does the function return it?'))
    expect(await ask(answers(rejected()))).toEqual(wrong(`a promise: ${makesPromise}: () => promise`))
    expect(await ask(answers(5))).toEqual(wrong(`5: ${makesPromise}`))
    expect(await ask(answers(() => 5))).toEqual(
      new TypeError(`${name}: the Task's answer: expected a promise, got 5: ${makesPromise}`)
    )
  })

  test('Enumerator.bracket', async () => {
    const bracket = (use: unknown, release: unknown) =>
      from(Enumerator.bracket(async () => 1, answers(use), answers(release)))
    expect(await bracket(undefined, async () => undefined)).toEqual(
      new TypeError("Enumerator.bracket: use's answer: expected an Enumerator, got undefined")
    )
    expect(await bracket(source, rejected())).toEqual(
      new TypeError(
        `Enumerator.bracket: release's answer: expected a Task, got a promise: ${makesPromise}: () => promise`
      )
    )
  })

  test.each<readonly [string, Ask]>([
    ['Iteratee.recover', (f) => of(Iteratee.error('no').recover(f))],
    ['Iteratee.recoverM', (f) => of(Iteratee.error('no').recoverM(f))],
    ['Iteratee.recoverWith', (f) => of(Iteratee.error('no').recoverWith(f))],
    ['Enumerator.unfold', (f) => from(Enumerator.unfold(0, f))],
    ['Enumerator.filterMap', (f) => from(Enumerator.filterMap(f)(source))],
    ['Enumeratee.collect', (f) => by(Enumeratee.collect(f))]
  ])('an Option, of %s', async (name, ask) => {
    const wrong = (got: string) => new TypeError(`${name}: the function's answer: expected an Option, got ${got}`)
    expect(await ask(answers(undefined))).toEqual(wrong('undefined: does the function return it?'))
    expect(await ask(answers(5))).toEqual(wrong('5: O.some(…) is something, O.none is nothing'))
    expect(await ask(answers({ _tag: 'Right', right: 1 }))).toEqual(
      wrong('an object with the _tag "Right": O.some(…) is something, O.none is nothing')
    )
  })

  test.each<readonly [string, string, string, Ask]>([
    [
      'Enumerator.async',
      'a function',
      '5: it is called when its time has come: pass () => …',
      (f) => from(Enumerator.async(f))
    ],
    [
      'Enumeratee.recover',
      'a function',
      '5: it is called when its time has come: pass () => …',
      (f) =>
        failureOf(
          source.through(Enumeratee.recover(f)).run(
            Iteratee.foreach((_: number) => {
              throw new Error('no')
            })
          )
        )
    ],
    ['Enumeratee.mapConcat', 'an array', '5', (f) => by(Enumeratee.mapConcat(f))],
    ['Enumeratee.mapConcatInput', 'an array', '5', (f) => by(Enumeratee.mapConcatInput(f))],
    ['Enumerator.mapInput', 'an Input', '5: Input.el(…) makes one of an element', (f) => from(source.mapInput(f))],
    ['Enumeratee.mapInput', 'an Input', '5: Input.el(…) makes one of an element', (f) => by(Enumeratee.mapInput(f))]
  ])('%s: %s', async (name, expected, got, ask) => {
    expect(await ask(answers(5))).toEqual(
      new TypeError(`${name}: the function's answer: expected ${expected}, got ${got}`)
    )
  })

  test.each<readonly [string, string, string, Ask]>([
    ['Iteratee.flatten', 'an Iteratee', '5', (f) => of(Iteratee.flatten(f()))],
    ['Iteratee.flatMapM', 'an Iteratee', '5', (f) => of(it.flatMapM(f))],
    ['Iteratee.flatFold', 'an Iteratee', '5', (f) => of(it.flatFold(f))],
    ['Iteratee.fold2', 'a pair, as an array', '5', (f) => of(Iteratee.fold2(0, f))],
    ['Enumerator.flatten', 'an Enumerator', '5', (f) => from(Enumerator.flatten(f()))],
    ['Enumerator.checkContinue0', 'an Iteratee', '5', (f) => from(Enumerator.checkContinue0(f))],
    ['Enumerator.fromTaskEither', 'an Either', '5', (f) => from(Enumerator.fromTaskEither(f()))],
    [
      'Enumerator.generateM',
      'an Option',
      '5: O.some(…) is something, O.none is nothing',
      (f) => from(Enumerator.generateM(f()))
    ],
    [
      'Enumerator.unfoldM',
      'an Option',
      '5: O.some(…) is something, O.none is nothing',
      (f) => from(Enumerator.unfoldM(0, f))
    ],
    ['Enumeratee.mapInputM', 'an Input', '5: Input.el(…) makes one of an element', (f) => by(Enumeratee.mapInputM(f))],
    ['Enumeratee.flatten', 'an Enumeratee', '5', (f) => by(Enumeratee.flatten(f()))]
  ])('the result of a task, of %s: %s', async (name, expected, got, ask) => {
    expect(await ask(task(5))).toEqual(new TypeError(`${name}: the task's result: expected ${expected}, got ${got}`))
  })

  test.each<readonly [string, string, string, Ask]>([
    [
      'Enumerator.fromOption',
      'an Option',
      '5: O.some(…) is something, O.none is nothing',
      (f) => from(Enumerator.fromOption(f()))
    ],
    ['Enumerator.fromEither', 'an Either', '5', (f) => from(Enumerator.fromEither(f()))]
  ])('%s, given at once', (name, expected, got, ask) => {
    expect(raised(() => ask(answers(5)))).toEqual(new TypeError(`${name}: expected ${expected}, got ${got}`))
  })

  test('Multipart.parts', async () => {
    const form = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--\r\n'
    const parsed = Enumerator.of(new TextEncoder().encode(form)).through(Multipart.parts('b', answers(undefined)))
    expect(await from(parsed)).toEqual(
      new TypeError("Multipart.parts: the handler's answer: expected an Iteratee, got undefined")
    )
  })

  test('Concurrent.patchPanel', async () => {
    const patched = Concurrent.patchPanel((panel) => panel.patchIn(undefined as never))
    expect(await from(patched)).toEqual(
      new TypeError('Concurrent.patchPanel: patchIn: expected an Enumerator, got undefined')
    )
  })
})

/** Nothing that is public is left out of the tables, but what takes elements, numbers, options, or nothing. */
describe('all there is', () => {
  const namesOf = (entrances: Entrances) => Object.keys(entrances).map((name) => name.split(':', 1)[0] as string)
  const tabled = new Set([iteratees, enumerators, enumeratees, functions, optional, lazies, tasks].flatMap(namesOf))
  const others: Readonly<Record<string, ReadonlyArray<string>>> = {
    // elements, numbers and options; those of a type class; names of instances
    Iteratee: [
      'constructor',
      'done',
      'error',
      'getChunks',
      'ignore',
      'skipToEof',
      'head',
      'isEmpty',
      'takeUpTo',
      'consume',
      'feed',
      'step',
      'run',
      'joinI',
      'joinConcatI'
    ],
    Enumerator: [
      'constructor',
      'of',
      'enumInput',
      'fromIterable',
      'fromAsyncIterable',
      'range',
      'fail',
      'tick',
      'timer',
      'fromOption',
      'fromEither'
    ],
    Enumeratee: [
      'constructor',
      'passAlong',
      'take',
      'drop',
      'takeUntil',
      'zipWithIndex',
      'dedupe',
      'intersperse',
      'groupedWithin',
      'throttle',
      'debounce',
      'timeout',
      'delay',
      'attempt',
      'decode',
      'decodeEither',
      'encode',
      'lines',
      'apply',
      'keepAlive'
    ]
  }
  // one line each over what is there
  const pipeables: Readonly<Record<string, ReadonlyArray<string>>> = {
    Iteratee: ['ap', 'promap', 'apS', 'bind', 'bindTo', 'let'],
    Enumerator: [
      'ap',
      'alt',
      'partition',
      'partitionMap',
      'compact',
      'separate',
      'apS',
      'bind',
      'bindTo',
      'let',
      'getMonoid'
    ],
    Enumeratee: ['promap', 'zip', 'zipWith']
  }
  test.each([
    ['Iteratee', Iteratee, Iteratee.Iteratee.prototype],
    ['Enumerator', Enumerator, Enumerator.Enumerator.prototype],
    ['Enumeratee', Enumeratee, Enumeratee.Enumeratee.prototype]
  ] as const)('%s', (name, module: object, prototype: object) => {
    const isFunction = ([, value]: readonly [string, unknown]) => typeof value === 'function'
    const constructors = Object.entries(module)
      .filter(isFunction)
      .map(([key]) => key)
      .filter((key) => /^[a-z]/.test(key))
    const all = [...constructors, ...Object.getOwnPropertyNames(prototype)]
    const known = new Set([...(others[name] ?? []), ...(pipeables[name] ?? [])])
    expect(all.length).toBeGreaterThan(20)
    expect(all.filter((key) => !known.has(key) && !tabled.has(`${name}.${key}`))).toEqual([])
  })
})
