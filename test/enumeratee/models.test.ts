/** Each enumeratee does what a generator over a list does, wherever it is attached and however the input is cut. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as N from 'fp-ts/lib/number.js'
import * as O from 'fp-ts/lib/Option.js'
import { elements, iteratees, type ModelledIteratee } from '../support/numbers'

/** A list that is read; the last element may be given back. */
class Reader implements Iterable<number> {
  private at = 0

  constructor(private readonly list: ReadonlyArray<number>) {}

  *[Symbol.iterator](): Generator<number, void> {
    while (this.at < this.list.length) yield this.list[this.at++] as number
  }

  unread(): void {
    this.at--
  }

  get rest(): ReadonlyArray<number> {
    return this.list.slice(this.at)
  }
}

interface Adapter {
  readonly enumeratee: Enumeratee<number, number>
  /** yields what is handed on, lazily; what it has not read when it returns is left over */
  readonly model: (fed: Reader) => Iterable<number>
}

interface Functions {
  readonly f: (n: number) => number
  readonly p: (n: number) => boolean
  readonly m: number
  readonly produce: Laws.Cutting['produce']
}

const each = (answer: (n: number) => ReadonlyArray<number>): Adapter['model'] =>
  function* (fed) {
    for (const n of fed) yield* answer(n)
  }

/** Up to the first that has no image; that one is left over, or taken. */
const upTo = (image: (n: number) => number | undefined, leaves: boolean): Adapter['model'] =>
  function* (fed) {
    for (const n of fed) {
      const made = image(n)
      if (made === undefined) {
        if (leaves) fed.unread()
        return
      }
      yield made
    }
  }

function* inTurn(...parts: ReadonlyArray<Iterable<number>>): Generator<number> {
  for (const part of parts) yield* part
}

const copies = (n: number): ReadonlyArray<number> => Array.from({ length: Math.abs(n) % 3 }, (_, i) => n + i)

const extra: ReadonlyArray<number> = [-4, -5]

/** Elements through `f`; in place of `m` the end. */
const inputBy =
  ({ f, m }: Functions) =>
  (input: Input<number>): Input<number> =>
    input._tag === 'El' && input.value === m ? Input.eof : Input.map(f)(input)

