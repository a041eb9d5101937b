/** Iteratees with a model: what becomes of them when they are fed a list and then, if they want it, EOF. */
import * as fc from 'fast-check'
import { Input, Iteratee } from 'fp-ts-iteratee'
import * as O from 'fp-ts/lib/Option.js'
import { boom, enumeratees, type ModelledEnumeratee } from './enumeratees'
import { late, pause } from './pause'

/** How an iteratee ends. `early`: before EOF. */
export type Ending =
  | { readonly _tag: 'Done'; readonly value: unknown; readonly rest: ReadonlyArray<number>; readonly early: boolean }
  | { readonly _tag: 'Failed'; readonly message: string; readonly early: boolean }

export interface ModelledIteratee {
  readonly iteratee: Iteratee<number, unknown>
  readonly model: (fed: ReadonlyArray<number>) => Ending
  readonly toString: () => string
}

const modelled = (
  name: string,
  iteratee: Iteratee<number, unknown>,
  model: (fed: ReadonlyArray<number>) => Ending
): ModelledIteratee => ({ iteratee, model, toString: () => name })

const atEof = (value: unknown): Ending => ({ _tag: 'Done', value, rest: [], early: false })
const early = (value: unknown, rest: ReadonlyArray<number>): Ending => ({ _tag: 'Done', value, rest, early: true })
const failed = (message: string): Ending => ({ _tag: 'Failed', message, early: true })

const plus = (s: number, n: number): number => s + n
const total = (ns: ReadonlyArray<number>): number => ns.reduce(plus, 0)

const sum = modelled('sum', Iteratee.fold(0, plus), (fed) => atEof(total(fed)))

const sumM = fc.nat(2).map((delay) =>
  modelled(
    'sumM',
    Iteratee.foldM(0, (s: number, n: number) => late(s + n, delay)),
    (fed) => atEof(total(fed))
  )
)

const failingSum = fc.tuple(fc.integer({ min: 3, max: 9 }), fc.boolean()).map(([bad, waits]) => {
  const add = (s: number, n: number): number => (n === bad ? boom(n) : s + n)
  const addM = (s: number, n: number) => async (): Promise<number> => {
    await pause(1)
    return add(s, n)
  }
  return modelled(
    `sum${waits ? 'M' : ''}, throws on ${bad}`,
    waits ? Iteratee.foldM(0, addM) : Iteratee.fold(0, add),
    (fed) => (fed.includes(bad) ? failed(`boom ${bad}`) : atEof(total(fed)))
  )
})

const chunks = modelled('getChunks', Iteratee.getChunks<number>(), (fed) => atEof([...fed]))

const head = modelled('head', Iteratee.head<number>(), (fed) =>
  fed.length > 0 ? early(O.some(fed[0]), fed.slice(1)) : atEof(O.none)
)

const ignore = modelled('ignore', Iteratee.ignore<number>(), () => atEof(undefined))

const done = fc.nat(3).map((value) => modelled(`done(${value})`, Iteratee.done(value), (fed) => early(value, fed)))

const error = modelled('error', Iteratee.error('no'), () => failed('no'))

const takeFrom = (n: number, taken: ReadonlyArray<number>): Iteratee<number, unknown> =>
  n === 0
    ? Iteratee.done(taken)
    : Iteratee.cont<number, unknown>(
        Input.match({
          el: (e: number) => takeFrom(n - 1, [...taken, e]),
          empty: () => takeFrom(n, taken),
          eof: () => Iteratee.done(taken, Input.eof)
        })
      )

const takeN = fc.nat(4).map((n) =>
  modelled(`takeN(${n})`, takeFrom(n, []), (fed) => {
    const taken = fed.slice(0, n)
    return taken.length === n ? early(taken, fed.slice(n)) : atEof(taken)
  })
)

const sumFrom = (limit: number, s: number): Iteratee<number, unknown> =>
  s > limit
    ? Iteratee.done(s)
    : Iteratee.cont<number, unknown>(
        Input.match({
          el: (n: number) => sumFrom(limit, s + n),
          empty: () => sumFrom(limit, s),
          eof: () => Iteratee.done(s, Input.eof)
        })
      )

