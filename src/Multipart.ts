/**
 * Forms with files, as browsers send them.
 *
 * ```text
 *   the body of a request   --7e3f ⏎ name="title" ⏎⏎ kiki ⏎ --7e3f ⏎ name="picture"; filename="a.png" ⏎⏎ 0123 ⏎ --7e3f--
 *   what of it is handed on                            'kiki'                                             a file
 * ```
 *
 * - a stream of parts: `chunk/multipart/parts`
 * - what a part says of itself: `chunk/multipart/head`
 *
 * @module
 * @since 0.1.0
 */
export { parts } from './chunk/multipart/parts.js'
export { boundaryOf } from './chunk/multipart/boundaryOf.js'
export type { MultipartLimits } from './chunk/multipart/limits.js'
export type { PartHead } from './chunk/multipart/head.js'
export { MultipartError, MultipartLimitError } from './chunk/multipart/errors.js'
