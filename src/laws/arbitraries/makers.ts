/** All ways that the library has to make an enumerator of known elements. Those that wait do so for microtasks. */
import * as O from 'fp-ts/lib/Option.js'
import {
  async,
  defer,
  empty,
  enumInput,
  type Enumerator,
  fromAsyncIterable,
  fromIterable,
  generateM,
  of,
  unfold,
  unfoldM
} from '../../Enumerator.js'
import { el } from '../../Input.js'
import { late, pause } from '../waiting.js'

/** @internal `delay`: how many microtasks pass before each element, where the maker waits at all */
export type Maker = <E>(elements: ReadonlyArray<E>, delay: number) => Enumerator<E>

/** @internal the element at each index, as `unfold` wants it */
export const at =
  <E>(elements: ReadonlyArray<E>) =>
  (i: number): O.Option<readonly [number, E]> =>
    i < elements.length ? O.some([i + 1, elements[i] as E]) : O.none

/** @internal in either nesting of `andThen` */
export const join = <E>(parts: ReadonlyArray<Enumerator<E>>, leftNested: boolean): Enumerator<E> =>
  leftNested
    ? parts.reduce<Enumerator<E>>((all, part) => all.andThen(part), empty)
    : parts.reduceRight<Enumerator<E>>((all, part) => part.andThen(all), empty)

/** @internal */
export const synchronousMakers = {
  of: (elements) => of(...elements),
  array: (elements) => fromIterable(elements),
  generator: (elements) => fromIterable({ [Symbol.iterator]: () => elements.values() }),
  set: (elements) => fromIterable(new Set(elements.map((value) => ({ value })))).map(({ value }) => value),
  unfold: (elements) => unfold(0, at(elements)),
  inputs: (elements) =>
    join(
      elements.map((x) => enumInput(el(x))),
      true
    ),
  flatMap: (elements) => of(elements).flatMap((all) => of(...all)),
  nested: (elements) => fromIterable(elements).flatMap((x) => of(x)),
  defer: (elements) => defer(() => of(...elements))
} satisfies Record<string, Maker>

const waitingMakers = {
  unfoldM: (elements, delay) => unfoldM(0, (i) => late(at(elements)(i), delay)),
  generateM: (elements, delay) =>
    defer(() => {
      const left = elements.values()
      return generateM(async () => {
        await pause(delay)
        const { done, value } = left.next()
        return done === true ? O.none : O.some(value)
      })
    }),
  asyncIterable: (elements, delay) =>
    fromAsyncIterable({
      [Symbol.asyncIterator]: async function* () {
        for (const element of elements) {
          await pause(delay)
          yield element
        }
      }
    }),
  mapM: (elements, delay) => of(...elements).mapM((x) => late(x, delay)),
  burst: <E>(elements: ReadonlyArray<E>) =>
    async<E>((channel) => {
      for (const element of elements) channel.push(element)
      channel.end()
      return () => undefined
    }),
  channel: <E>(elements: ReadonlyArray<E>, delay: number) =>
    async<E>((channel) => {
      void (async () => {
        for (const element of elements) {
          await pause(delay)
          channel.push(element)
        }
        channel.end()
      })()
      return () => undefined
    })
} satisfies Record<string, Maker>

/** @internal */
export const allMakers: Record<string, Maker> = { ...synchronousMakers, ...waitingMakers }
