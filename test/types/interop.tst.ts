import type { EventEmitter } from 'node:events'
import { createServer } from 'node:http'
import { identity } from 'fp-ts/lib/function.js'
import type { IO } from 'fp-ts/lib/IO.js'
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Option } from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import * as RNEA from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import * as S from 'fp-ts/lib/string.js'
import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as t from 'io-ts'
import { describe, expect, it } from 'tstyche'

declare const button: HTMLButtonElement
declare const socket: WebSocket
declare const emitter: EventEmitter
declare const typed: EventEmitter<{ readonly tick: [n: number]; readonly tock: [s: string, b: boolean] }>

describe('fromEvent', () => {
  it('knows the events of the DOM', () => {
    expect(Enumerator.fromEvent(button, 'click')).type.toBe<Enumerator<PointerEvent>>()
    expect(Enumerator.fromEvent(button, 'keydown')).type.toBe<Enumerator<KeyboardEvent>>()
    expect(Enumerator.fromEvent(window, 'hashchange')).type.toBe<Enumerator<HashChangeEvent>>()
    expect(Enumerator.fromEvent(socket, 'message')).type.toBe<Enumerator<MessageEvent>>()
    expect(Enumerator.fromEvent(new AbortController().signal, 'abort')).type.toBe<Enumerator<Event>>()
  })

  it('knows that those of a name of its own are events', () => {
    expect(Enumerator.fromEvent(button, 'my-event')).type.toBe<Enumerator<Event>>()
    expect(Enumerator.fromEvent(new EventTarget(), 'click')).type.toBe<Enumerator<Event>>()
  })

  it('knows nothing of those of emitters, unless it is told', () => {
    expect(Enumerator.fromEvent(emitter, 'data')).type.toBe<Enumerator<unknown>>()
    expect(Enumerator.fromEvent<Buffer>(createServer(), 'data')).type.toBe<Enumerator<Buffer>>()
    expect(Enumerator.fromEvent<number>(typed, 'tick', { policy: 'dropOldest' })).type.toBe<Enumerator<number>>()
    expect(Enumerator.fromEvent<number>(typed, 'tick', { select: Number })).type.toBe<Enumerator<number>>()
  })

  it('gives select what the listener is handed', () => {
    expect(Enumerator.fromEvent(button, 'keydown', { select: (event) => event.key })).type.toBe<Enumerator<string>>()
    expect(Enumerator.fromEvent(socket, 'message', { select: ({ data }) => String(data) })).type.toBe<
      Enumerator<string>
    >()
    expect(
      Enumerator.fromEvent(emitter, 'exit', {
        select: (code: number, signal: string | null) => [code, signal] as const
      })
    ).type.toBe<Enumerator<readonly [number, string | null]>>()
    expect(Enumerator.fromEvent(emitter, 'exit', { select: (...all) => all })).type.toBe<
      Enumerator<[event: unknown, ...more: unknown[]]>
    >()
    expect(Enumerator.fromEvent(emitter, 'exit', { select: () => 1 as const })).type.toBe<Enumerator<1>>()
    expect(Enumerator.fromEvent(button, 'click', { capacity: 1, policy: 'dropNewest' })).type.toBe<
      Enumerator<PointerEvent>
    >()
  })

  it('takes nothing that it cannot listen to', () => {
    expect(Enumerator.fromEvent).type.not.toBeCallableWith({}, 'click')
    expect(Enumerator.fromEvent).type.not.toBeCallableWith({ on: () => undefined }, 'click')
    expect(Enumerator.fromEvent).type.not.toBeCallableWith(button, 'click', { policy: 'block' })
    expect(Enumerator.fromEvent).type.not.toBeCallableWith(button, 'click', { passive: true })
  })
})

describe('toAsyncIterable', () => {
  it('has the elements of the enumerator', () => {
    expect(Enumerator.toAsyncIterable(Enumerator.of('a'))).type.toBe<AsyncIterable<string>>()
    expect(Enumerator.toAsyncIterable(Enumerator.of(1), { signal: new AbortController().signal })).type.toBe<
      AsyncIterable<number>
    >()
    expect(Enumerator.fromAsyncIterable(Enumerator.toAsyncIterable(Enumerator.of(1)))).type.toBe<Enumerator<number>>()
  })

  it('has no other options', () => {
    expect(Enumerator.toAsyncIterable).type.not.toBeCallableWith(Enumerator.of(1), { highWaterMark: 1 })
  })
})

declare const io: IO<number>
declare const task: Task<number>
declare const taskEither: TaskEither<Error, number>
declare const option: Option<number>
declare const either: Either<Error, number>
declare const readonlyArray: ReadonlyArray<number>
declare const readonlyNonEmptyArray: ReadonlyNonEmptyArray<number>
declare const nonEmptyArray: NonEmptyArray<number>

