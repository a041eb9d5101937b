/** The text of bytes that are all ASCII. */

/** The text; nothing where other bytes are among them. */
export type AsciiOf = (bytes: Uint8Array) => string | undefined

/** What may be there of Node, or of what is like it: the core asks for nothing that is not. */
export interface Platform {
  readonly process?: { getBuiltinModule?(name: 'node:buffer'): Partial<Buffers> | undefined }
}

type Slice = (this: Uint8Array, from: number, to: number) => string

interface Buffers {
  readonly isAscii: (bytes: Uint8Array) => boolean
  readonly Buffer: { readonly prototype: { readonly latin1Slice?: Slice } }
}

/** By Node's buffers, where there are any: bytes that are known to be ASCII are copied, and need no decoder. */
export const byBuffer = ({ process }: Platform): AsciiOf | undefined => {
  const { isAscii, Buffer } = process?.getBuiltinModule?.('node:buffer') ?? {}
  const latin1Slice = Buffer?.prototype.latin1Slice
  if (isAscii === undefined || latin1Slice === undefined) return undefined
  return (bytes) => (isAscii(bytes) ? latin1Slice.call(bytes, 0, bytes.length) : undefined)
}

/** So many bytes are looked at first: most texts that are not ASCII show it there, and are not decoded in vain. */
const glance = 1024

/** By the platform's decoder: a text is as long as its bytes in UTF-8 only where these are ASCII. */
export const byDecoder = (): AsciiOf => {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  return (bytes) => {
    const to = Math.min(bytes.length, glance)
    for (let at = 0; at < to; at++) if ((bytes[at] as number) > 0x7f) return undefined
    try {
      const text = decoder.decode(bytes)
      return text.length === bytes.length ? text : undefined
    } catch {
      return undefined
    }
  }
}

const platform: object = globalThis

export const asciiOf: AsciiOf = byBuffer(platform) ?? byDecoder()
