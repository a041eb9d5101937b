/** Options that users pass in, which are objects of known names. */
import type { Interruption } from './Interruption.js'
import { hasMethod, isController, isPromise, isSignal, shown } from './shown.js'

/**
 * Options by their names: a misspelt one is not passed over in silence, nor is what is given in place of options. A
 * `signal` among them is one. `elsewhere` says of a name that others have what to do here.
 */
export const requireOptions = (
  name: string,
  options: object,
  known: ReadonlyArray<string>,
  elsewhere: Readonly<Record<string, string>> = {}
): void => {
  const given: unknown = options
  if (!isRecord(given)) {
    const hint = isSignal(given) ? ': pass it as { signal }' : ''
    throw new TypeError(`${name}: expected options (${known.join(', ')}), got ${shown(given)}${hint}`)
  }
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue
    const hint = Object.hasOwn(elsewhere, key) ? `. ${String(elsewhere[key])}` : ''
    throw new TypeError(`${name}: unknown option '${key}'; there are ${known.join(', ')}${hint}`)
  }
  const { signal } = options as { readonly signal?: Interruption | undefined }
  if (signal !== undefined && known.includes('signal')) requireSignal(`${name}: signal`, signal)
}

/** What else is an object, and would be passed over as one without options. */
const isRecord = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && !Array.isArray(given) && !isPromise(given) && !isSignal(given)

/** An `AbortSignal`, or what is like one; not its controller. */
export const requireSignal = <S extends Interruption>(name: string, signal: S): S => {
  if (hasMethod(signal, 'addEventListener')) return signal
  throw new TypeError(
    `${name}: expected an AbortSignal, got ${shown(signal)}${isController(signal) ? ': pass its .signal' : ''}`
  )
}
