import type { IO } from 'fp-ts/lib/IO.js'
import { toError } from '../Errors.js'
import { mistaken, requireFunction } from '../kernel/given.js'
import { requireOptions } from '../kernel/options.js'
import { requireOneOf } from '../kernel/require.js'
import { pushed } from './async.js'
import type { Channel } from './channel.js'
import type { Enumerator } from './model.js'

/**
 * What the DOM and Node call an `EventTarget`, as far as it is used, so that the types need no platform.
 *
 * @category model
 * @since 0.1.0
 */
export interface Listenable {
  /** called once in each run, when that begins */
  addEventListener(name: string, listener: (event: unknown) => void): unknown
  /** called with the same listener, when the run is through, or needs no more */
  removeEventListener(name: string, listener: (event: unknown) => void): unknown
}

/**
 * What Node calls an `EventEmitter`, as far as it is used.
 *
 * @category model
 * @since 0.1.0
 */
export interface Emitter {
  /** called when a run begins: for the event, and for `error` */
  on(name: string, listener: (...args: ReadonlyArray<unknown>) => void): unknown
  /** called with the same listeners, when the run is through, or needs no more */
  off(name: string, listener: (...args: ReadonlyArray<unknown>) => void): unknown
}

/**
 * What the listeners of an event are handed, as far as the type of the target says so: that of `onclick` for `click`,
 * where there is such a property, as in the DOM; else what `addEventListener` hands to any listener. Emitters do not tell.
 *
 * @category model
 * @since 0.1.0
 */
export type EventOf<T, Name extends string> =
  T extends Readonly<Record<`on${Name}`, infer Handler>>
    ? Parameter<NonNullable<Handler>>
    : T extends Adding<Name, infer Listener>
      ? Parameter<Listener>
      : unknown

interface Adding<Name, Listener> {
  addEventListener(name: Name, listener: Listener): unknown
}

type Parameter<Handler> =
  Extract<Handler, (...args: never[]) => unknown> extends (event: infer E) => unknown ? E : unknown

/**
 * Which events are handed on by {@link fromEvent}, as what, and how they wait.
 *
 * @category model
 * @since 0.1.0
 */
export interface FromEventOptions<in Args extends ReadonlyArray<unknown>, out E> {
  /**
   * the element that is made of what the listener is called with; its first argument by default. It is called in the
   * listener, where `preventDefault` has an effect, and data that is used again is there to be copied. What it throws is
   * the failure of the run, after what came before
   */
  readonly select?: (...args: Args) => E
  /** how many elements may wait for the consumer; 1,024 by default. `Concurrent` and `Hub` say `buffer` */
  readonly capacity?: number
  /**
   * what becomes of an event when that many are waiting, as it cannot be put off:
   * `fail` (the default): the run fails with an `OverflowError`, after what was waiting;
   * `dropNewest`: it is lost; `dropOldest`: the one that waits longest is lost instead
   */
  readonly policy?: (typeof policies)[number]
}

const policies = ['fail', 'dropNewest', 'dropOldest'] as const

/**
 * The events of a name, of whatever has `addEventListener` and `removeEventListener`, or `on` and `off`: elements of a page,
 * an `AbortSignal`, a `WebSocket`; a stream, a process. (What has both is listened to by the former.) It does not end by
 * itself: see `Enumeratee.take`, `takeWhile` and `takeUntil`.
 *
 * - An element is the first argument of the listener, or what `select` makes of all of them.
 * - Events wait while the consumer is busy, as many as `capacity` says; then `policy` counts.
 * - It listens from when it is run until it is left, however that comes about, also while no event comes. Each run has a
 *   listener of its own: for many consumers of one target see `Concurrent.broadcast`.
 * - An `error` of what has `on`, an `EventEmitter`, is the failure of the run, after what came before: there an error that
 *   nobody listens to is thrown, and most of those that have failed emit nothing more. Not where `name` is `error`
 *   itself: then it is an element. What has `addEventListener` is not listened to for errors.
 *
 * Where the type of the target does not tell the type of the event, as with emitters, say it: `fromEvent<number>(…)`, or
 * in the parameters of `select`.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `TypeError` where the target is none, and for a policy or an option that there is not; `RangeError` where
 * `capacity` is not a whole number of at least 1
 * @example
 * import { EventEmitter } from 'node:events'
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const door = new EventEmitter()
 * const names = Enumerator.fromEvent<string>(door, 'enters').through(Enumeratee.take(2)).run(Iteratee.getChunks())()
 * door.emit('enters', 'kiki')
 * door.emit('enters', 'foo')
 * assert.deepStrictEqual(await names, { _tag: 'Right', right: ['kiki', 'foo'] })
 * assert.strictEqual(door.listenerCount('enters'), 0)
 *
 * const select = (code: number, signal: string | null) => ({ code, signal })
 * const ends = Enumerator.fromEvent(door, 'exit', { select }).run(Iteratee.head())()
 * door.emit('exit', 1, null)
 * assert.deepStrictEqual(await ends, { _tag: 'Right', right: { _tag: 'Some', value: { code: 1, signal: null } } })
 */
