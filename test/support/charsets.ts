/** What bytes and texts are in a charset, told by others than this library. */
import * as fc from 'fast-check'
import { type Charset, CharEncoding, Enumerator, type Enumeratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'

export type CharsetLike = string | Charset

export const bytes = (...all: ReadonlyArray<number>): Uint8Array => Uint8Array.from(all)
export const singly = (all: Uint8Array): ReadonlyArray<Uint8Array> => Array.from(all, (byte) => bytes(byte))
export const units = (text: string): ReadonlyArray<string> => text.split('')
export const plain = (all: Uint8Array): Uint8Array => Uint8Array.from(all)

/** What came through, joined, and how it ended. */
export interface Came<A> {
  readonly made: A
  readonly failure: string | undefined
}

const through = async <A, B>(adapter: Enumeratee<A, B>, pieces: ReadonlyArray<A>, cutting?: Laws.Cutting) =>
  Laws.delivered((cutting?.produce(pieces) ?? Enumerator.of(...pieces)).through(adapter))

export const decoded = async (
  charset: CharsetLike,
  pieces: ReadonlyArray<Uint8Array>,
  cutting?: Laws.Cutting
): Promise<Came<string>> => {
  const { elements, failure } = await through(CharEncoding.decode(charset), pieces, cutting)
  expect(elements).not.toContain('')
  return { made: elements.join(''), failure }
}

export const encoded = async (
  charset: CharsetLike,
  pieces: ReadonlyArray<string>,
  cutting?: Laws.Cutting
): Promise<Came<Uint8Array>> => {
  const { elements, failure } = await through(CharEncoding.encode(charset), pieces, cutting)
  expect(elements.filter(({ length }) => length === 0)).toEqual([])
  return { made: plain(Buffer.concat(elements)), failure }
}

/** The longest beginning that the platform's decoder takes, all at once, and its text. */
export const byPlatform = (encoding: string, all: Uint8Array): { readonly text: string; readonly to: number } => {
  for (let to = all.length; ; to--) {
    try {
      const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(all.subarray(0, to))
      return { text, to }
    } catch (error) {
      if (to === 0) throw error
    }
  }
}

/** Bytes that often make characters of several, and often do not. */
export const legacyBytes: fc.Arbitrary<Uint8Array> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        0x41,
        0x0a,
        0x30,
        0x39,
        0x40,
        0x7e,
        0x80,
        0x81,
        0x83,
        0x8e,
        0x8f,
        0xa1,
        0xa2,
        0xb0,
        0xdf,
        0xfe,
        0xff
      ),
      fc.nat(255)
    ),
    { maxLength: 12 }
  )
  .map((all) => Uint8Array.from(all))
