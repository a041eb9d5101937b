/** UTF-16, in both byte orders, and by its byte order mark. */
import type { Charset, Coder } from '../Charset.js'
import { littleEndian } from './units.js'
import { isHigh, isLow, writingAll } from './writing.js'

type UnitAt = (bytes: Uint8Array, at: number) => number

const big: UnitAt = (bytes, at) => ((bytes[at] as number) << 8) | (bytes[at + 1] as number)
const little: UnitAt = (bytes, at) => ((bytes[at + 1] as number) << 8) | (bytes[at] as number)

const reading = (encoding: string, unitAt: UnitAt): Coder<Uint8Array, string> => {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  return {
    code(bytes) {
      const units = bytes.length & ~1
      const to = units > 0 && isHigh(unitAt(bytes, units - 2)) ? units - 2 : units
      try {
        return { made: decoder.decode(bytes.subarray(0, to)), taken: to }
      } catch {
        const valid = validLength(bytes, unitAt)
        return { made: decoder.decode(bytes.subarray(0, valid)), taken: valid, failed: true }
      }
    }
  }
}

/** How many bytes there are before half of a surrogate pair that stands alone. */
const validLength = (bytes: Uint8Array, unitAt: UnitAt): number => {
  for (let at = 0; ; at += 2) {
    const unit = unitAt(bytes, at)
    if (isLow(unit)) return at
    if (!isHigh(unit)) continue
    if (!isLow(unitAt(bytes, at + 2))) return at
    at += 2
  }
}

const writing = (inOrderOfPlatform: boolean): Coder<string, Uint8Array> =>
  writingAll((text) => {
    const units = new Uint16Array(text.length)
    if (inOrderOfPlatform) for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i)
    else
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i)
        units[i] = (unit << 8) | (unit >> 8)
      }
    return new Uint8Array(units.buffer)
  })

const [writingBig, writingLittle] = [writing(!littleEndian), writing(littleEndian)]

export const utf16be: Charset = { name: 'UTF-16BE', decoder: reading('utf-16be', big), encoder: writingBig }
export const utf16le: Charset = { name: 'UTF-16LE', decoder: reading('utf-16le', little), encoder: writingLittle }

export const utf16: Charset = {
  name: 'UTF-16',
  decoder: {
    code(bytes, last) {
      if (bytes.length < 2) return { made: '', taken: 0 }
      const first = big(bytes, 0)
      if (first === 0xfeff) return { made: '', taken: 2, next: utf16be.decoder }
      if (first === 0xfffe) return { made: '', taken: 2, next: utf16le.decoder }
      return { next: utf16be.decoder, ...utf16be.decoder.code(bytes, last) }
    }
  },
  encoder: writingBig
}
