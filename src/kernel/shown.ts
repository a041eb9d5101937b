/** What a value is, in the words of an error: short, and never a failure of its own. */
export const shown = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value.length > longest ? `${value.slice(0, longest)}…` : value)
  if (typeof value === 'bigint') return `${String(value)}n`
  if (typeof value === 'function') return isClass(value) ? 'a class' : 'a function'
  return typeof value === 'object' && value !== null ? guarded(() => kindOf(value), 'an object') : String(value)
}

/** in code units */
const longest = 100

/** It would have to be constructed: a call is of no use. */
export const isClass = (value: unknown): boolean =>
  typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value))

export const isPromise = (value: unknown): value is PromiseLike<unknown> => hasMethod(value, 'then')

/** A method, that of an object or of a function. */
export const hasMethod = (value: unknown, name: PropertyKey): boolean =>
  guarded(
    () => typeof (value as Readonly<Record<PropertyKey, unknown>> | null | undefined)?.[name] === 'function',
    false
  )

/** By what they hold, so that those of another copy of the library count too. */
const kindOf = (value: object): string => {
  const parts = value as Partial<Readonly<Record<'consumer' | 'source' | '_tag', unknown>>>
  if (hasMethod(parts.consumer, 'open')) return 'an Iteratee'
  if (hasMethod(parts.source, 'drive')) return 'an Enumerator'
  if (hasMethod(value, 'applyOn')) return 'an Enumeratee'
  if (isPromise(value)) return 'a promise'
  if (Array.isArray(value)) return 'an array'
  if (isController(value)) return 'an AbortController'
  if (isSignal(value)) return 'an AbortSignal'
  if (hasMethod(value, 'pipe')) return 'a stream'
  return typeof parts._tag === 'string' ? `an object with the _tag ${shown(parts._tag)}` : named(value)
}

const named = (value: object): string => {
  const tag = Object.prototype.toString.call(value).slice(8, -1)
  const name =
    tag === 'Object' ? (value as { readonly constructor?: { readonly name?: unknown } }).constructor?.name : tag
  return typeof name === 'string' && name !== '' && name !== 'Object' ? `an object of ${name}` : 'an object'
}

export const isController = (value: unknown): boolean =>
  hasMethod(value, 'abort') && isSignal((value as { readonly signal?: unknown }).signal)

export const isSignal = (value: unknown): boolean =>
  hasMethod(value, 'addEventListener') && typeof (value as { readonly aborted?: unknown }).aborted === 'boolean'

/** There are values that throw when they are looked at. */
const guarded = <A>(look: () => A, otherwise: A): A => {
  try {
    return look()
  } catch {
    return otherwise
  }
}
