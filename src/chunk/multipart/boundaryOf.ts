import * as E from 'fp-ts/lib/Either.js'
import { shown } from './errors.js'
import { parameterised } from './parameters.js'

/**
 * The boundary that a `Content-Type` names, for `parts`. An error where there is none, as the type is another one than
 * `multipart/form-data`, or the boundary is missing, longer than 70 characters or not printable ASCII. `undefined` and
 * `null` stand for a header that is not there.
 *
 * @category parsing
 * @since 0.1.0
 * @example
 * import { Multipart } from 'fp-ts-iteratee'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.deepStrictEqual(Multipart.boundaryOf('multipart/form-data; boundary=7e3f'), E.right('7e3f'))
 * assert.ok(E.isLeft(Multipart.boundaryOf('text/plain')))
 */
export const boundaryOf = (contentType: string | null | undefined): E.Either<Error, string> => {
  const read = parameterised(contentType ?? '')
  const boundary = read?.parameters.get('boundary')
  if (read?.value === 'multipart/form-data' && boundary !== undefined && isBoundary(boundary)) return E.right(boundary)
  return E.left(new Error(`expected the content type multipart/form-data with a boundary, got ${shown(contentType)}`))
}

/** RFC 2046 has fewer characters; others have been seen, and do no harm. */
export const isBoundary = (text: string): boolean => /^[ -~]{0,69}[!-~]$/.test(text)
