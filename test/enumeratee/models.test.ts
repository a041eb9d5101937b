/** Each enumeratee does what a generator over a list does, wherever it is attached and however the input is cut. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as N from 'fp-ts/lib/number.js'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import { type Cutting, cuttings, elements } from '../support/cuttings'
import { boom } from '../support/enumeratees'
import { type Ending, iteratees, type ModelledIteratee } from '../support/iteratees'
import { delivered, restIn, resultIn, running, withRest } from '../support/observed'
import { late, pause } from '../support/pause'

/** A list that is read one element at a time; the last one may be given back. */
class Reader implements Iterable<number> {
  private at = 0

  constructor(private readonly list: ReadonlyArray<number>) {}

  [Symbol.iterator](): Iterator<number> {
    return {
      next: () => (this.at < this.list.length ? { done: false, value: this.list[this.at++]! } : { done: true, value: 0 })
    }
  }

  unread(): void {
    this.at--
  }

  get rest(): ReadonlyArray<number> {
    return this.list.slice(this.at)
  }
}

/** What a kind is made with. `f` and `p` are the user's functions: their calls are counted, and they may throw. */
interface Functions {
  readonly f: (n: number) => number
  readonly p: (n: number) => boolean
  readonly m: number
  readonly produce: Cutting['produce']
}

interface Adapter {
  readonly enumeratee: Enumeratee<number, number>
  /** yields what is handed on, lazily; what it has not read when it returns is left over */
  readonly model: (fed: Reader) => Iterable<number>
}

const waiting =
  <A>(f: (n: number) => A) =>
  (n: number) =>
  async (): Promise<A> => {
    await pause(n & 3)
    return f(n)
  }

const mappedBy = (f: (n: number) => number): Adapter['model'] =>
  function* (fed) {
    for (const n of fed) yield f(n)
  }

const filteredBy = (p: (n: number) => boolean): Adapter['model'] =>
  function* (fed) {
    for (const n of fed) if (p(n)) yield n
  }

const upTo = (ends: (n: number) => boolean): Adapter['model'] =>
  function* (fed) {
    for (const n of fed) {
      if (ends(n)) {
        fed.unread()
        return
      }
      yield n
    }
  }

const copies = (n: number): ReadonlyArray<number> => Array.from({ length: Math.abs(n) % 3 }, (_, i) => n + i)

const expandedBy = (f: (n: number) => number): Adapter['model'] =>
  function* (fed) {
    for (const n of fed) yield* copies(f(n))
  }

/** Elements through `f`; instead of `m` the end. */
const inputBy =
  (f: (n: number) => number, m: number) =>
  (input: Input<number>): Input<number> =>
    input._tag === 'El' && input.value === m ? Input.eof : Input.map(f)(input)

const inputsBy = (f: (n: number) => number, m: number): Adapter['model'] =>
  function* (fed) {
    for (const n of fed) {
      if (n === m) return
      yield f(n)
    }
  }

const fours: ReadonlyArray<number> = [-4, -5]

