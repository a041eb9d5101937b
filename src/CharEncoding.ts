/**
 * Bytes as text.
 *
 * - lines of bytes: `chunk/lines`
 *
 * @module
 * @since 0.1.0
 */
export { lines } from './chunk/lines.js'
