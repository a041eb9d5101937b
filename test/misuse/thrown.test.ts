/** Whatever users' functions throw arrives as an `Error`, once: that very object, or, where it is none, one with it as cause. */
import { runInNewContext } from 'node:vm'
import {
  AbortError,
  Concurrent,
  Enumeratee,
  Enumerator,
  EventTooLongError,
  Input,
  Iteratee,
  IterateeError,
  LineTooLongError,
  MalformedInputError,
  OverflowError,
  TimeoutError,
  UnmappableCharacterError
} from 'fp-ts-iteratee'
import { outputStream } from 'fp-ts-iteratee/node'
import { failureOf } from '../support/refused'

const source = Enumerator.of(1, 2)
const adapted = (f: Enumeratee<number, unknown>) => failureOf(source.through(f).run(Iteratee.ignore()))
const of = (e: Enumerator<unknown>) => failureOf(e.run(Iteratee.ignore()))
const into = (i: Iteratee<number, unknown>) => failureOf(source.run(i))

type Throw = () => never
type Fail = (act: Throw) => Promise<unknown>

const rejecting = (act: Throw) => () => async () => act()

/** Where a user's function throws, or a task rejects. */
const places: Readonly<Record<string, Fail>> = {
  map: (act) => adapted(Enumeratee.map(act)),
  filter: (act) => adapted(Enumeratee.filter(act)),
  collect: (act) => adapted(Enumeratee.collect(act)),
  scanLeft: (act) => adapted(Enumeratee.scanLeft(0, act)),
  mapM: (act) => adapted(Enumeratee.mapM(act)),
  'mapM, rejected': (act) => adapted(Enumeratee.mapM(rejecting(act))),
  'filterM, rejected': (act) => adapted(Enumeratee.filterM(rejecting(act))),
  'mapInputM, rejected': (act) => adapted(Enumeratee.mapInputM(rejecting(act))),
  parMapM: (act) => adapted(Enumeratee.parMapM(2, act)),
  'parMapM, rejected': (act) => adapted(Enumeratee.parMapM(2, rejecting(act))),
  mapInput: (act) => adapted(Enumeratee.mapInput(act)),
  mapFlatten: (act) => adapted(Enumeratee.mapFlatten(act)),
  grouped: (act) => adapted(Enumeratee.grouped(Iteratee.foreach(act))),
  'flatten of an enumeratee, rejected': (act) => adapted(Enumeratee.flatten(async () => act())),
  repeat: (act) => of(Enumerator.repeat(act)),
  unfold: (act) => of(Enumerator.unfold(0, act)),
  'unfoldM, rejected': (act) => of(Enumerator.unfoldM(0, rejecting(act))),
  defer: (act) => of(Enumerator.defer(act)),
  'an iterator': (act) => of(Enumerator.fromIterable({ [Symbol.iterator]: () => ({ next: act }) })),
  'an async iterator': (act) =>
    of(Enumerator.fromAsyncIterable({ [Symbol.asyncIterator]: () => ({ next: async () => act() }) })),
  'async: register': (act) => of(Enumerator.async(act)),
  'bracket: acquire': (act) =>
    of(
      Enumerator.bracket(
        async () => act(),
        () => source,
        () => async () => undefined
      )
    ),
  'bracket: release': (act) =>
    of(
      Enumerator.bracket(
        async () => 1,
        () => source,
        () => async () => act()
      )
    ),
  onDoneEnumerating: (act) => of(source.onDoneEnumerating(act)),
  patchPanel: (act) => of(Concurrent.patchPanel(act)),
  'unicast: onStart': (act) => of(Concurrent.unicast({ onStart: act })),
  'outputStream, rejected': (act) => of(outputStream(async () => act())),
  fold: (act) => into(Iteratee.fold(0, act)),
  foreach: (act) => into(Iteratee.foreach(act)),
  'foldM, rejected': (act) => into(Iteratee.foldM(0, rejecting(act))),
  'fold2, rejected': (act) => into(Iteratee.fold2(0, rejecting(act))),
  cont: (act) => into(Iteratee.cont(act)),
  'map of an iteratee': (act) => into(Iteratee.head<number>().map(act)),
  'flatMap of an iteratee': (act) => into(Iteratee.head<number>().flatMap(act)),
  'flatten of an iteratee, rejected': (act) => into(Iteratee.flatten(async () => act())),
  'recoverWith of an iteratee': (act) => into(Iteratee.error('no').recoverWith(act))
}

const throwing =
  (value: unknown): Throw =>
  () => {
    throw value
  }

const nullish = Object.create(null) as object
const unprintable = {
  toString: () => {
    throw new Error('no')
  }
}
const { proxy: revoked, revoke } = Proxy.revocable({}, {})
revoke()
const s = Symbol('s')