const kinds = {
  collect: ({ f, p }) => ({
    enumeratee: Enumeratee.collect((n) => (p(n) ? O.some(f(n)) : O.none)),
    *model(fed) {
      for (const n of fed) if (p(n)) yield f(n)
    }
  }),
  filterNot: ({ p }) => ({ enumeratee: Enumeratee.filterNot(p), model: filteredBy((n) => !p(n)) }),
  filterM: ({ p }) => ({ enumeratee: Enumeratee.filterM(waiting(p)), model: filteredBy(p) }),
  dropWhile: ({ p }) => ({
    enumeratee: Enumeratee.dropWhile(p),
    *model(fed) {
      let dropping = true
      for (const n of fed) if (!(dropping = dropping && p(n))) yield n
    }
  }),
  breakE: ({ p }) => ({ enumeratee: Enumeratee.breakE(p), model: upTo(p) }),
  heading: ({ produce }) => ({
    enumeratee: Enumeratee.heading(produce(fours)),
    *model(fed) {
      yield* fours
      yield* fed
    }
  }),
  trailing: ({ produce }) => ({
    enumeratee: Enumeratee.trailing(produce(fours)),
    *model(fed) {
      yield* fed
      yield* fours
    }
  }),
  mapInput: ({ f, m }) => ({ enumeratee: Enumeratee.mapInput(inputBy(f, m)), model: inputsBy(f, m) }),
  mapInputM: ({ f, m }) => ({
    enumeratee: Enumeratee.mapInputM((input) => async () => inputBy(f, m)(await late(input, 2)())),
    model: inputsBy(f, m)
  }),
  mapInputFlatten: ({ f, produce }) => ({
    enumeratee: Enumeratee.mapInputFlatten(
      Input.match({
        el: (n: number) => produce(copies(f(n))),
        empty: () => Enumerator.empty,
        eof: () => produce(fours)
      })
    ),
    *model(fed) {
      yield* expandedBy(f)(fed)
      yield* fours
    }
  }),
  mapFlatten: ({ f, produce }) => ({
    enumeratee: Enumeratee.mapFlatten((n) => produce(copies(f(n)))),
    model: expandedBy(f)
  }),
  mapConcatInput: ({ f }) => ({
    enumeratee: Enumeratee.mapConcatInput((n) => copies(f(n)).flatMap((x) => [Input.empty, Input.el(x)])),
    model: expandedBy(f)
  }),
  zipWithIndex: ({ f }) => ({
    enumeratee: Enumeratee.zipWithIndex<number>().compose(Enumeratee.map(([n, i]) => f(n) * 100 + i)),
    *model(fed) {
      let i = 0
      for (const n of fed) yield f(n) * 100 + i++
    }
  }),
  dedupe: ({ f }) => ({
    enumeratee: Enumeratee.dedupe<number>({ equals: (x, y) => N.Eq.equals(f(x) & 2, y & 2) }),
    *model(fed) {
      let last: number | undefined
      for (const n of fed) {
        if (last !== undefined && (f(last) & 2) === (n & 2)) continue
        last = n
        yield n
      }
    }
  }),
  intersperse: ({ m }) => ({
    enumeratee: Enumeratee.intersperse(m),
    *model(fed) {
      let first = true
      for (const n of fed) {
        if (!first) yield m
        first = false
        yield n
      }
    }
  }),
  onIterateeDone: () => ({ enumeratee: Enumeratee.onIterateeDone(() => undefined), model: (fed) => fed }),
  onEOF: () => ({ enumeratee: Enumeratee.onEOF(() => undefined), model: (fed) => fed }),
  decode: ({ f }) => ({
    enumeratee: Enumeratee.decode(new t.Type('F', t.number.is, (n: number) => t.success(f(n)), N.MonoidSum.concat)),
    model: mappedBy(f)
  }),
  promap: ({ f, p }) => ({
    enumeratee: Enumeratee.promap(f, (n: number) => n * 2)(Enumeratee.takeWhile(p)),
    *model(fed) {
      for (const n of fed) {
        const m = f(n)
        if (!p(m)) {
          fed.unread()
          return
        }
        yield m * 2
      }
    }
  })
} satisfies Record<string, (functions: Functions) => Adapter>

interface Given {
  readonly make: () => Adapter & { readonly calls: ReadonlyArray<number> }
  readonly toString: () => string
}

const givenWith = (bad: fc.Arbitrary<number>): fc.Arbitrary<Given> =>
  fc
    .record({
      name: fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])),
      bad,
      k: fc.integer({ min: 1, max: 4 }),
      m: fc.integer({ min: 0, max: 12 }),
      cutting: cuttings
    })
    .map(({ name, bad, k, m, cutting }) => ({
      make: () => {
        const calls: number[] = []
        const called = (n: number): number => {
          calls.push(n)
          return n === bad ? boom(n) : n
        }
        const functions = {
          f: (n: number) => called(n) + k,
          p: (n: number) => called(n) % (k + 1) !== 1,
          m,
          produce: cutting.produce
        }
        return { ...(kinds[name] as (functions: Functions) => Adapter)(functions), calls }
      },
      toString: () => `${name}(${k}, ${m}, throws on ${bad}, ${cutting.toString()})`
    }))

