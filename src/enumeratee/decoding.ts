/** Enumeratees at the border: what comes in is what a codec takes. */
import type { Decoder, Errors, ValidationError } from 'io-ts'
import { FilterMap } from '../kernel/stage/filterMap.js'
import { Enumeratee } from './model.js'

/**
 * An element is not what a codec takes. The message tells the path, what was expected there and what was found; `errors`
 * are those of io-ts.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as t from 'io-ts'
 *
 * const User = t.type({ name: t.string })
 * const result = await Enumerator.of<unknown>({ name: 1 }).through(Enumeratee.decode(User)).run(Iteratee.head())()
 * assert.strictEqual(result._tag === 'Left' && result.left.message, 'decode: at /name: expected string, got 1')
 */
export class DecodeError extends Error {
  override readonly name = 'DecodeError'
  readonly errors: Errors

  constructor(errors: Errors) {
    super(`decode: ${reportOf(errors)}`)
    this.errors = errors
  }
}

/**
 * Replaces each element by what an io-ts codec decodes. One that it does not take ends the run with a `DecodeError`.
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
export const decode = <I, A>(codec: Decoder<I, A>): Enumeratee<I, A> =>
  Enumeratee.of(
    FilterMap.map((i: I) => {
      const decoded = codec.decode(i)
      if (decoded._tag === 'Left') throw new DecodeError(decoded.left)
      return decoded.right
    })
  )

/** @internal what was expected, and what was found */
export const reportOf = (errors: Errors): string => errors.map(report).join('; ')

const report = ({ context, message, value }: ValidationError): string => {
  const path = context.map(({ key }) => key).join('/')
  const expected = context[context.length - 1]?.type.name ?? 'something else'
  return `${path === '' ? '' : `at ${path}: `}${message ?? `expected ${expected}, got ${shown(value)}`}`
}

/** As JSON, where it has a form in JSON and that is short. */
const shown = (value: unknown): string => {
  try {
    const json = JSON.stringify(value) as string | undefined
    const text = json ?? String(value)
    return text.length > longest ? `${text.slice(0, longest)}…` : text
  } catch {
    return Object.prototype.toString.call(value)
  }
}

const longest = 100
