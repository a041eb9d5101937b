/**
 * The libraries, each driven as its own users would, behind one small vocabulary, so that a row is written once.
 *
 * A library that lacks a word, or has it only by a detour that nobody would take, leaves it out, and is left out of the
 * rows that need it. The words:
 *
 *     from(array)  fromAsync(asyncIterable)           a stream
 *     map(f, s)  filter(f, s)  scan(f, z, s)  dedupe(s)  take(n, s)  drop(n, s)  grouped(n, s)
 *     flatMap(f, s)                                   f answers a stream; in any order that suits the library
 *     concatMap(f, s)                                 one after the other
 *     flattenChunks(s)                                the elements of arrays, of an asynchronous stream
 *     merge(streams)                                  all of them at the same time
 *     mapM(f, s)                                      f answers a promise; one at a time
 *     fold(f, z, s)                                   the result, or a promise of it
 *     foldBoth(f, g, z, s)                            a pair of results, in one pass
 */
import { effect } from './effect.mjs'
import { generators } from './generators.mjs'
import { highland } from './highland.mjs'
import { ix } from './ix.mjs'
import { most } from './most.mjs'
import { node } from './node.mjs'
import { ours } from './ours.mjs'
import { rxjs } from './rxjs.mjs'
import { streamingIterables } from './streaming-iterables.mjs'
import { wonka } from './wonka.mjs'
import { xstream } from './xstream.mjs'

export const libraries = [ours, most, rxjs, effect, xstream, wonka, ix, highland, streamingIterables, generators, node]

export const has = (library, words = []) => words.every((word) => word in library)
