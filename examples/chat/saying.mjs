// @ts-check
import * as E from 'fp-ts/lib/Either.js'
import { flow, pipe } from 'fp-ts/lib/function.js'
import * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { failure } from 'io-ts/lib/PathReporter.js'
import { Enumerator, Iteratee, Writeable } from 'fp-ts-iteratee'
import { chunked } from 'fp-ts-iteratee/node'

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('fp-ts-iteratee/node').Handler} Answer
 * @typedef {import('./hub.mjs').Said} Said
 *
 * @typedef {object} Refusal what is wrong, and what to do about it
 * @property {number} status
 * @property {string} why
 * @property {Record<string, string>} [headers]
 */

const maxBytes = 16 * 1024

/**
 * @param {string} name
 * @param {number} most in code units
 */
const textUpTo = (name, most) => {
  /** @type {(u: unknown) => u is string} */
  const is = (u) => typeof u === 'string' && u.trim() !== '' && u.length <= most
  const expected = `${name}: expected a text of 1 to ${most} characters`
  return new t.Type(name, is, (u, context) => (is(u) ? t.success(u) : t.failure(u, context, expected)), t.identity)
}

const Saying = t.type({ who: textUpTo('who', 40), text: textUpTo('text', 2000) }, 'a message')

/**
 * Publishes what a request says, and answers its id.
 *
 * @param {import('fp-ts-iteratee/Hub').Topic<Said>} room
 * @param {Request} req
 * @returns {T.Task<Answer>}
 */
export const say = (room, req) =>
  pipe(
    isJson(req),
    TE.flatMap(bodyOf),
    TE.flatMapEither(decoded),
    TE.flatMap(({ who, text }) =>
      pipe(room.publish({ who, text, at: Date.now(), process: process.pid }), TE.mapLeft(notPublished))
    ),
    TE.match(refuse, (id) => chunked(Enumerator.of({ id }), Writeable.json, { status: 201 }))
  )

/**
 * A page of another origin can send a form, but no JSON unless it is allowed to.
 *
 * @param {Request} req
 * @returns {TE.TaskEither<Refusal, Request>}
 */
const isJson = (req) =>
  /^application\/json\s*(;|$)/i.test(req.headers['content-type'] ?? '')
    ? TE.right(req)
    : TE.left({ status: 415, why: 'expected content-type: application/json' })

/**
 * @param {Request} req
 * @returns {TE.TaskEither<Refusal, string>}
 */
const bodyOf = (req) =>
  pipe(
    // the connection outlives a body that is not read to its end: the answer would not reach the client otherwise
    Enumerator.fromAsyncIterable({ [Symbol.asyncIterator]: () => req.iterator({ destroyOnReturn: false }) }).run(
      Iteratee.fold2(Buffer.alloc(0), (held, /** @type {Buffer} */ bytes) => {
        const all = Buffer.concat([held, bytes])
        return T.of(/** @type {const} */ ([all, all.length > maxBytes]))
      })
    ),
    TE.mapLeft(({ message }) => ({ status: 400, why: `the body was not sent to its end: ${message}` })),
    TE.flatMapEither((body) => (body.length > maxBytes ? E.left(tooMuch) : E.right(String(body))))
  )

/** @type {Refusal} */
const tooMuch = {
  status: 413,
  why: `more than ${maxBytes} bytes; say less at a time`,
  headers: { connection: 'close' }
}

/** @type {(body: string) => E.Either<Refusal, t.TypeOf<typeof Saying>>} */
const decoded = flow(
  (body) => E.tryCatch(() => /** @type {unknown} */ (JSON.parse(body)), String),
  E.flatMap(
    flow(
      Saying.decode,
      E.mapLeft((errors) => failure(errors).join('; '))
    )
  ),
  E.mapLeft((why) => ({ status: 400, why: `${why}; send such as {"who":"kiki","text":"hello"}` }))
)

/**
 * @param {Error} error
 * @returns {Refusal}
 */
const notPublished = (error) => ({
  status: 503,
  why:
    'stored' in error && error.stored === 'unknown'
      ? `it may have been said or not; look whether it appears before you say it again (${error.message})`
      : `it was not said; say it again in a moment (${error.message})`,
  headers: { 'retry-after': '1' }
})

/**
 * @param {Refusal} refusal
 * @returns {Answer}
 */
export const refuse = ({ status, why, headers = {} }) =>
  chunked(Enumerator.of(`${why}\n`), Writeable.text, { status, headers })
