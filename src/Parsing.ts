/**
 * Streams of bytes, cut by what is in them.
 *
 * - what a needle is found by: `chunk/search`
 *
 * @module
 * @since 0.1.0
 */
export { isMatched, search } from './chunk/search.js'
export type { Matched, MatchInfo, Unmatched } from './chunk/searcher.js'
