/**
 * Cuttings: ways to produce the same elements. Law: for every cutting, `cutting.produce(xs)` produces exactly `xs`, and
 * does so again each time it is run.
 */
import * as fc from 'fast-check'
import { Enumerator, Input } from 'fp-ts-iteratee'
import * as O from 'fp-ts/lib/Option.js'
import { late, pause } from './pause'

export interface Cutting {
  readonly produce: <E>(elements: ReadonlyArray<E>) => Enumerator<E>
  readonly toString: () => string
}

type Maker = <E>(elements: ReadonlyArray<E>, delay: number) => Enumerator<E>

const at =
  <E>(elements: ReadonlyArray<E>) =>
  (i: number): O.Option<readonly [number, E]> =>
    i < elements.length ? O.some([i + 1, elements[i] as E]) : O.none

const join = <E>(parts: ReadonlyArray<Enumerator<E>>, leftNested: boolean): Enumerator<E> =>
  leftNested
    ? parts.reduce<Enumerator<E>>((all, part) => all.andThen(part), Enumerator.empty)
    : parts.reduceRight<Enumerator<E>>((all, part) => part.andThen(all), Enumerator.empty)

const synchronous = {
  of: (elements) => Enumerator.of(...elements),
  array: (elements) => Enumerator.fromIterable(elements),
  generator: (elements) => Enumerator.fromIterable({ [Symbol.iterator]: () => elements.values() }),
  set: (elements) => Enumerator.fromIterable(new Set(elements.map((value) => ({ value })))).map(({ value }) => value),
  unfold: (elements) => Enumerator.unfold(0, at(elements)),
  inputs: (elements) =>
    join(
      elements.map((x) => Enumerator.enumInput(Input.el(x))),
      true
    ),
  flatMap: (elements) => Enumerator.of(elements).flatMap((all) => Enumerator.of(...all)),
  nested: (elements) => Enumerator.fromIterable(elements).flatMap((x) => Enumerator.of(x)),
  defer: (elements) => Enumerator.defer(() => Enumerator.of(...elements))
} satisfies Record<string, Maker>

const waiting = {
  unfoldM: (elements, delay) => Enumerator.unfoldM(0, (i) => late(at(elements)(i), delay)),
  generateM: (elements, delay) =>
    Enumerator.defer(() => {
      const left = elements.values()
      return Enumerator.generateM(async () => {
        await pause(delay)
        const { done, value } = left.next()
        return done === true ? O.none : O.some(value)
      })
    }),
  asyncIterable: (elements, delay) =>
    Enumerator.fromAsyncIterable({
      [Symbol.asyncIterator]: async function* () {
        for (const element of elements) {
          await pause(delay)
          yield element
        }
      }
    }),
  mapM: (elements, delay) => Enumerator.of(...elements).mapM((x) => late(x, delay)),
  burst: <E>(elements: ReadonlyArray<E>) =>
    Enumerator.async<E>((channel) => {
      for (const element of elements) channel.push(element)
      channel.end()
      return () => undefined
    }),
  channel: <E>(elements: ReadonlyArray<E>, delay: number) =>
    Enumerator.async<E>((channel) => {
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

const makers: Record<string, Maker> = { ...synchronous, ...waiting }

interface Piece {
  readonly size: number
  readonly maker: string
  readonly delay: number
  readonly empties: number
}

const empties = (n: number): Enumerator<never> =>
  n === 0 ? Enumerator.empty : Enumerator.enumInput<never>(Input.empty).andThen(empties(n - 1))

const cut = <E>(elements: ReadonlyArray<E>, pieces: ReadonlyArray<Piece>, leftNested: boolean): Enumerator<E> => {
  const parts: Enumerator<E>[] = []
  for (let i = 0, from = 0; i < pieces.length || from < elements.length; i++) {
    const piece = pieces[i] ?? { size: elements.length, maker: 'of', delay: 0, empties: 0 }
    const make = makers[piece.maker] as Maker
    parts.push(empties(piece.empties), make(elements.slice(from, from + piece.size), piece.delay))
    from += piece.size
  }
  return join(parts, leftNested)
}

const describe = (pieces: ReadonlyArray<Piece>): string =>
  pieces.map((p) => `${'. '.repeat(p.empties)}${p.maker}(${p.size})${"'".repeat(p.delay)}`).join(' ') || 'of(all)'

const cuttingsWith = (names: ReadonlyArray<string>): fc.Arbitrary<Cutting> => {
  const piece = fc.record({
    size: fc.nat(4),
    maker: fc.constantFrom(...names),
    delay: fc.nat(3),
    empties: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(2))
  })
  return fc.tuple(fc.array(piece, { maxLength: 6 }), fc.boolean()).map(([pieces, leftNested]) => ({
    produce: (elements) => cut(elements, pieces, leftNested),
    toString: () => describe(pieces)
  }))
}

/** All ways: some wait between elements. */
export const cuttings: fc.Arbitrary<Cutting> = cuttingsWith(Object.keys(makers))

/** Ways that never wait. */
export const synchronousCuttings: fc.Arbitrary<Cutting> = cuttingsWith(Object.keys(synchronous))

/** Every maker by itself, for tables. */
export const allMakers: ReadonlyArray<readonly [string, Cutting['produce']]> = Object.entries(makers).map(
  ([name, make]) => [name, (elements) => make(elements, 0)]
)

/** What a test feeds: few and small, so that repetitions and limits are met. */
export const elements: fc.Arbitrary<ReadonlyArray<number>> = fc.array(fc.integer({ min: -3, max: 9 }), {
  maxLength: 12
})