const kinds: Readonly<Record<string, (functions: Functions) => Adapter>> = {
  collect: ({ f, p }) => ({
    enumeratee: Enumeratee.collect((n) => (p(n) ? O.some(f(n)) : O.none)),
    model: each((n) => (p(n) ? [f(n)] : []))
  }),
  filterNot: ({ p }) => ({ enumeratee: Enumeratee.filterNot(p), model: each((n) => (p(n) ? [] : [n])) }),
  filterM: ({ p }) => ({
    enumeratee: Enumeratee.filterM((n) => async () => p(await Laws.late(n, n & 3)())),
    model: each((n) => (p(n) ? [n] : []))
  }),
  dropWhile: ({ p }) => ({
    enumeratee: Enumeratee.dropWhile(p),
    *model(fed) {
      let dropping = true
      for (const n of fed) {
        dropping = dropping && p(n)
        if (!dropping) yield n
      }
    }
  }),
  breakE: ({ p }) => ({ enumeratee: Enumeratee.breakE(p), model: upTo((n) => (p(n) ? undefined : n), true) }),
  heading: ({ produce }) => ({
    enumeratee: Enumeratee.heading(produce(extra)),
    model: (fed) => inTurn(extra, fed)
  }),
  trailing: ({ produce }) => ({
    enumeratee: Enumeratee.trailing(produce(extra)),
    model: (fed) => inTurn(fed, extra)
  }),
  mapInput: (functions) => ({
    enumeratee: Enumeratee.mapInput(inputBy(functions)),
    model: upTo((n) => (n === functions.m ? undefined : functions.f(n)), false)
  }),
  mapInputM: (functions) => ({
    enumeratee: Enumeratee.mapInputM((input) => async () => inputBy(functions)(await Laws.late(input, 2)())),
    model: upTo((n) => (n === functions.m ? undefined : functions.f(n)), false)
  }),
  mapInputFlatten: ({ f, produce }) => ({
    enumeratee: Enumeratee.mapInputFlatten(
      Input.match({
        el: (n: number) => produce(copies(f(n))),
        empty: () => Enumerator.empty,
        eof: () => produce(extra)
      })
    ),
    model: (fed) => inTurn(each((n) => copies(f(n)))(fed), extra)
  }),
  mapFlatten: ({ f, produce }) => ({
    enumeratee: Enumeratee.mapFlatten((n) => produce(copies(f(n)))),
    model: each((n) => copies(f(n)))
  }),
  mapConcatInput: ({ f }) => ({
    enumeratee: Enumeratee.mapConcatInput((n) => copies(f(n)).flatMap((x) => [Input.empty, Input.el(x)])),
    model: each((n) => copies(f(n)))
  }),
  zipWithIndex: ({ f }) => ({
    enumeratee: Enumeratee.zipWithIndex<number>().compose(Enumeratee.map(([n, i]) => f(n) * 100 + i)),
    *model(fed) {
      let i = 0
      for (const n of fed) yield f(n) * 100 + i++
    }
  }),
  dedupe: ({ f }) => ({
    enumeratee: Enumeratee.dedupe<number>({ equals: (before, n) => f(before) % 2 === n % 2 }),
    *model(fed) {
      let last: number | undefined
      for (const n of fed) if (last === undefined || f(last) % 2 !== n % 2) yield (last = n)
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
  })
}

interface Given {
  readonly make: () => Adapter & { readonly calls: ReadonlyArray<number> }
  readonly toString: () => string
}

const givenWith = (end: fc.Arbitrary<number>): fc.Arbitrary<Given> =>
  fc
    .record({
      kind: fc.constantFrom(...Object.entries(kinds)),
      bad: fc.integer({ min: 5, max: 14 }),
      k: fc.integer({ min: 1, max: 4 }),
      m: end,
      cutting: Laws.cuttings
    })
    .map(({ kind: [name, make], bad, k, m, cutting }) => ({
      make: () => {
        const calls: number[] = []
        const called = (n: number): number => {
          calls.push(n)
          if (n === bad) throw new Error(`boom ${n}`)
          return n
        }
        const functions = {
          f: (n: number) => called(n) + k,
          p: (n: number) => called(n) % (k + 1) !== 1,
          m,
          produce: cutting.produce
        }
        return { ...make(functions), calls }
      },
      toString: () => `${name}(${k}, ${m}, throws on ${bad}, ${cutting.toString()})`
    }))

const given = givenWith(fc.integer({ min: 0, max: 12 }))

const throughModel = ({ model }: Adapter, fed: ReadonlyArray<number>): Laws.Delivered<number> => {
  const elements: number[] = []
  try {
    for (const n of model(new Reader(fed))) elements.push(n)
    return { elements, failure: undefined }
  } catch (error) {
    return { elements, failure: (error as Error).message }
  }
}

/** How an iteratee behind it ends: it is handed no more than it takes. */
const ending = (adapter: Adapter, { model }: ModelledIteratee, fed: ReadonlyArray<number>): Laws.Ending<number> => {
  const reader = new Reader(fed)
  const handed: number[] = []
  try {
    if (!model([]).early) {
      for (const n of adapter.model(reader)) {
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

test('an enumerator delivers what is handed on; two runs do not meet', async () => {
  await fc.assert(
    fc.asyncProperty(given, elements, Laws.cuttings, async ({ make }, fed, cutting) => {
      const adapter = make()
      const adapted = cutting.produce(fed).through(adapter.enumeratee)
      const expected = throughModel(adapter, fed)
      expect(await Promise.all([Laws.delivered(adapted), Laws.delivered(adapted)])).toEqual([expected, expected])
    }),
    { numRuns: 300 }
  )
})

test('an iteratee has the same result behind it on either side; what was not taken is left over', async () => {
  await fc.assert(
    fc.asyncProperty(given, iteratees, elements, Laws.cuttings, async ({ make }, it, fed, cutting) => {
      const adapter = make()
      const [end, source] = [ending(adapter, it, fed), cutting.produce(fed)]
      expect(await Laws.running(source.through(adapter.enumeratee), it.iteratee)).toEqual(Laws.resultIn(end))
      expect(await Laws.running(source, Laws.withRest(adapter.enumeratee.transform(it.iteratee)))).toEqual(
        Laws.restIn(end)
      )
    }),
    { numRuns: 300 }
  )
})

test('an iteratee that is applied on is not ended, and may be fed more', async () => {
  await fc.assert(
    fc.asyncProperty(givenWith(fc.constant(NaN)), elements, Laws.cuttings, async ({ make }, fed, cutting) => {
      const adapter = make()
      const { elements: out, failure } = throughModel(adapter, fed)
      const inner = await cutting.produce(fed).run(adapter.enumeratee.applyOn(Iteratee.getChunks<number>()))()
      const more = E.isRight(inner) ? await Laws.running(cutting.produce([7, 8]), inner.right) : Laws.seen(inner)
      expect(more).toEqual(failure === undefined ? E.right([...out, 7, 8]) : E.left(failure))
    })
  )
})

test('fed in parts it stays a value: whatever follows one end is not seen in another', async () => {
  await fc.assert(
    fc.asyncProperty(
      given,
      iteratees,
      fc.tuple(elements, elements, elements),
      Laws.cuttings,
      async (g, it, [first, one, other], cut) => {
        const adapter = g.make()
        const begun = await cut.produce(first).apply(Laws.withRest(adapter.enumeratee.transform(it.iteratee)))()
        for (const following of [one, other, one]) {
          const expected = Laws.restIn(ending(adapter, it, [...first, ...following]))
          expect(await Laws.running(cut.produce(following), begun)).toEqual(expected)
        }
      }
    ),
    { numRuns: 300 }
  )
})

test("a user's function is called once for each element that is taken, in order, and for no other", async () => {
  const firsts: ReadonlyArray<(k: number) => Iteratee<number, unknown>> = [
    (k) => Iteratee.takeUpTo(k),
    (k) => Enumeratee.take<number>(k).transform(Iteratee.foldM(0, (s: number, n: number) => Laws.late(s + n, 2))),
    (k) => Enumeratee.take<number>(k).transform(Iteratee.fold(0, N.MonoidSum.concat))
  ]
  const taking = fc.tuple(fc.nat(4), fc.constantFrom(...firsts))
  await fc.assert(
    fc.asyncProperty(given, elements, taking, Laws.cuttings, async ({ make }, fed, [k, first], cutting) => {
      const [modelled, adapting, adapted] = [make(), make(), make()]
      try {
        let left = k
        if (k > 0) for (const _ of modelled.model(new Reader(fed))) if (--left === 0) break
      } catch {
        // what was called before counts
      }
      await cutting.produce(fed).through(adapting.enumeratee).run(first(k))()
      await cutting.produce(fed).run(adapted.enumeratee.transform(first(k)))()
      expect([adapting.calls, adapted.calls]).toEqual([modelled.calls, modelled.calls])
    }),
    { numRuns: 300 }
  )
})
