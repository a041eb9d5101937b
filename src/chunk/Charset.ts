/** What is known of a character set: how its bytes are read as text, and how text is written. */

/**
 * A way to write text as bytes. `CharEncoding.decode` and `encode` know many by name; any other can be given as a value
 * of this type.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { CharEncoding, Enumerator, Iteratee, type Charset } from 'fp-ts-iteratee'
 *
 * // each character is the number before it
 * const shifted: Charset = {
 *   name: 'shifted',
 *   decoder: { code: (bytes) => ({ made: String.fromCharCode(...bytes.map((byte) => byte + 1)), taken: bytes.length }) }
 * }
 * const bytes = Enumerator.of(Uint8Array.of(0x47), Uint8Array.of(0x60, 0x6b))
 * const result = await bytes.through(CharEncoding.decode(shifted)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['H', 'al'] })
 */
export interface Charset {
  /** what errors call it */
  readonly name: string
  /** how it is read from the beginning of a text on */
  readonly decoder: Coder<Uint8Array, string>
  /** how it is written; without it, it can only be read */
  readonly encoder?: Coder<string, Uint8Array>
}

/**
 * One direction of a charset, as far as it has come. A value: asked twice, it answers the same, and what has changed is
 * in `next`.
 *
 * @category model
 * @since 0.1.0
 */
export interface Coder<From, To> {
  /**
   * Codes as many whole characters as there are. What is not taken is offered again, together with what follows it, and
   * so should be short: the beginning of a character. At the end of the text `last` is true, once, where nothing is left
   * to offer as well; what is not taken then is an error.
   */
  code(input: From, last: boolean): Coded<From, To>
}

/**
 * What a coder makes of a piece.
 *
 * @category model
 * @since 0.1.0
 */
export interface Coded<From, To> {
  readonly made: To
  /** how much of the input that was made of: bytes, or code units */
  readonly taken: number
  /** what follows that is no character of this charset, whatever comes behind it */
  readonly failed?: boolean
  /** how the rest is to be coded, if not by the same coder; it is asked at once where something was taken */
  readonly next?: Coder<From, To>
}
