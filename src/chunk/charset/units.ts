/** Text of code units, by what the platform reads its own numbers with. */
/** the order of the bytes of the platform's numbers */
export const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
const decoder = new TextDecoder(littleEndian ? 'utf-16le' : 'utf-16be', { fatal: false, ignoreBOM: true })

export const textOf = (units: Uint16Array): string =>
  decoder.decode(new Uint8Array(units.buffer, units.byteOffset, units.byteLength))
