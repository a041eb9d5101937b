/**
 * All that the core may know of the platform it runs on: no more than browsers, Node and workers agree about.
 * Only `tsconfig.core.json` sees this file; it is not published.
 */

declare const timer: unique symbol

interface Timer {
  readonly [timer]: never
}

declare function setTimeout(callback: () => void, ms?: number): Timer
declare function clearTimeout(timer: Timer | undefined): void
declare const performance: { now(): number }

interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

declare class TextDecoder {
  constructor(encoding: string, options: { readonly fatal: boolean; readonly ignoreBOM: boolean })
  readonly encoding: string
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string
}

declare class TextEncoder {
  encode(text: string): Uint8Array
}
