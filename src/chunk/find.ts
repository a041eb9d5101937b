/** Where a sequence of bytes is within others. */

/** The index of the first occurrence at `from` or behind it, -1 where there is none. */
export type Find = (bytes: Uint8Array, from: number) => number

/** What `Uint8Array` has is for one byte; some platforms' own kind of it has the same method for a sequence. */
type IndexOf = (this: Uint8Array, what: Uint8Array, from: number) => number

const methodOf = (bytes: Uint8Array): IndexOf => (bytes as unknown as { readonly indexOf: IndexOf }).indexOf

/** Uses what the bytes themselves have, where they have anything. */
export const finder = (needle: Uint8Array): Find => {
  if (needle.length === 1) {
    const byte = needle[0] as number
    return (bytes, from) => bytes.indexOf(byte, from)
  }
  const skipping = skippingFinder(needle)
  return (bytes, from) => {
    const indexOf = methodOf(bytes)
    return findsSequences(indexOf) ? indexOf.call(bytes, needle, from) : skipping(bytes, from)
  }
}

/** the last that was asked: it is nearly always the same */
let asked = methodOf(Uint8Array.prototype)
let answered = false

/** By trying: what looks for one byte finds no sequence. */
const findsSequences = (indexOf: IndexOf): boolean => {
  if (indexOf !== asked) {
    answered = indexOf.call(Uint8Array.of(0, 1, 2), Uint8Array.of(1, 2), 0) === 1
    asked = indexOf
  }
  return answered
}

/**
 * By Horspool: looks at the byte under the needle's last one, which tells how far the needle can be moved on. For the
 * needle's last byte the table has 0, so that most of the work is one loop without a comparison.
 */
const skippingFinder = (needle: Uint8Array): Find => {
  const last = needle.length - 1
  const longest = Math.min(needle.length, 255)
  const skips = new Uint8Array(256).fill(longest)
  for (let i = 0; i < last; i++) skips[needle[i] as number] = Math.min(last - i, 255)
  const afterLast = skips[needle[last] as number] as number
  skips[needle[last] as number] = 0
  return (bytes, from) => {
    const { length } = bytes
    let end = from + last
    while (end < length) {
      const skip = skips[bytes[end] as number] as number
      if (skip > 0) {
        end += skip
        continue
      }
      const start = end - last
      let i = 0
      while (i < last && bytes[start + i] === needle[i]) i++
      if (i === last) return start
      end += afterLast
    }
    return -1
  }
}
