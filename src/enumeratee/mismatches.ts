/**
 * What the errors of io-ts say, for people: where an input is not what a codec takes, what was expected there, and what
 * was found.
 *
 * Laws:
 * 1. a path leads to a place in the input: what is inside a type (the members of a union, of an intersection) is none;
 * 2. of a union that does not take an input one thing is told: what is wrong with it as the member that it comes nearest to,
 *    where there is one, or that it is none of them.
 */
import type { ContextEntry, Errors, ValidationError } from 'io-ts'

/**
 * One place where an input is not what a codec takes.
 *
 * @category model
 * @since 0.1.0
 */
export interface Mismatch {
  /** a JSON Pointer (RFC 6901): empty for the input as a whole, else as `/tags/1` */
  readonly path: string
  /** the name of the type that the codec has there */
  readonly expected: string
  readonly actual: unknown
  /** what the codec says itself, where it does */
  readonly message: string | undefined
}

/** @internal each once, in the order of the errors */
export const mismatchesOf = (errors: Errors): ReadonlyArray<Mismatch> => {
  const seen = new Set<string>()
  return below(errors, 0, '').filter((one) => {
    const what = JSON.stringify([one.path, one.message ?? one.expected])
    return !seen.has(what) && seen.add(what)
  })
}

/** @internal as text, on one line; the first ones, where there are many */
export const reportOf = (mismatches: ReadonlyArray<Mismatch>): string => {
  if (mismatches.length === 0) return 'the codec does not say why'
  const more = mismatches.length - most
  return mismatches.slice(0, most).map(textOf).join('; ') + (more > 0 ? `; and ${String(more)} more` : '')
}

/** What is wrong at the place to which the first `depth` entries of all these contexts lead, and below it. */
const below = (errors: Errors, depth: number, path: string): ReadonlyArray<Mismatch> => {
  const node = errors[0]?.context[depth]
  const parts = grouped(errors, depth + 1).map((part) => {
    const entry = part[0]?.context[depth + 1]
    if (node === undefined || entry === undefined) return part.map((error) => mismatch(error, path))
    return below(part, depth + 1, isInside(node, entry) ? path : `${path}/${escaped(entry.key)}`)
  })
  const all = parts.flat()
  if (node === undefined || parts.length < 2 || all.some(({ message }) => message !== undefined)) return all
  const whole = [{ path, expected: node.type.name, actual: node.actual, message: undefined }]
  const isHere = (part: ReadonlyArray<Mismatch>): boolean => part.some((one) => one.path === path)
  switch (tagOf(node.type)) {
    case 'UnionType':
      return nearest(parts.filter((part) => !isHere(part))) ?? whole
    case 'IntersectionType':
      return parts.every(isHere) ? whole : all
    default:
      return all
  }
}

/** Those that go on in the same way, together. */
const grouped = (errors: Errors, depth: number): ReadonlyArray<Errors> => {
  const groups = new Map<string | undefined, ValidationError[]>()
  for (const error of errors) {
    const key = error.context[depth]?.key
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [error])
    else group.push(error)
  }
  return [...groups.values()]
}

/** The one of which the least is wrong, if there is one. */
const nearest = (parts: ReadonlyArray<ReadonlyArray<Mismatch>>): ReadonlyArray<Mismatch> | undefined => {
  const least = Math.min(...parts.map(({ length }) => length))
  const [one, other] = parts.filter(({ length }) => length === least)
  return other === undefined ? one : undefined
}

/** The entry stands for a member of the type before it, about the same value. */
const isInside = (node: ContextEntry, { key, actual }: ContextEntry): boolean => {
  const tag = tagOf(node.type)
  if (tag === 'UnionType' || tag === 'IntersectionType') return true
  // a type of the user's own, which may be made of one
  return !containers.has(tag) && /^\d+$/.test(key) && Object.is(node.actual, actual)
}

const containers: ReadonlySet<unknown> = new Set([
  'ArrayType',
  'ReadonlyArrayType',
  'TupleType',
  'InterfaceType',
  'PartialType',
  'StrictType',
  'DictionaryType'
])

/** These check more, or less, of what another type takes. */
const wrappers: ReadonlySet<unknown> = new Set(['ExactType', 'ReadonlyType', 'RefinementType', 'RecursiveType'])

const tagOf = (type: object): unknown => {
  if (!('_tag' in type)) return undefined
  const isWrapper = wrappers.has(type._tag) && 'type' in type && typeof type.type === 'object' && type.type !== null
  return isWrapper ? tagOf(type.type as object) : type._tag
}

const mismatch = ({ context, message, value }: ValidationError, path: string): Mismatch => ({
  path,
  expected: context[context.length - 1]?.type.name ?? 'something else',
  actual: value,
  message
})

const escaped = (key: string): string => key.replace(/~/g, '~0').replace(/\//g, '~1')

const textOf = ({ path, expected, actual, message }: Mismatch): string =>
  `${path === '' ? '' : `at ${path}: `}${message ?? `expected ${short(expected)}, got ${shown(actual)}`}`

/** As JSON, where it has a form in JSON and that is short. */
const shown = (value: unknown): string => {
  try {
    const json = JSON.stringify(value) as string | undefined
    return short(json ?? String(value))
  } catch {
    return Object.prototype.toString.call(value)
  }
}

const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text)

/** in code units */
const longest = 100

/** how many are told */
const most = 10
