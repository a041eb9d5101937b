/** What can be cut: texts, bytes and arrays. */
import * as In from '../Input.js'
import type { Input } from '../Input.js'

/**
 * Elements that have elements themselves. Those of a string are its code units, as by its `length`.
 *
 * @category model
 * @since 0.1.0
 */
export type Chunk = string | Uint8Array | ReadonlyArray<unknown>

/**
 * What a chunk has in it: of a string, strings of one code unit; of bytes, numbers.
 *
 * @category model
 * @since 0.1.0
 */
export type ElementOf<C extends Chunk> = C extends string
  ? string
  : C extends Uint8Array
    ? number
    : C extends ReadonlyArray<infer A>
      ? A
      : never

/**
 * A part of a chunk: as the chunk, but of any length.
 *
 * @category model
 * @since 0.1.0
 */
export type SliceOf<C extends Chunk> = C extends string
  ? string
  : number extends C['length']
    ? C
    : C extends ReadonlyArray<infer A>
      ? ReadonlyArray<A>
      : C

/** A part of it; of bytes a view, not a copy. */
export const slice = <C extends Chunk>(chunk: C, from: number, to: number = chunk.length): C =>
  (typeof chunk === 'string' || Array.isArray(chunk)
    ? chunk.slice(from, to)
    : (chunk as Uint8Array).subarray(from, to)) as C

/** What is left of it from there on, if anything is. */
export const leftOver = <C extends Chunk>(chunk: C, from: number): Input<C> =>
  from < chunk.length ? In.el(slice(chunk, from)) : In.empty