const noErrors: ReadonlyArray<readonly [string, unknown, string]> = [
  ['a string', 'no', 'no'],
  ['an empty string', '', ''],
  ['undefined', undefined, 'undefined'],
  ['null', null, 'null'],
  ['a number', 5, '5'],
  ['a symbol', s, 'Symbol(s)'],
  ['an object', { message: 'no' }, '[object Object]'],
  ['an object without a prototype', nullish, '[object Object]'],
  ['one that cannot be printed', unprintable, '[object Object]'],
  ['one that cannot be looked at', revoked, 'an object'],
  ['a class of errors', RangeError, String(RangeError)]
]

const foreign = runInNewContext('new RangeError("of another realm")') as Error

describe.each(Object.entries(places))('%s', (_, fail) => {
  test.each(noErrors)('%s', async (_, value, shown) => {
    const error = (await fail(throwing(value))) as Error
    expect(error).toBeInstanceOf(Error)
    expect(error.message).toBe(`something that is not an Error was thrown: ${shown}`)
    expect(Object.is(error.cause, value)).toBe(true)
    expect('cause' in error).toBe(true)
  })

  test('an Error, of this realm and of another, is that very object', async () => {
    const mine = new TypeError('mine')
    expect(await fail(throwing(mine))).toBe(mine)
    expect(await fail(throwing(foreign))).toBe(foreign)
  })
})

describe('once', () => {
  test('a run within a run', async () => {
    const inner = await failureOf(source.run(Iteratee.foreach(throwing('no'))))
    expect(await of(Enumerator.fromTaskEither(source.run(Iteratee.foreach(throwing(inner)))))).toBe(inner)
  })

  test('attempt, recover, recoverWith and onError are told the same', async () => {
    const attempted = source.through(Enumeratee.map(throwing('no'))).through(Enumeratee.attempt())
    const result = await attempted.run(Iteratee.head())()
    expect(result).toMatchObject({ right: { value: { left: { cause: 'no' } } } })
    const told: Error[] = []
    const recover = Enumeratee.recover<number>((error) => () => void told.push(error))
    await source.through(recover).run(Iteratee.foreach(throwing('no')))()
    const failing = Enumerator.fromCallback1(
      () => throwing('no'),
      undefined,
      (error) => void told.push(error)
    )
    told.push((await of(failing)) as Error)
    expect(told.map(({ cause }) => cause)).toEqual(['no', 'no', 'no', 'no'])
    expect(told[2]).toBe(told[3])
  })

  test('an AbortError has the reason as it was', async () => {
    for (const reason of [undefined, null, 'no', s, foreign]) {
      const controller = new AbortController()
      const result = failureOf(Enumerator.never.run(Iteratee.ignore(), { signal: controller.signal }))
      controller.abort(reason)
      const error = (await result) as Error
      expect(error).toBeInstanceOf(AbortError)
      expect(error.message).toBe('the run was interrupted')
      if (reason !== undefined) expect(error.cause).toBe(reason)
    }
  })
})

describe("the library's own", () => {
  test.each<readonly [Error, string, string]>([
    [new IterateeError('no', Input.el(1)), 'IterateeError', 'no'],
    [new AbortError(), 'AbortError', 'the run was interrupted'],
    [new TimeoutError(100), 'TimeoutError', 'no element for 100 ms'],
    [new OverflowError(7, 'too much'), 'OverflowError', 'buffer overflow: too much'],
    [new LineTooLongError(80, 3), 'LineTooLongError', 'line 3 is longer than 80 code units'],
    [new EventTooLongError(80, 3), 'EventTooLongError', 'event 3 is longer than 80 code units'],
    [new MalformedInputError('UTF-8', 7), 'MalformedInputError', 'malformed UTF-8 at byte 7'],
    [
      new UnmappableCharacterError('US-ASCII', 0x1f600, 7),
      'UnmappableCharacterError',
      'U+1F600 at code unit 7 is not in US-ASCII'
    ]
  ])('%s', (error, name, message) => {
    expect(error).toBeInstanceOf(Error)
    expect(String(error)).toBe(`${name}: ${message}`)
  })

  test('an iteratee that wants more at the end says so', async () => {
    const endless: Iteratee<unknown, never> = Iteratee.cont(() => endless)
    expect(await into(endless)).toEqual(new IterateeError('diverging iteratee after Input.EOF', Input.eof))
  })

  test.each<readonly [string, Enumerator<unknown>]>([
    [
      "Enumerator.async: 1 elements are waiting, and one more was pushed; raise 'capacity', choose another 'policy', or let " +
        "the producer wait for 'room'",
      Enumerator.async<number>(
        (channel) => {
          for (const n of [1, 2, 3]) channel.push(n)
          return () => undefined
        },
        { capacity: 1 }
      )
    ],
    [
      "Concurrent.unicast: 1 elements are waiting, and one more was pushed; raise 'buffer', or choose another 'policy'",
      Concurrent.unicast<number>({ onStart: (channel) => [1, 2, 3].forEach((n) => channel.push(n)), buffer: 1 })
    ]
  ])('%s', async (what, e) => {
    expect(await of(e)).toEqual(new OverflowError(1, what))
  })
})