const given: fc.Arbitrary<Given> = givenWith(fc.integer({ min: 5, max: 14 }))
const givenSound: fc.Arbitrary<Given> = givenWith(fc.constant(NaN))

const throughModel = ({ model }: Adapter, fed: ReadonlyArray<number>) => {
  const elements: number[] = []
  try {
    for (const n of model(new Reader(fed))) elements.push(n)
    return { elements, failure: undefined }
  } catch (error) {
    return { elements, failure: (error as Error).message }
  }
}

/** How an iteratee behind an adapter ends: it is handed no more than it takes. */
const ending = ({ model: adapt }: Adapter, { model }: ModelledIteratee, fed: ReadonlyArray<number>): Ending => {
  const reader = new Reader(fed)
  const handed: number[] = []
  try {
    if (!model([]).early) {
      for (const n of adapt(reader)) {
        handed.push(n)
        if (model(handed).early) break
      }
    }
  } catch (error) {
    return { _tag: 'Failed', message: (error as Error).message, early: true }
  }
  const inner = model(handed)
  return inner._tag === 'Done' ? { ...inner, rest: reader.rest } : inner
}

test('an enumerator delivers, through an enumeratee, what the model yields', async () => {
  await fc.assert(
    fc.asyncProperty(given, elements, cuttings, async ({ make }, fed, cutting) => {
      const adapter = make()
      const adapted = cutting.produce(fed).through(adapter.enumeratee)
      const expected = throughModel(adapter, fed)
      expect(await Promise.all([delivered(adapted), delivered(adapted)])).toEqual([expected, expected])
    }),
    { numRuns: 300 }
  )
})

test('an iteratee has the same result behind an enumeratee on either side', async () => {
  await fc.assert(
    fc.asyncProperty(given, iteratees, elements, cuttings, async ({ make }, it, fed, cutting) => {
      const adapter = make()
      const expected = resultIn(ending(adapter, it, fed))
      const source = cutting.produce(fed)
      expect(await running(source.through(adapter.enumeratee), it.iteratee)).toEqual(expected)
      expect(await running(source, adapter.enumeratee.transform(it.iteratee))).toEqual(expected)
    }),
    { numRuns: 300 }
  )
})

test('what is neither adapted nor refused is left over', async () => {
  await fc.assert(
    fc.asyncProperty(given, iteratees, elements, cuttings, async ({ make }, it, fed, cutting) => {
      const adapter = make()
      const transformed = withRest(adapter.enumeratee.transform(it.iteratee))
      expect(await running(cutting.produce(fed), transformed)).toEqual(restIn(ending(adapter, it, fed)))
    }),
    { numRuns: 300 }
  )
})

test("a user's function is called for the elements that are taken, once each, and for no others", async () => {
  const firsts: ReadonlyArray<(k: number) => Iteratee<number, unknown>> = [
    (k) => Iteratee.takeUpTo(k),
    (k) => Enumeratee.take<number>(k).transform(Iteratee.foldM(0, (s: number, n: number) => late(s + n, 2))),
    (k) => Enumeratee.take<number>(k).transform(Iteratee.fold(0, N.MonoidSum.concat))
  ]
  await fc.assert(
    fc.asyncProperty(
      given,
      elements,
      fc.nat(5),
      fc.constantFrom(...firsts),
      cuttings,
      async ({ make }, fed, k, first, cutting) => {
        const modelled = make()
        let left = k
        try {
          if (left > 0) for (const _ of modelled.model(new Reader(fed))) if (--left === 0) break
        } catch {
          // what was called before counts
        }
        const through = make()
        await cutting.produce(fed).through(through.enumeratee).run(first(k))()
        expect(through.calls).toEqual(modelled.calls)
        const transformed = make()
        await cutting.produce(fed).run(transformed.enumeratee.transform(first(k)))()
        expect(transformed.calls).toEqual(modelled.calls)
      }
    ),
    { numRuns: 300 }
  )
})
