/** Enumeratees with a model, one or several composed. */
import * as fc from 'fast-check'
import type { Enumeratee } from '../../enumeratee/model.js'
import { drop, take, takeWhile } from '../../enumeratee/slicing.js'
import { filter, map, mapConcat, mapM, passAlong, scanLeft } from '../../enumeratee/transforming.js'
import { late } from '../waiting.js'
import { type Functions, functionsOf } from './functions.js'
import { endless, inARow, type Machine, stopping } from './machine.js'

/**
 * An enumeratee from elements to such elements, with its model.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export interface ModelledEnumeratee<E> {
  readonly enumeratee: Enumeratee<E, E>
  /** a new machine, that has been pushed nothing */
  readonly machine: () => Machine<E>
  /** whether it is `passAlong` itself */
  readonly isIdentity: boolean
  /** what it is made of, for a report */
  readonly toString: () => string
}

type Modelled<E> = fc.Arbitrary<ModelledEnumeratee<E>>

const modelled = <E>(
  name: string,
  enumeratee: Enumeratee<E, E>,
  machine: () => Machine<E>,
  isIdentity = false
): ModelledEnumeratee<E> => ({ enumeratee, machine, isIdentity, toString: () => name })

/** @internal */
export const boom = (key: number): never => {
  throw new Error(`boom ${String(key)}`)
}

/** A function of elements, that may throw on some. */
const unary = <E>({ key, change }: Functions<E>) =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.integer({ min: -2, max: 3 }).map((k) => ({ name: `+ ${k}`, f: (e: E) => change(e, k) }))
    },
    fc.integer({ min: 5, max: 12 }).map((k) => ({ name: `throws on ${k}`, f: (e: E) => (key(e) === k ? boom(k) : e) }))
  )

const predicates = <E>({ key }: Functions<E>) =>
  fc.integer({ min: -2, max: 9 }).map((k) => ({ name: `≠ ${k}`, p: (e: E) => key(e) !== k }))

/** Lazily, so that it throws where the enumeratee does. */
const each =
  <E>(f: (e: E) => E) =>
  (): Machine<E> =>
    endless(function* (e) {
      yield f(e)
    })

const stateless = <E>(functions: Functions<E>): ReadonlyArray<Modelled<E>> => {
  const copies = (k: number) => (e: E) =>
    Array.from({ length: (Math.abs(functions.key(e)) + k) % 4 }, (_, i) => functions.change(e, i))
  return [
    unary(functions).map(({ name, f }) => modelled(`map(${name})`, map(f), each(f))),
    fc.tuple(unary(functions), fc.nat(3)).map(([{ name, f }, delay]) => {
      const waiting = mapM((e: E) => async () => f(await late(e, delay)()))
      return modelled(`mapM(${name})`, waiting, each(f))
    }),
    predicates(functions).map(({ name, p }) =>
      modelled(`filter(${name})`, filter(p), () => endless((e) => (p(e) ? [e] : [])))
    ),
    fc.nat(3).map((k) => modelled(`mapConcat(${k})`, mapConcat(copies(k)), () => endless(copies(k)))),
    fc.constant(modelled('passAlong', passAlong<E>(), () => endless<E>((e) => [e]), true))
  ]
}

const taking = <E>(k: number) => {
  let left = k
  return stopping<E>(
    () => left === 0,
    (e) => {
      left--
      return [e]
    }
  )
}

const takingWhile = <E>(p: (e: E) => boolean) => {
  let left: ReadonlyArray<E> = []
  return stopping<E>(
    () => left.length > 0,
    (e) => {
      if (p(e)) return [e]
      left = [e]
      return []
    },
    () => left
  )
}

const dropping = <E>(k: number) => {
  let left = k
  return endless<E>((e) => (left-- > 0 ? [] : [e]))
}

const scanning = <E>(next: (state: E | undefined, e: E) => E) => {
  let state: E | undefined
  return endless<E>(function* (e) {
    state = next(state, e)
    yield state
  })
}

const stateful = <E>(functions: Functions<E>): ReadonlyArray<Modelled<E>> => [
  fc.nat(6).map((k) => modelled(`take(${k})`, take<E>(k), () => taking(k))),
  predicates(functions).map(({ name, p }) => modelled(`takeWhile(${name})`, takeWhile(p), () => takingWhile(p))),
  fc.nat(4).map((k) => modelled(`drop(${k})`, drop<E>(k), () => dropping(k))),
  unary(functions).map(({ name, f }) => {
    const next = (state: E | undefined, e: E): E =>
      state === undefined ? f(e) : functions.change(state, functions.key(f(e)))
    // the first state is not handed on
    const sums = scanLeft<E, E | undefined>(undefined, next) as Enumeratee<E, E>
    return modelled(`scanLeft(s + (e ${name}))`, sums, () => scanning(next))
  })
]

/** The identity leaves no trace, not in what is left over either. */
const compose = <E>(f: ModelledEnumeratee<E>, g: ModelledEnumeratee<E>): ModelledEnumeratee<E> =>
  modelled(
    `${f.toString()} ▸ ${g.toString()}`,
    f.enumeratee.compose(g.enumeratee),
    f.isIdentity ? g.machine : g.isIdentity ? f.machine : inARow(f.machine, g.machine),
    f.isIdentity && g.isIdentity
  )

/**
 * Enumeratees of all kinds, one or several composed in either nesting. Some wait for microtasks, some throw on an
 * element.
 *
 * @category arbitraries
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const words = fc.string()
 * const enumeratees = Laws.enumeratees(Laws.functionsOf(words))
 * await fc.assert(
 *   fc.asyncProperty(Laws.enumerators(words), enumeratees, enumeratees, async ({ enumerator }, f, g) => {
 *     const inTwo = await Laws.delivered(enumerator.through(f.enumeratee).through(g.enumeratee))
 *     assert.deepStrictEqual(await Laws.delivered(enumerator.through(f.enumeratee.compose(g.enumeratee))), inTwo)
 *   })
 * )
 */
export const enumeratees = <E>(functions: Functions<E> = functionsOf()): fc.Arbitrary<ModelledEnumeratee<E>> => {
  const simple = fc.oneof(...stateless(functions), ...stateful(functions))
  return fc.oneof(
    { weight: 3, arbitrary: simple },
    { weight: 2, arbitrary: fc.array(simple, { minLength: 2, maxLength: 4 }).map((all) => all.reduce(compose)) },
    fc.array(simple, { minLength: 2, maxLength: 4 }).map((all) => all.reduceRight((last, one) => compose(one, last)))
  )
}