const sumUntil = fc.integer({ min: -1, max: 12 }).map((limit) =>
  modelled(`sumUntil(${limit})`, sumFrom(limit, 0), (fed) => {
    let s = 0
    for (let i = 0; ; s += fed[i++] as number) {
      if (s > limit) return early(s, fed.slice(i))
      if (i === fed.length) return atEof(s)
    }
  })
)

/** Looks at the next element and leaves it. */
const peeking: Iteratee<number, unknown> = Iteratee.cont<number, unknown>(
  Input.match({
    el: (e: number) => Iteratee.done(O.some(e), Input.el(e)),
    empty: () => peeking,
    eof: () => Iteratee.done(O.none, Input.eof)
  })
)

const peek = modelled('peek', peeking, (fed) => (fed.length > 0 ? early(O.some(fed[0]), fed) : atEof(O.none)))

const refuse = (bad: number): Iteratee<number, unknown> =>
  Iteratee.cont<number, unknown>(
    Input.match({
      el: (e: number) => (e === bad ? Iteratee.error(`refused ${e}`, Input.el(e)) : refuse(bad)),
      empty: () => refuse(bad),
      eof: () => Iteratee.done('all well', Input.eof)
    })
  )

const refusing = fc
  .integer({ min: 3, max: 9 })
  .map((bad) =>
    modelled(`refusing(${bad})`, refuse(bad), (fed) =>
      fed.includes(bad) ? failed(`refused ${bad}`) : atEof('all well')
    )
  )

const leaf: fc.Arbitrary<ModelledIteratee> = fc.oneof(
  fc.constantFrom(sum, chunks, head, ignore, peek),
  takeN,
  sumUntil,
  sumM,
  done,
  { weight: 1, arbitrary: fc.oneof(failingSum, refusing, fc.constant(error)) }
)

const mapped = ({ iteratee, model, toString }: ModelledIteratee): ModelledIteratee =>
  modelled(
    `${toString()}.map`,
    iteratee.map((value) => ({ value })),
    (fed) => {
      const ending = model(fed)
      return ending._tag === 'Done' ? { ...ending, value: { value: ending.value } } : ending
    }
  )

/** One, then the other; both results. */
export const andThen = (a: ModelledIteratee, b: ModelledIteratee): ModelledIteratee =>
  modelled(
    `(${a.toString()} then ${b.toString()})`,
    a.iteratee.flatMap((x) => b.iteratee.map((y) => [x, y])),
    (fed) => {
      const first = a.model(fed)
      if (first._tag === 'Failed') return first
      const second = b.model(first.rest)
      const early = first.early && second.early
      return second._tag === 'Failed' ? { ...second, early } : { ...second, early, value: [first.value, second.value] }
    }
  )

/** An enumeratee in front: it takes no more than the iteratee needs. */
export const behind = ({ enumeratee, machine, toString: name }: ModelledEnumeratee, inner: ModelledIteratee) =>
  modelled(`(${name()} ▸ ${inner.toString()})`, enumeratee.transform(inner.iteratee), (fed) => {
    const { push, stopped, left } = machine()
    const handed: number[] = []
    const ended = (): boolean => inner.model(handed).early || stopped()
    const end = (rest: ReadonlyArray<number>, isEarly: boolean): Ending => {
      const ending = inner.model(handed)
      return ending._tag === 'Failed' ? { ...ending, early: isEarly } : { ...ending, rest, early: isEarly }
    }
    if (ended()) return end(fed, true)
    for (const [i, n] of fed.entries()) {
      try {
        for (const m of push(n)) {
          handed.push(m)
          if (inner.model(handed).early) return end(fed.slice(i + 1), true)
        }
      } catch (thrown) {
        return failed((thrown as Error).message)
      }
      if (stopped()) return end([...left(), ...fed.slice(i + 1)], true)
    }
    return end([], false)
  })

const { iteratee } = fc.letrec<{ iteratee: ModelledIteratee }>((tie) => ({
  iteratee: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: tie('iteratee').map(mapped) },
    { weight: 2, arbitrary: fc.tuple(tie('iteratee'), tie('iteratee')).map(([a, b]) => andThen(a, b)) },
    { weight: 2, arbitrary: fc.tuple(enumeratees, tie('iteratee')).map(([f, it]) => behind(f, it)) }
  )
}))

/** All kinds, combined. */
export const iteratees: fc.Arbitrary<ModelledIteratee> = iteratee
