/**
 * Checks of what users pass in: the answer is the value, or an error that names it.
 */

/** A whole number of elements, `Infinity` included. */
export const requireCount = (name: string, n: number): number => {
  if (n >= 0 && (Number.isInteger(n) || n === Infinity)) return n
  throw new RangeError(`${name}: expected a whole number, 0 or more, got ${String(n)}`)
}

/** The same for what cannot be without end. */
export const requireFiniteCount = (name: string, n: number): number => {
  if (n === Infinity) throw new RangeError(`${name}: expected a whole number, 0 or more, got Infinity`)
  return requireCount(name, n)
}

/** A whole number. */
export const requireWhole = (name: string, n: number): number => {
  if (Number.isSafeInteger(n)) return n
  throw new RangeError(`${name}: expected a whole number, got ${String(n)}`)
}

/** How much a buffer holds. */
export const requireCapacity = (name: string, n: number): number => {
  if (Number.isInteger(n) && n >= 1) return n
  throw new RangeError(`${name}: expected a whole number, 1 or more, got ${String(n)}`)
}

/** A length of time that timers take. */
export const requireMs = (name: string, ms: number): number => {
  if (ms > 0 && ms <= 2_147_483_647) return ms
  throw new RangeError(`${name}: expected milliseconds, more than 0 and at most 2147483647, got ${String(ms)}`)
}

/** One of a few words. */
export const requireOneOf = <W extends string>(name: string, word: W, words: ReadonlyArray<W>): W => {
  if (words.includes(word)) return word
  throw new TypeError(`${name}: expected ${words.join(', ')}, got ${JSON.stringify(word)}`)
}

/** Options by their names: a misspelt one is not passed over in silence. */
export const requireOptions = (name: string, options: object, known: ReadonlyArray<string>): void => {
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) throw new TypeError(`${name}: unknown option '${key}'; there are ${known.join(', ')}`)
  }
}

/** An `AbortSignal`, or what is like one; not its controller. */
export const requireSignal = <S extends { readonly addEventListener: unknown }>(name: string, signal: S): S => {
  const given: unknown = signal
  if (typeof (signal as S | undefined)?.addEventListener === 'function') return signal
  throw new TypeError(`${name}: expected an AbortSignal, got ${String(given)}`)
}
