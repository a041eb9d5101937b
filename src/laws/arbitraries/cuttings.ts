/** Cuttings: ways to produce the same elements. */
import * as fc from 'fast-check'
import { empty, enumInput, type Enumerator } from '../../Enumerator.js'
import * as In from '../../Input.js'
import { allMakers, join, type Maker, synchronousMakers } from './makers.js'

/**
 * A way to produce elements. Law: `produce(xs)` produces exactly `xs`, and does so again each time it is run.
 *
 * @category cuttings
 * @since 0.1.0
 */
export interface Cutting {
  /** an enumerator of these elements */
  readonly produce: <E>(elements: ReadonlyArray<E>) => Enumerator<E>
  /** how it cuts, for a report */
  readonly toString: () => string
}

interface Piece {
  readonly size: number
  readonly maker: string
  readonly delay: number
  readonly empties: number
}

/** @internal so many `Empty`s */
export const empties = (n: number): Enumerator<never> =>
  n === 0 ? empty : enumInput<never>(In.empty).andThen(empties(n - 1))

const cut = <E>(elements: ReadonlyArray<E>, pieces: ReadonlyArray<Piece>, leftNested: boolean): Enumerator<E> => {
  const parts: Enumerator<E>[] = []
  for (let i = 0, from = 0; i < pieces.length || from < elements.length; i++) {
    const piece = pieces[i] ?? { size: elements.length, maker: 'of', delay: 0, empties: 0 }
    const make = allMakers[piece.maker] as Maker
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

/**
 * All ways: pieces by all constructors, joined in both nestings, with `Empty`s between. Some wait for microtasks between
 * elements. In what is printed each `.` is an `Empty`, and each `'` a microtask.
 *
 * @category cuttings
 * @since 0.1.0
 * @example
 * import { Iteratee } from 'fp-ts-iteratee'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const sum = Iteratee.fold(0, (s: number, n: number) => s + n)
 * await fc.assert(
 *   fc.asyncProperty(Laws.cuttings, async (cutting) => {
 *     assert.deepStrictEqual(await Laws.running(cutting.produce([1, 2, 3]), sum), { _tag: 'Right', right: 6 })
 *   })
 * )
 */
export const cuttings: fc.Arbitrary<Cutting> = cuttingsWith(Object.keys(allMakers))

/**
 * Ways that never wait.
 *
 * @category cuttings
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const [cutting] = fc.sample(Laws.synchronousCuttings, 1)
 * assert.deepStrictEqual((await Laws.delivered(cutting!.produce(['a', 'b']))).elements, ['a', 'b'])
 */
export const synchronousCuttings: fc.Arbitrary<Cutting> = cuttingsWith(Object.keys(synchronousMakers))

/**
 * Every maker that cuttings are composed of by itself, with its name, for tables.
 *
 * @category cuttings
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 *
 * for (const [name, produce] of Laws.makers) {
 *   assert.deepStrictEqual((await Laws.delivered(produce([1, 2]))).elements, [1, 2], name)
 * }
 */
export const makers: ReadonlyArray<readonly [name: string, produce: Cutting['produce']]> = Object.entries(
  allMakers
).map(([name, make]) => [name, (elements) => make(elements, 0)])
