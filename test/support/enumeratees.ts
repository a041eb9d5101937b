/** Enumeratees with a model: a machine that is pushed one element and yields what is handed on. */
import * as fc from 'fast-check'
import { Enumeratee } from 'fp-ts-iteratee'
import { late } from './pause'

export interface Machine {
  readonly stopped: () => boolean
  /** lazily: what it throws, it throws after what came before */
  readonly push: (element: number) => Iterable<number>
  /** once stopped: what was pushed and not consumed */
  readonly left: () => ReadonlyArray<number>
}

export interface ModelledEnumeratee {
  readonly enumeratee: Enumeratee<number, number>
  readonly machine: () => Machine
  readonly toString: () => string
}

const never = (): boolean => false
const nothing = (): ReadonlyArray<number> => []

const stateless = (push: (element: number) => Iterable<number>) => (): Machine => ({
  stopped: never,
  push,
  left: nothing
})

const modelled = (
  name: string,
  enumeratee: Enumeratee<number, number>,
  machine: () => Machine
): ModelledEnumeratee => ({ enumeratee, machine, toString: () => name })

export const boom = (n: number): number => {
  throw new Error(`boom ${n}`)
}

/** A function of numbers, that may throw on one of them. */
interface Fn {
  readonly name: string
  readonly f: (n: number) => number
}

const fns: fc.Arbitrary<Fn> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -2, max: 3 }).map((k) => ({ name: `+ ${k}`, f: (n: number) => n + k })) },
  fc.integer({ min: 5, max: 12 }).map((k) => ({ name: `throws on ${k}`, f: (n: number) => (n === k ? boom(n) : n) }))
)

const predicates: fc.Arbitrary<{ readonly name: string; readonly p: (n: number) => boolean }> = fc
  .integer({ min: -2, max: 9 })
  .map((k) => ({ name: `≠ ${k}`, p: (n) => n !== k }))

const map = fns.map(({ name, f }) =>
  modelled(
    `map(${name})`,
    Enumeratee.map(f),
    stateless(function* (n) {
      yield f(n)
    })
  )
)

const mapM = fc.tuple(fns, fc.nat(3)).map(([{ name, f }, delay]) =>
  modelled(
    `mapM(${name})`,
    Enumeratee.mapM((n: number) => async () => f(await late(n, delay)())),
    stateless(function* (n) {
      yield f(n)
    })
  )
)

const filter = predicates.map(({ name, p }) =>
  modelled(
    `filter(${name})`,
    Enumeratee.filter(p),
    stateless((n) => (p(n) ? [n] : []))
  )
)

const take = fc.nat(6).map((k) =>
  modelled(`take(${k})`, Enumeratee.take(k), () => {
    let left = k
    return {
      stopped: () => left === 0,
      push: (n) => {
        left--
        return [n]
      },
      left: nothing
    }
  })
)

const takeWhile = predicates.map(({ name, p }) =>
  modelled(`takeWhile(${name})`, Enumeratee.takeWhile(p), () => {
    let left: ReadonlyArray<number> = []
    return {
      stopped: () => left.length > 0,
      push: (n) => {
        if (p(n)) return [n]
        left = [n]
        return []
      },
      left: () => left
    }
  })
)

const drop = fc.nat(4).map((k) =>
  modelled(`drop(${k})`, Enumeratee.drop(k), () => {
    let left = k
    return { stopped: never, push: (n) => (left-- > 0 ? [] : [n]), left: nothing }
  })
)

const scanLeft = fns.map(({ name, f }) =>
  modelled(
    `scanLeft(0, s + (n ${name}))`,
    Enumeratee.scanLeft(0, (s: number, n: number) => s + f(n)),
    () => {
      let state = 0
      return {
        stopped: never,
        push: function* (n) {
          state += f(n)
          yield state
        },
        left: nothing
      }
    }
  )
)

const mapConcat = fc.nat(3).map((k) => {
  const f = (n: number): ReadonlyArray<number> => Array.from({ length: (Math.abs(n) + k) % 4 }, (_, i) => n + i)
  return modelled(`mapConcat(${k})`, Enumeratee.mapConcat(f), stateless(f))
})

const identity = modelled(
  'passAlong',
  Enumeratee.passAlong<number>(),
  stateless((n) => [n])
)

const passAlong = fc.constant(identity)

/** What the second leaves over is of another type than the input: it cannot be handed back. */
const inARow = (f: () => Machine, g: () => Machine) => (): Machine => {
  const first = f()
  const second = g()
  return {
    stopped: () => first.stopped() || second.stopped(),
    push: function* (n) {
      for (const m of first.push(n)) {
        if (second.stopped()) return
        yield* second.push(m)
      }
    },
    left: first.left
  }
}

/** The identity leaves no trace, not in what is left over either. */
const compose = (f: ModelledEnumeratee, g: ModelledEnumeratee): ModelledEnumeratee =>
  modelled(
    `${f.toString()} ▸ ${g.toString()}`,
    f.enumeratee.compose(g.enumeratee),
    f.machine === identity.machine
      ? g.machine
      : g.machine === identity.machine
        ? f.machine
        : inARow(f.machine, g.machine)
  )

const simple: fc.Arbitrary<ModelledEnumeratee> = fc.oneof(
  map,
  filter,
  take,
  takeWhile,
  drop,
  scanLeft,
  mapConcat,
  mapM,
  passAlong
)

/** One, or several composed, in either nesting. */
export const enumeratees: fc.Arbitrary<ModelledEnumeratee> = fc.oneof(
  { weight: 3, arbitrary: simple },
  { weight: 2, arbitrary: fc.array(simple, { minLength: 2, maxLength: 4 }).map((all) => all.reduce(compose)) },
  fc.array(simple, { minLength: 2, maxLength: 4 }).map((all) => all.reduceRight((last, one) => compose(one, last)))
)

/** What a machine makes of a list: what is handed on, and the message of what it throws then. */
export const throughMachine = (
  { machine }: ModelledEnumeratee,
  fed: ReadonlyArray<number>
): { readonly out: ReadonlyArray<number>; readonly failure: string | undefined } => {
  const { push, stopped } = machine()
  const out: number[] = []
  try {
    for (const n of fed) {
      if (stopped()) break
      for (const m of push(n)) out.push(m)
    }
    return { out, failure: undefined }
  } catch (error) {
    return { out, failure: (error as Error).message }
  }
}
