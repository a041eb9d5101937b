/** Enumeratees at the border: what comes in is what a codec takes, and what goes out is what it makes of that. */
import { type Either, left } from 'fp-ts/lib/Either.js'
import type { Decoder, Encoder, Errors } from 'io-ts'
import { requireMethod } from '../kernel/given.js'
import { FilterMap } from '../kernel/stage/filterMap.js'
import { type Mismatch, mismatchesOf, reportOf } from './mismatches.js'
import { Enumeratee } from './model.js'

export type { Mismatch }

/**
 * An element is not what a codec takes. The message tells, for each place where it is not, the path, what was expected
 * there and what was found; `mismatches` is the same as data, and `errors` are those of io-ts.
 *
 * A path is that of a value: what a codec is made of (a union, an intersection, a refinement, a recursion) has no part in it.
 * Of a union that takes none of it the message tells what is wrong with the value as the member that it comes nearest to;
 * where no member does more than others, that it is none of them.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as t from 'io-ts'
 *
 * const User = t.type({ name: t.string })
 * const result = await Enumerator.of<unknown>({ name: 1 }).through(Enumeratee.decode(User)).run(Iteratee.head())()
 * assert.ok(result._tag === 'Left' && result.left instanceof Enumeratee.DecodeError)
 * assert.strictEqual(result.left.message, 'decode: at /name: expected string, got 1')
 * const [mismatch] = result.left.mismatches
 * assert.deepStrictEqual(mismatch, { path: '/name', expected: 'string', actual: 1, message: undefined })
 */
export class DecodeError extends Error {
  override readonly name = 'DecodeError'
  readonly errors: Errors
  readonly mismatches: ReadonlyArray<Mismatch>

  constructor(errors: Errors) {
    const mismatches = mismatchesOf(errors)
    super(`decode: ${reportOf(mismatches)}`)
    this.errors = errors
    this.mismatches = mismatches
  }
}

/**
 * Replaces each element by what an io-ts codec decodes. One that it does not take ends the run with a `DecodeError`; to
 * go on, see {@link decodeEither}.
 *
 * Law: what is handed on is what the codec decodes, no more and no less.
 *
 * @category decoding
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as t from 'io-ts'
 *
 * const numbers = Enumerator.of<unknown>(1, 2).through(Enumeratee.decode(t.number))
 * const sum = Iteratee.fold(0, (s: number, n: number) => s + n)
 * assert.deepStrictEqual(await numbers.run(sum)(), { _tag: 'Right', right: 3 })
 */
export const decode = <I, A>(codec: Decoder<I, A>): Enumeratee<I, A> => {
  requireMethod('Enumeratee.decode', codec, 'decode', 'a codec')
  return Enumeratee.of(
    FilterMap.map((i: I) => {
      const decoded = codec.decode(i)
      if (decoded._tag === 'Left') throw new DecodeError(decoded.left)
      return decoded.right
    })
  )
}

/**
 * Replaces each element by what an io-ts codec makes of it: on the right what it decodes, on the left, where it does not
 * take the element, a `DecodeError`; the run goes on.
 *
 * Law: `decodeEither(codec)` without its lefts hands on what the codec takes, whatever stands between.
 *
 * @category decoding
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as t from 'io-ts'
 *
 * const tried = Enumerator.of<unknown>(1, 'a', 2).through(Enumeratee.decodeEither(t.number))
 * const shown = tried.map(E.match((error) => error.message, (n) => `it is ${n}`))
 * const expected = ['it is 1', 'decode: expected number, got "a"', 'it is 2']
 * assert.deepStrictEqual(await shown.run(Iteratee.getChunks())(), { _tag: 'Right', right: expected })
 */
export const decodeEither = <I, A>(codec: Decoder<I, A>): Enumeratee<I, Either<DecodeError, A>> => {
  requireMethod('Enumeratee.decodeEither', codec, 'decode', 'a codec')
  return Enumeratee.of(
    FilterMap.map((i: I) => {
      const decoded = codec.decode(i)
      return decoded._tag === 'Left' ? left(new DecodeError(decoded.left)) : decoded
    })
  )
}

/**
 * Replaces each element by what an io-ts codec encodes.
 *
 * Law: `encode(codec).compose(decode(codec))` changes nothing, where the codec is lawful.
 *
 * @category encoding
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as t from 'io-ts'
 *
 * const Seconds = new t.Type<Date, number, number>(
 *   'Seconds',
 *   (u): u is Date => u instanceof Date,
 *   (n) => t.success(new Date(n * 1000)),
 *   (date) => date.getTime() / 1000
 * )
 * const sent = Enumerator.of(new Date(5000)).through(Enumeratee.encode(Seconds))
 * assert.deepStrictEqual(await sent.run(Iteratee.getChunks())(), { _tag: 'Right', right: [5] })
 */
export const encode = <A, O>(codec: Encoder<A, O>): Enumeratee<A, O> => {
  requireMethod('Enumeratee.encode', codec, 'encode', 'a codec')
  return Enumeratee.of(FilterMap.map((a: A) => codec.encode(a)))
}
