/** UTF-32, in both byte orders, and by its byte order mark. */
import type { Charset, Coder } from '../Charset.js'
import { textOf } from './units.js'
import { writingAll } from './writing.js'

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength)

const isCharacter = (code: number): boolean => code < 0xd800 || (code > 0xdfff && code <= 0x10ffff)

const reading = (littleEndian: boolean): Coder<Uint8Array, string> => ({
  code(bytes) {
    const view = viewOf(bytes)
    const to = bytes.length & ~3
    const units = new Uint16Array(to / 2)
    let [at, made] = [0, 0]
    for (; at < to; at += 4) {
      const code = view.getUint32(at, littleEndian)
      if (!isCharacter(code)) break
      if (code < 0x10000) units[made++] = code
      else {
        units[made++] = 0xd800 + ((code - 0x10000) >> 10)
        units[made++] = 0xdc00 + (code & 0x3ff)
      }
    }
    return { made: textOf(units.subarray(0, made)), taken: at, failed: at < to }
  }
})

const writing = (littleEndian: boolean): Coder<string, Uint8Array> =>
  writingAll((text) => {
    const bytes = new Uint8Array(text.length * 4)
    const view = viewOf(bytes)
    let at = 0
    for (let i = 0; i < text.length; i++) {
      const code = text.codePointAt(i) as number
      if (code > 0xffff) i++
      view.setUint32(at, code, littleEndian)
      at += 4
    }
    return bytes.subarray(0, at)
  })

export const utf32be: Charset = { name: 'UTF-32BE', decoder: reading(false), encoder: writing(false) }
export const utf32le: Charset = { name: 'UTF-32LE', decoder: reading(true), encoder: writing(true) }

export const utf32: Charset = {
  name: 'UTF-32',
  decoder: {
    code(bytes, last) {
      if (bytes.length < 4) return { made: '', taken: 0 }
      const first = viewOf(bytes).getUint32(0)
      if (first === 0xfeff) return { made: '', taken: 4, next: utf32be.decoder }
      if (first === 0xfffe0000) return { made: '', taken: 4, next: utf32le.decoder }
      return { next: utf32be.decoder, ...utf32be.decoder.code(bytes, last) }
    }
  },
  encoder: writing(false)
}
