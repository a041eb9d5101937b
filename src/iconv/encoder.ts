/** What iconv-lite writes, read again to see whether it says that. */
import iconvLite from 'iconv-lite'
import type { Coder } from '../chunk/Charset.js'
import { withoutHalf } from '../chunk/charset/writing.js'

export const encoderOf = (name: iconvLite.Encoding): Coder<string, Uint8Array> => {
  const says = (bytes: Uint8Array, text: string): boolean => iconvLite.decode(bytes, name, { stripBOM: false }) === text

  /** Where the first character is that cannot be written; what comes before it can be. */
  const wrongAt = (text: string): number => {
    const whole = (at: number): string => withoutHalf(text.slice(0, at))
    let [good, bad] = [0, text.length]
    while (bad - good > 1) {
      const middle = (good + bad) >> 1
      if (says(iconvLite.encode(whole(middle), name), whole(middle))) good = middle
      else bad = middle
    }
    return whole(good).length
  }

  return {
    code(text, last) {
      const whole = last ? text : withoutHalf(text)
      const encoder = iconvLite.getEncoder(name)
      const written = encoder.write(whole)
      const held = encoder.end() ?? none
      // a character that is written together with the mark that may follow it, as in Big5
      const taken = last || held.length === 0 ? whole.length : whole.length - 1
      const made = held.length > 0 && last ? Buffer.concat([written, held]) : written
      if (says(made, whole.slice(0, taken))) return { made: plain(made), taken }
      const good = wrongAt(whole)
      return { made: plain(iconvLite.encode(whole.slice(0, good), name)), taken: good, failed: true }
    }
  }
}

const none = Buffer.alloc(0)

/** As other encoders have it, whatever the platform calls its bytes. */
const plain = ({ buffer, byteOffset, length }: Uint8Array): Uint8Array => new Uint8Array(buffer, byteOffset, length)
