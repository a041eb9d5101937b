/** Iteratees that are not made of others, each with its model. */
import * as fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import * as In from '../../Input.js'
import { cont, done, error } from '../../iteratee/constructors.js'
import { fold, foldM, getChunks, ignore } from '../../iteratee/folding.js'
import type { Iteratee } from '../../iteratee/model.js'
import { head } from '../../iteratee/reading.js'
import { late, pause } from '../waiting.js'
import { atEof, early, type Ending, failed } from './ending.js'
import { boom } from './enumeratees.js'
import type { Functions } from './functions.js'

/**
 * An iteratee with its model.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export interface ModelledIteratee<E> {
  readonly iteratee: Iteratee<E, unknown>
  /** what becomes of it when it is fed these and then, if it wants it, EOF */
  readonly model: (fed: ReadonlyArray<E>) => Ending<E>
  /** what it is made of, for a report */
  readonly toString: () => string
}

/** @internal */
export const modelled = <E>(
  name: string,
  iteratee: Iteratee<E, unknown>,
  model: (fed: ReadonlyArray<E>) => Ending<E>
): ModelledIteratee<E> => ({ iteratee, model, toString: () => name })

const byHand = <E>(on: {
  readonly el: (element: E) => Iteratee<E, unknown>
  readonly empty: () => Iteratee<E, unknown>
  readonly atEof: unknown
}): Iteratee<E, unknown> =>
  cont(In.match({ el: on.el, empty: on.empty, eof: () => done<E, unknown>(on.atEof, In.eof) }))

const takeFrom = <E>(n: number, taken: ReadonlyArray<E>): Iteratee<E, unknown> =>
  n === 0
    ? done(taken)
    : byHand<E>({ el: (e) => takeFrom(n - 1, [...taken, e]), empty: () => takeFrom(n, taken), atEof: taken })

const peeking = <E>(): Iteratee<E, unknown> =>
  byHand<E>({ el: (e) => done(O.some(e), In.el(e)), empty: () => peeking(), atEof: O.none })

const refuse = <E>(bad: number, key: (e: E) => number): Iteratee<E, unknown> =>
  byHand<E>({
    el: (e) => (key(e) === bad ? error(`refused ${String(bad)}`, In.el(e)) : refuse(bad, key)),
    empty: () => refuse(bad, key),
    atEof: 'all well'
  })

const sumFrom = <E>(limit: number, s: number, key: (e: E) => number): Iteratee<E, unknown> =>
  s > limit
    ? done(s)
    : byHand<E>({ el: (e) => sumFrom(limit, s + key(e), key), empty: () => sumFrom(limit, s, key), atEof: s })

/** Those that read their elements only, or not at all. */
const blind = <E>(): fc.Arbitrary<ModelledIteratee<E>>[] => [
  fc.constantFrom(
    modelled('getChunks', getChunks<E>(), (fed) => atEof([...fed])),
    modelled('head', head<E>(), (fed) => (fed.length > 0 ? early(O.some(fed[0]), fed.slice(1)) : atEof(O.none))),
    modelled('ignore', ignore<E>(), () => atEof(undefined)),
    modelled('peek', peeking<E>(), (fed) => (fed.length > 0 ? early(O.some(fed[0]), fed) : atEof(O.none)))
  ),
  fc.nat(4).map((n) =>
    modelled(`takeN(${n})`, takeFrom<E>(n, []), (fed) => {
      const taken = fed.slice(0, n)
      return taken.length === n ? early(taken, fed.slice(n)) : atEof(taken)
    })
  ),
  fc.nat(3).map((value) => modelled<E>(`done(${value})`, done(value), (fed) => early(value, fed)))
]

const summing = <E>({ key }: Functions<E>): fc.Arbitrary<ModelledIteratee<E>>[] => {
  const total = (fed: ReadonlyArray<E>): number => fed.reduce((s, e) => s + key(e), 0)
  return [
    fc.constant(
      modelled(
        'sum',
        fold(0, (s: number, e: E) => s + key(e)),
        (fed) => atEof(total(fed))
      )
    ),
    fc.nat(2).map((delay) =>
      modelled(
        'sumM',
        foldM(0, (s: number, e: E) => late(s + key(e), delay)),
        (fed) => atEof(total(fed))
      )
    ),
    fc.integer({ min: -1, max: 12 }).map((limit) =>
      modelled(`sumUntil(${limit})`, sumFrom(limit, 0, key), (fed) => {
        let s = 0
        for (const [i, e] of fed.entries()) {
          if (s > limit) return early(s, fed.slice(i))
          s += key(e)
        }
        return s > limit ? early(s, []) : atEof(s)
      })
    )
  ]
}

const failing = <E>({ key }: Functions<E>): fc.Arbitrary<ModelledIteratee<E>>[] => {
  const meets = (bad: number, fed: ReadonlyArray<E>): boolean => fed.some((e) => key(e) === bad)
  const total = (fed: ReadonlyArray<E>): number => fed.reduce((s, e) => s + key(e), 0)
  return [
    fc.tuple(fc.integer({ min: 3, max: 9 }), fc.boolean()).map(([bad, waits]) => {
      const add = (s: number, e: E): number => (key(e) === bad ? boom(bad) : s + key(e))
      const addM = (s: number, e: E) => async (): Promise<number> => {
        await pause(1)
        return add(s, e)
      }
      return modelled(`sum${waits ? 'M' : ''}, throws on ${bad}`, waits ? foldM(0, addM) : fold(0, add), (fed) =>
        meets(bad, fed) ? failed(`boom ${String(bad)}`) : atEof(total(fed))
      )
    }),
    fc
      .integer({ min: 3, max: 9 })
      .map((bad) =>
        modelled(`refusing(${bad})`, refuse(bad, key), (fed) =>
          meets(bad, fed) ? failed(`refused ${String(bad)}`) : atEof('all well')
        )
      ),
    fc.constant(modelled<E>('error', error('no'), () => failed('no')))
  ]
}

/** @internal */
export const leaves = <E>(functions: Functions<E>): fc.Arbitrary<ModelledIteratee<E>> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.oneof(...blind<E>()) },
    { weight: 3, arbitrary: fc.oneof(...summing(functions)) },
    { weight: 1, arbitrary: fc.oneof(...failing(functions)) }
  )
