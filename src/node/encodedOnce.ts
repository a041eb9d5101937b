/** Text that goes to one response after the other, as in a broadcast, is encoded once for all of them. */
import type { Content } from './outgoing.js'

let text = ''
let bytes: Uint8Array | undefined

/** The text, or its bytes where it comes again: to encode what comes once only is left to Node. */
export const encodedOnce = (next: string): Content => {
  if (next === text) return (bytes ??= Buffer.from(text))
  text = next
  bytes = undefined
  return next
}
