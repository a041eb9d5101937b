/** Enumeratees and an iteratee that count what is in chunks. */
import type { Option } from 'fp-ts/lib/Option.js'
import { Enumeratee } from '../enumeratee/model.js'
import { Iteratee } from '../iteratee/model.js'
import { requireFunction } from '../kernel/given.js'
import { requireCount } from '../kernel/require.js'
import type { Chunk, ElementOf, SliceOf } from './Chunk.js'
import { DropOf } from './dropOf.js'
import { FirstOf } from './firstOf.js'
import { SplitOf } from './splitOf.js'
import { TakeOf } from './takeOf.js'

/**
 * The first element of the first chunk that is not empty, if there is one. The rest of that chunk is left over.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Traversable } from 'fp-ts-iteratee'
 *
 * const two = Traversable.head<string>().flatMap((a) => Traversable.head<string>().map((b) => [a, b]))
 * const result = await Enumerator.of('', 'ab', 'c').run(two)()
 * assert.deepStrictEqual(result, {
 *   _tag: 'Right',
 *   right: [{ _tag: 'Some', value: 'a' }, { _tag: 'Some', value: 'b' }]
 * })
 */
export const head = <C extends Chunk>(): Iteratee<C, Option<ElementOf<C>>> => Iteratee.from(new FirstOf<C>())

/**
 * Takes the first `count` elements of what is in the chunks, whatever follows does: where that ends before, the rest of
 * them is passed over, so that what is left over begins behind them. The source is not asked for more.
 *
 * @category slicing
 * @since 0.1.0
 * @throws `RangeError` where `count` is neither a whole number of at least 0 nor `Infinity`
 * @example
 * import { Enumerator, Iteratee, Traversable } from 'fp-ts-iteratee'
 *
 * const first = Traversable.take<string>(4).transform(Iteratee.head<string>())
 * const rest = first.flatMap(() => Iteratee.getChunks<string>())
 * const result = await Enumerator.of('ab', 'cde', 'f').run(rest)()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['e', 'f'] })
 */
export const take = <C extends Chunk>(count: number): Enumeratee<C, SliceOf<C>> =>
  Enumeratee.from([new TakeOf<C>(requireCount('Traversable.take', count), true)])

/**
 * Takes the first `count` elements of what is in the chunks, or fewer, where what follows ends before. What is not taken
 * is left over. The source is not asked for more.
 *
 * @category slicing
 * @since 0.1.0
 * @throws `RangeError` where `count` is neither a whole number of at least 0 nor `Infinity`
 * @example
 * import { Enumerator, Iteratee, Traversable } from 'fp-ts-iteratee'
 *
 * const bytes = Enumerator.of(Uint8Array.of(1, 2), Uint8Array.of(3, 4))
 * const result = await bytes.through(Traversable.takeUpTo(3)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [Uint8Array.of(1, 2), Uint8Array.of(3)] })
 */
export const takeUpTo = <C extends Chunk>(count: number): Enumeratee<C, SliceOf<C>> =>
  Enumeratee.from([new TakeOf<C>(requireCount('Traversable.takeUpTo', count), false)])

/**
 * Hands on all but the first `count` elements of what is in the chunks.
 *
 * @category slicing
 * @since 0.1.0
 * @throws `RangeError` where `count` is neither a whole number of at least 0 nor `Infinity`
 * @example
 * import { Enumerator, Iteratee, Traversable } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.of([1, 2], [3, 4]).through(Traversable.drop(3)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [[4]] })
 */
export const drop = <C extends Chunk>(count: number): Enumeratee<C, SliceOf<C>> =>
  Enumeratee.from([new DropOf<C>(requireCount('Traversable.drop', count))])

/**
 * Hands on what comes before the first element that does not satisfy the predicate. That element is dropped, and what is
 * behind it left over.
 *
 * @category slicing
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee, Traversable } from 'fp-ts-iteratee'
 *
 * const key = Traversable.splitOnceAt<string>((c) => c !== '=').transform(Iteratee.getChunks<string>())
 * const pair = key.flatMap((k) => Iteratee.getChunks<string>().map((v) => [k, v]))
 * const result = await Enumerator.of('na', 'me=va', 'lue').run(pair)()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [['na', 'me'], ['va', 'lue']] })
 */
export const splitOnceAt = <C extends Chunk>(
  predicate: (element: ElementOf<C>) => boolean
): Enumeratee<C, SliceOf<C>> => Enumeratee.from([new SplitOf<C>(requireFunction('Traversable.splitOnceAt', predicate))])
