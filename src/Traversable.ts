/**
 * Streams of chunks, which are strings, bytes or arrays, by what is in them: wherever a stream is cut into chunks, the
 * same elements are taken, dropped or left over.
 *
 * The elements of a string are code units, as by its `length`. A chunk is cut only where that has to be: the others are
 * handed on as they are, and a part of bytes is a view of them. No empty part is made.
 *
 * @module
 * @since 0.1.0
 */
export { drop, head, splitOnceAt, take, takeUpTo } from './chunk/traversable.js'
export type { Chunk, ElementOf, SliceOf } from './chunk/Chunk.js'
