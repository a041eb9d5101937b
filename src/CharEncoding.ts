/**
 * Bytes as text, and text as bytes.
 *
 * - by charset: `chunk/decode`, `chunk/encode`
 * - lines of bytes: `chunk/lines`
 *
 * @module
 * @since 0.1.0
 */
export { decode } from './chunk/decode.js'
export { encode } from './chunk/encode.js'
export { lines } from './chunk/lines.js'
export type { Charset, Coded, Coder } from './chunk/Charset.js'