export function fromEvent<
  T extends Listenable | Emitter,
  Name extends string,
  Args extends ReadonlyArray<unknown> = [event: EventOf<T, Name>, ...more: ReadonlyArray<unknown>],
  E = EventOf<T, Name>
>(target: T, name: Name, options?: FromEventOptions<Args, E>): Enumerator<E>
export function fromEvent<E>(
  target: Listenable | Emitter,
  name: string,
  options?: FromEventOptions<ReadonlyArray<unknown>, E>
): Enumerator<E>
export function fromEvent<E>(
  given: Listenable | Emitter,
  name: string,
  options: FromEventOptions<ReadonlyArray<unknown>, E> = {}
): Enumerator<E> {
  requireOptions(fullName, options, ['select', 'capacity', 'policy'])
  const policy = requireOneOf(`${fullName}: policy`, options.policy ?? 'fail', policies)
  const { select = first<E>, capacity } = options
  requireFunction(fullName, select, 'select')
  const target = requireListened(given)
  const register = (channel: Channel<E>): IO<void> => {
    const listener: Listener = (...args) => {
      try {
        channel.push(select(...args))
      } catch (thrown) {
        channel.endWith(toError(thrown))
      }
    }
    const failed: Listener = (error) => {
      channel.endWith(toError(error))
    }
    const mine = [name, listener] as const
    return listen(target, target.mayFail && name !== 'error' ? [mine, ['error', failed]] : [mine])
  }
  return pushed(fullName, register, capacity, policy, "raise 'capacity', or choose another 'policy'")
}

const fullName = 'Enumerator.fromEvent'

/** The type of the target has said what that is, or who called. */
const first = <E>(...args: ReadonlyArray<unknown>): E => args[0] as E

type Listener = (...args: ReadonlyArray<unknown>) => void

interface Listened {
  readonly mayFail: boolean
  readonly add: (name: string, listener: Listener) => unknown
  readonly remove: (name: string, listener: Listener) => unknown
}

const requireListened = (target: Listenable | Emitter): Listened => {
  const given = target as Partial<Listenable & Emitter> | null | undefined
  if (typeof given?.addEventListener === 'function' && typeof given.removeEventListener === 'function') {
    const { addEventListener, removeEventListener } = given
    return {
      mayFail: false,
      add: (name, listener) => addEventListener.call(target, name, listener),
      remove: (name, listener) => removeEventListener.call(target, name, listener)
    }
  }
  if (typeof given?.on === 'function' && typeof given.off === 'function') {
    const { on, off } = given
    return {
      mayFail: true,
      add: (name, listener) => on.call(target, name, listener),
      remove: (name, listener) => off.call(target, name, listener)
    }
  }
  const expected = 'what has addEventListener and removeEventListener, or on and off'
  throw mistaken(fullName, '', expected, target)
}

/** Answers what removes them again: all, also where the target throws. */
const listen = (target: Listened, [next, ...others]: ReadonlyArray<readonly [string, Listener]>): IO<void> => {
  if (next === undefined) return () => undefined
  target.add(...next)
  try {
    const removeOthers = listen(target, others)
    return () => {
      try {
        removeOthers()
      } finally {
        target.remove(...next)
      }
    }
  } catch (error) {
    target.remove(...next)
    throw error
  }
}
