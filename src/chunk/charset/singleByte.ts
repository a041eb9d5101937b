/** Charsets in which each byte is a character, by the list of these. */
import type { Charset, Coder } from '../Charset.js'
import { asciiOf } from './ascii.js'
import { textOf } from './units.js'
import { bytesOfAscii } from './utf8.js'
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
  return { name, decoder: reading(units, all.startsWith(ascii)), encoder: writer(units, all.startsWith(ascii)) }
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

const writer = (units: Uint16Array, ofAscii: boolean): Coder<string, Uint8Array> => {
  let bytes: Int16Array | undefined
  return writing((text) => {
    const quick = ofAscii ? bytesOfAscii(text) : undefined
    if (quick !== undefined) return { made: quick, taken: text.length }
    const table = (bytes ??= bytesBy(units))
    const made = new Uint8Array(text.length)
    let at = 0
    for (; at < text.length; at++) {
      const byte = table[text.charCodeAt(at)] as number
      if (byte === noByte) break
      made[at] = byte
    }
    return { made: made.subarray(0, at), taken: at }
  })
}

/** Of several bytes for one character the lowest. */
const bytesBy = (units: Uint16Array): Int16Array => {
  const bytes = new Int16Array(0x10000).fill(noByte)
  for (let byte = 255; byte >= 0; byte--) bytes[units[byte] as number] = byte
  bytes[noUnit] = noByte
  return bytes
}
