/**
 * Charsets of [iconv-lite](https://github.com/pillarjs/iconv-lite), an optional peer dependency: what the platform does
 * not know, and for writing what it can only read.
 *
 * @module
 * @since 0.1.0
 */
export { iconv } from './iconv.js'