describe('data of fp-ts', () => {
  it('is what enumerators are made of', () => {
    expect(Enumerator.fromIO(io)).type.toBe<Enumerator<number>>()
    expect(Enumerator.fromTask(task)).type.toBe<Enumerator<number>>()
    expect(Enumerator.fromTaskEither(taskEither)).type.toBe<Enumerator<number>>()
    expect(Enumerator.fromOption(option)).type.toBe<Enumerator<number>>()
    expect(Enumerator.fromEither(either)).type.toBe<Enumerator<number>>()
    expect(Enumerator.fromIterable(readonlyArray)).type.toBe<Enumerator<number>>()
    expect(Enumerator.fromIterable(readonlyNonEmptyArray)).type.toBe<Enumerator<number>>()
    expect(Enumerator.fromIterable(nonEmptyArray)).type.toBe<Enumerator<number>>()
    expect(Enumerator.of(...readonlyNonEmptyArray)).type.toBe<Enumerator<number>>()
    expect(Enumerator.flatten(async () => Enumerator.of(1))).type.toBe<Enumerator<number>>()
  })

  it('is not, where the failure is no Error', () => {
    expect(Enumerator.fromTaskEither).type.not.toBeCallableWith({})
    expect(Enumerator.fromEither).type.not.toBeCallableWith({})
  })

  it('is what a run ends in', () => {
    const e = Enumerator.of(1)
    expect(e.run(Iteratee.getChunks())).type.toBe<TaskEither<Error, ReadonlyArray<number>>>()
    expect(e.run(Iteratee.getChunks<number>().map(RNEA.fromReadonlyArray))).type.toBe<
      TaskEither<Error, Option<ReadonlyNonEmptyArray<number>>>
    >()
    expect(e.run(Iteratee.head())).type.toBe<TaskEither<Error, Option<number>>>()
    expect(e.run(Iteratee.getChunks<number>().mapM(() => task))).type.toBe<TaskEither<Error, number>>()
    expect(e.run(Iteratee.eofOrElse(() => 'more')(1))).type.toBe<TaskEither<Error, Either<string, number>>>()
    expect(Enumerator.of('a').run(Iteratee.consume(S.Monoid))).type.toBe<TaskEither<Error, string>>()
    expect(Enumerator.of(readonlyArray).run(Iteratee.consume(RA.getMonoid<number>()))).type.toBe<
      TaskEither<Error, ReadonlyArray<number>>
    >()
    expect(e.apply(Iteratee.head<number>())).type.toBe<Task<Iteratee<number, Option<number>>>>()
    expect(Enumerator.fromTaskEither(e.run(Iteratee.getChunks()))).type.toBe<Enumerator<ReadonlyArray<number>>>()
  })

  it('is what goes between', () => {
    expect(Enumerator.of(option).through(Enumeratee.collect(identity))).type.toBe<Enumerator<number>>()
    expect(Enumerator.compact(Enumerator.of(option))).type.toBe<Enumerator<number>>()
    expect(Enumerator.of(readonlyNonEmptyArray).through(Enumeratee.mapConcat(identity))).type.toBe<Enumerator<number>>()
    expect(Enumerator.of(1).through(Enumeratee.mapM(() => task))).type.toBe<Enumerator<number>>()
    expect(Enumerator.of(taskEither).flatMap(Enumerator.fromTaskEither)).type.toBe<Enumerator<number>>()
  })
})

interface Seconds {
  readonly seconds: number
}

declare const FromText: t.Type<Seconds, string>
declare const FromNumber: t.Type<Seconds, number, number>
declare const some: Enumerator<unknown>

const User = t.intersection([t.type({ name: t.string }), t.partial({ age: t.number })])
type User = t.TypeOf<typeof User>

describe('codecs', () => {
  it('give what they decode', () => {
    expect(some.through(Enumeratee.decode(t.string))).type.toBe<Enumerator<string>>()
    expect(some.through(Enumeratee.decode(User))).type.toBe<Enumerator<User>>()
    expect(some.through(Enumeratee.decode(t.union([t.string, t.null])))).type.toBe<Enumerator<string | null>>()
    expect(Enumerator.of('{}').through(Enumeratee.decode(FromText))).type.toBe<Enumerator<Seconds>>()
    expect(Enumerator.of(1).through(Enumeratee.decode(FromNumber))).type.toBe<Enumerator<Seconds>>()
    expect(Enumeratee.decode(FromNumber)).type.toBe<Enumeratee<number, Seconds>>()
  })

  it('give it on the right, and why not on the left', () => {
    expect(some.through(Enumeratee.decodeEither(User))).type.toBe<
      Enumerator<Either<InstanceType<typeof Enumeratee.DecodeError>, User>>
    >()
    expect(Enumerator.separate(some.through(Enumeratee.decodeEither(User))).right).type.toBe<Enumerator<User>>()
  })

  it('give what they encode', () => {
    const seconds = Enumerator.of({ seconds: 1 })
    expect(seconds.through(Enumeratee.encode(FromText))).type.toBe<Enumerator<string>>()
    expect(Enumeratee.encode(FromNumber)).type.toBe<Enumeratee<Seconds, number>>()
    expect(seconds.through(Enumeratee.encode(FromNumber).compose(Enumeratee.decode(FromNumber)))).type.toBe<
      Enumerator<Seconds>
    >()
  })

  it('take nothing else', () => {
    expect(Enumerator.of('a').through).type.not.toBeCallableWith(Enumeratee.decode(FromNumber))
    expect(Enumerator.of('a').through).type.not.toBeCallableWith(Enumeratee.encode(FromText))
  })
})
