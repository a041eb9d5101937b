/** Charsets in which each byte is a character, by the list of these. */
import type { Charset, Coder } from '../Charset.js'
import { textOf } from './units.js'
import { asciiOf } from './utf8.js'
import { writing } from './writing.js'

/** where there is no character */
export const none = '\uFFFD'
const noUnit = 0xfffd
const noByte = -1

const ascii = String.fromCharCode(...Array.from({ length: 128 }, (_, i) => i))

/** `characters` are 256, or the upper 128 of them, where the lower ones are ASCII; each is one code unit. */
export const singleByte = (name: string, characters: string): Charset => {
  const all = characters.length === 128 ? ascii + characters : characters
  const units = Uint16Array.from(all, (character) => character.charCodeAt(0))
  return { name, decoder: reading(units, all.startsWith(ascii)), encoder: writer(units) }
}

const reading = (units: Uint16Array, ofAscii: boolean): Coder<Uint8Array, string> => {
  const isLatin1 = units.every((unit, byte) => unit === byte)
  return {
    code(bytes) {
      const quick = ofAscii ? asciiOf(bytes) : undefined
      if (quick !== undefined) return { made: quick, taken: bytes.length }
      if (isLatin1) return { made: textOf(new Uint16Array(bytes)), taken: bytes.length }
      const made = new Uint16Array(bytes.length)
      let at = 0
      for (; at < bytes.length; at++) {
        const unit = units[bytes[at] as number] as number
        if (unit === noUnit) break
        made[at] = unit
      }
      return { made: textOf(made.subarray(0, at)), taken: at, failed: at < bytes.length }
    }
  }
}

/** The bytes of characters, 256 of them a page. */
const writer = (units: Uint16Array): Coder<string, Uint8Array> => {
  const pages: (Int16Array | undefined)[] = []
  for (let byte = 255; byte >= 0; byte--) {
    const unit = units[byte] as number
    if (unit === noUnit) continue
    const page = (pages[unit >> 8] ??= new Int16Array(256).fill(noByte))
    page[unit & 0xff] = byte
  }
  return writing((text) => {
    const made = new Uint8Array(text.length)
    let at = 0
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      const byte = pages[unit >> 8]?.[unit & 0xff] ?? noByte
      if (byte === noByte) break
      made[at] = byte
    }
    return { made: made.subarray(0, at), taken: at }
  })
}
