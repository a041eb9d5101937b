/**
 * What users hand over, and what their functions answer: it is what it should be, or a `TypeError` says what it is and what
 * to do. By what it holds, not by its class: that of another copy of the library (one that `require` has loaded beside one
 * that `import` has) does as well.
 */
import type { Input } from '../Input.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Option } from 'fp-ts/lib/Option.js'
import { hasMethod, isClass, isPromise, shown } from './shown.js'
import type { Consumer } from './Sink.js'
import type { Source } from './Source.js'
import type { Parts } from './Stage.js'

/** The place of what a user's function has answered. */
export const answer = "the function's answer"

/** The place of what a user's task has answered. */
export const result = "the task's result"

/** Says `hint` only where it is not empty. */
export const mistaken = (name: string, place: string, expected: string, given: unknown, hint = ''): TypeError =>
  new TypeError(
    `${name}: ${place === '' ? '' : `${place}: `}expected ${expected}, got ${shown(given)}${hint === '' ? '' : `: ${hint}`}`
  )

/** Where nothing has come, and it is a function that should have answered. */
const missing = (place: string, given: unknown): string =>
  given === undefined && place === answer ? 'does the function return it?' : ''

const misplaced = (name: string, place: string, kind: string, given: unknown, others: Others = {}): TypeError => {
  const hint =
    typeof given === 'function' && !isClass(given)
      ? 'call it first'
      : isPromise(given)
        ? `await it, or take ${kind}.flatten(() => promise)`
        : (others[shown(given)] ?? missing(place, given))
  return mistaken(name, place, `an ${kind}`, given, hint)
}

/** What to do with something else, by what it is. */
type Others = Readonly<Record<string, string>>

/** An iteratee: its consumer. */
export const consumerOf = <E, A>(
  name: string,
  iteratee: { readonly consumer: Consumer<E, A> },
  place = ''
): Consumer<E, A> => {
  const given = iteratee as Partial<typeof iteratee> | null | undefined
  const consumer = given?.consumer as Partial<Consumer<E, A>> | null | undefined
  if (typeof consumer?.open === 'function') return consumer as Consumer<E, A>
  throw misplaced(name, place, 'Iteratee', iteratee, { 'an Enumeratee': 'it goes into through' })
}

/** An enumerator: its source. */
export const sourceOf = <E>(name: string, enumerator: { readonly source: Source<E> }, place = ''): Source<E> => {
  const given = enumerator as Partial<typeof enumerator> | null | undefined
  const source = given?.source as Partial<Source<E>> | null | undefined
  if (typeof source?.drive === 'function') return source as Source<E>
  throw misplaced(name, place, 'Enumerator', enumerator, { 'an array': 'Enumerator.fromIterable makes one of it' })
}

/** An enumeratee: its parts. */
export const partsOf = (name: string, enumeratee: { readonly parts: Parts }, place = ''): Parts => {
  const given = enumeratee as Partial<typeof enumeratee> | null | undefined
  if (typeof given?.parts === 'object' && hasMethod(given, 'applyOn')) return given.parts
  throw misplaced(name, place, 'Enumeratee', enumeratee, { 'an Iteratee': 'it goes into run' })
}

/** A function. */
export const requireFunction = <F>(name: string, f: F, place = ''): F => {
  if (typeof f === 'function') return f
  throw mistaken(name, place, 'a function', f)
}

/** A function that is called later, for what it does or makes: an `IO`, a `Lazy`. */
export const requireLazy = <F>(name: string, f: F, place = ''): F => {
  if (typeof f === 'function') return f
  throw mistaken(name, place, 'a function', f, missing(place, f) || 'it is called when its time has come: pass () => …')
}

/** A task, which is begun later. */
export const requireTask = <F>(name: string, task: F, place = ''): F => {
  if (typeof task === 'function') return task
  throw noTask(name, place, task)
}

const noTask = (name: string, place: string, given: unknown): TypeError => {
  const hint = isPromise(given) ? 'a Task is a function that makes a promise: () => promise' : missing(place, given)
  return mistaken(name, place, 'a Task', given, hint || 'a Task is a function that makes a promise')
}

/** Begins a task. */
export const begun = <T>(name: string, task: () => PromiseLike<T>, place = answer): PromiseLike<T> => {
  if (typeof task !== 'function') throw noTask(name, place, task)
  const promise = task()
  if (promise instanceof Promise || isPromise(promise)) return promise
  throw mistaken(name, "the Task's answer", 'a promise', promise, 'a Task is a function that makes a promise')
}

/** An option, which a user's function has answered, or its task. */
export const optionOf = <A>(name: string, option: Option<A>, place = answer): Option<A> => {
  const tag: unknown = (option as Option<A> | null | undefined)?._tag
  if (tag === 'Some' || tag === 'None') return option
  throw mistaken(
    name,
    place,
    'an Option',
    option,
    missing(place, option) || 'O.some(…) is something, O.none is nothing'
  )
}

/** An either, which a user's function has answered, or its task. */
export const eitherOf = <E, A>(name: string, either: Either<E, A>, place = answer): Either<E, A> => {
  const tag: unknown = (either as Either<E, A> | null | undefined)?._tag
  if (tag === 'Left' || tag === 'Right') return either
  throw mistaken(name, place, 'an Either', either, missing(place, either))
}

/** Two values, which a user's function has answered, or its task. */
export const pairOf = <P extends readonly [unknown, unknown]>(name: string, pair: P, place = answer): P => {
  if (Array.isArray(pair)) return pair
  throw mistaken(name, place, 'a pair, as an array', pair, missing(place, pair))
}

/** Several values, which a user's function has answered. */
export const arrayOf = <A>(name: string, array: ReadonlyArray<A>, place = answer): ReadonlyArray<A> => {
  if (Array.isArray(array)) return array as ReadonlyArray<A>
  throw mistaken(name, place, 'an array', array, missing(place, array))
}

/** An input. */
export const inputOf = <E>(name: string, input: Input<E>, place = ''): Input<E> => {
  const tag: unknown = (input as Input<E> | null | undefined)?._tag
  if (tag === 'El' || tag === 'Empty' || tag === 'EOF') return input
  throw mistaken(name, place, 'an Input', input, missing(place, input) || 'Input.el(…) makes one of an element')
}

/** What can be iterated over, elements that are there. */
export const requireIterable = (name: string, elements: Iterable<unknown>): void => {
  const given: unknown = elements
  if (typeof given === 'string' || hasMethod(given, Symbol.iterator)) return
  const hint = hasMethod(given, Symbol.asyncIterator) ? 'Enumerator.fromAsyncIterable takes it' : uncalled(given)
  throw mistaken(name, '', 'an iterable', given, hint)
}

/** What can be iterated over, elements that have to be waited for. */
export const requireAsyncIterable = (name: string, elements: AsyncIterable<unknown>): void => {
  const given: unknown = elements
  if (hasMethod(given, Symbol.asyncIterator)) return
  const hint = hasMethod(given, Symbol.iterator) ? 'Enumerator.fromIterable takes it' : uncalled(given)
  throw mistaken(name, '', 'an async iterable', given, hint)
}

const uncalled = (given: unknown): string =>
  typeof given === 'function' && !isClass(given) ? 'call it first' : isPromise(given) ? 'await it first' : ''

/** What is known by a method that it has: an instance of a type class, a codec, a stream. */
export const requireMethod = <A>(name: string, given: A, method: string, kind: string, place = ''): A => {
  if (hasMethod(given, method)) return given
  throw mistaken(name, place, `${kind}, which has ${method}`, given)
}
