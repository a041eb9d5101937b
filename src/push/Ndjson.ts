/**
 * Newline-delimited JSON: one JSON text a line.
 *
 * ```text
 *   { a: 1 }       'kiki'
 *   {"a":1} ⏎      "kiki" ⏎
 * ```
 *
 * Law: `decode` after `encode` is the values as JSON has them, wherever the text is cut and however many empty lines
 * stand between.
 *
 * @module
 * @since 0.1.0
 */
import type { Json } from 'fp-ts/lib/Json.js'
import type { Decoder, Encoder } from 'io-ts'
import { DecodeError } from '../enumeratee/decoding.js'
import { reportOf } from '../enumeratee/mismatches.js'
import { linesOf, type LinesOptions } from '../enumeratee/lines.js'
import { Enumeratee } from '../enumeratee/model.js'
import { toError } from '../Errors.js'
import { requireMethod } from '../kernel/given.js'
import { AdaptingStage, FilterMap } from '../kernel/stage/filterMap.js'
import type { Sink } from '../kernel/Sink.js'
import type { Part, Stage } from '../kernel/Stage.js'
import { jsonText } from './jsonText.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * A line is not JSON, or not what the codec takes: see {@link decode}. `cause` is what `JSON.parse` has thrown, or an
 * `Enumeratee.DecodeError`.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee, Ndjson, NdjsonError } from 'fp-ts-iteratee'
 * import * as t from 'io-ts'
 *
 * const users = Enumerator.of('{"name":"kiki"}\n\n{"name":1}\n').through(Ndjson.decode(t.type({ name: t.string })))
 * const result = await users.run(Iteratee.ignore())()
 * assert.ok(result._tag === 'Left' && result.left instanceof NdjsonError)
 * assert.strictEqual(result.left.message, 'line 3: at /name: expected string, got 1')
 */
export class NdjsonError extends Error {
  override readonly name = 'NdjsonError'
  /** from 1, empty lines counted */
  readonly line: number
  declare readonly cause: Error

  constructor(line: number, cause: Error) {
    const what = cause instanceof DecodeError ? `: ${reportOf(cause.mismatches)}` : ` is not JSON: ${cause.message}`
    super(`line ${String(line)}${what}`, { cause })
    this.line = line
  }
}

// -------------------------------------------------------------------------------------
// encoding
// -------------------------------------------------------------------------------------

/**
 * Each JSON value as a line, one string for each.
 *
 * What `JSON.stringify` refuses (a cycle, a BigInt, `undefined`) is a `TypeError`, and ends the run.
 *
 * @category encoding
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee, Ndjson } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.of({ a: 1 }, { a: 'b\n' }).through(Ndjson.encode).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['{"a":1}\n', '{"a":"b\\n"}\n'] })
 */
export const encode: Enumeratee<Json, string> = Enumeratee.of(
  FilterMap.map((value) => `${jsonText('Ndjson.encode', value)}\n`)
)

/**
 * Each value, encoded to JSON by an io-ts codec, as a line.
 *
 * @category encoding
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee, Ndjson } from 'fp-ts-iteratee'
 * import * as t from 'io-ts'
 *
 * const names = Ndjson.encodeWith(t.type({ name: t.string }))
 * const result = await Enumerator.of({ name: 'kiki' }).through(names).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['{"name":"kiki"}\n'] })
 */
export const encodeWith = <A, O extends Json>(encoder: Encoder<A, O>): Enumeratee<A, string> => {
  requireMethod('Ndjson.encodeWith', encoder, 'encode', 'a codec')
  return Enumeratee.of<A, Json>(FilterMap.map(encoder.encode)).compose(encode)
}

// -------------------------------------------------------------------------------------
// decoding
// -------------------------------------------------------------------------------------

/**
 * Reads each line as JSON, and hands on what an io-ts codec makes of it. Lines end with CR, LF or CRLF, the last one may
 * end without; those that are blank are passed over, as they are sent to keep a connection alive. A key named
 * `__proto__` is a key like any other.
 *
 * Law: how the text is cut into elements makes no difference.
 *
 * A line that is no JSON, or not what the codec takes, ends the run with an {@link NdjsonError}; one that is longer than
 * `maxLength` (1,048,576 code units by default) ends it with a `LineTooLongError`, and no more than such a line is kept.
 * Either comes after the values before it.
 *
 * Throws a `RangeError` where `maxLength` is no whole number, a `TypeError` for an unknown option.
 *
 * @category decoding
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee, Ndjson } from 'fp-ts-iteratee'
 * import * as t from 'io-ts'
 *
 * const text = Enumerator.of('{"n":1}\n\n{"n', '":2}\n')
 * const result = await text.through(Ndjson.decode(t.type({ n: t.number }))).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [{ n: 1 }, { n: 2 }] })
 */
export const decode = <A>(codec: Decoder<unknown, A>, options: LinesOptions = {}): Enumeratee<string, A> => {
  requireMethod('Ndjson.decode', codec, 'decode', 'a codec')
  return linesOf('Ndjson.decode', options).compose(Enumeratee.of(new Values(codec)))
}

/** The values of lines: a filter and a map that count. */
class Values<out A> implements Part<string, A> {
  constructor(
    private readonly codec: Decoder<unknown, A>,
    /** how many lines there were */
    private readonly count: number = 0
  ) {}

  open(next: Sink<A>): Stage<string, never> {
    const { codec } = this
    let { count } = this
    const predicate = (line: string): boolean => {
      count++
      return line.trim() !== ''
    }
    const f = (line: string): A => {
      const decoded = codec.decode(parsed(line, count))
      if (decoded._tag === 'Left') throw new NdjsonError(count, new DecodeError(decoded.left))
      return decoded.right
    }
    return new AdaptingStage({ predicate, f }, next, () => new Values(codec, count))
  }
}

const parsed = (line: string, count: number): unknown => {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new NdjsonError(count, toError(error))
  }
}
