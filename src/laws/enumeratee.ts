/** The laws of enumeratees, checked on one's own. */
import * as fc from 'fast-check'
import type { Enumeratee } from '../enumeratee/model.js'
import { passAlong } from '../enumeratee/transforming.js'
import { enumInput, of } from '../enumerator/sequence.js'
import type { Enumerator } from '../enumerator/model.js'
import * as In from '../Input.js'
import type { Iteratee } from '../iteratee/model.js'
import { type Cutting, cuttings } from './arbitraries/cuttings.js'
import { enumerators } from './arbitraries/enumerators.js'
import { enumeratees } from './arbitraries/enumeratees.js'
import { iteratees } from './arbitraries/iteratees.js'
import { scheduled } from './arbitraries/scheduled.js'
import { law, type Law, lawful, type Options } from './checking.js'
import { byHand, els, sparse, ways } from './feeding.js'
import { firstN } from './firstN.js'
import { type Delivered, delivered, expectSame, type Observed, running, withRest } from './observing.js'

/**
 * How an enumeratee is checked, and what is expected of it beyond the laws.
 *
 * @category checking
 * @since 0.1.0
 */
export interface EnumerateeOptions<From, To> extends Options {
  /**
   * what it hands on when it is fed these elements; of a generator, what it throws is the failure expected after what it
   * has yielded
   */
  readonly expected?: (fed: ReadonlyArray<From>) => Iterable<To>
}

/** @internal what a model yields, and how it fails */
export const deliveredBy = <X>(model: () => Iterable<X>): Delivered<X> => {
  const elements: X[] = []
  try {
    for (const x of model()) elements.push(x)
    return { elements, failure: undefined }
  } catch (error) {
    return { elements, failure: error instanceof Error ? error.message : String(error) }
  }
}

/** @internal what an enumeratee does, seen from the side of the enumerator and from that of an iteratee */
export const bothSides = async <From, To, A>(
  e: Enumerator<From>,
  f: Enumeratee<From, To>,
  iteratee: Iteratee<To, A>
): Promise<readonly [Delivered<To>, Observed<readonly [A, ReadonlyArray<From>]>]> => [
  await delivered(e.through(f)),
  await running(e, withRest(f.transform(iteratee)))
]

const values = <From, To>(f: Enumeratee<From, To>, fed: fc.Arbitrary<ReadonlyArray<From>>): ReadonlyArray<Law> => [
  law(
    'each run gives the same',
    fc.asyncProperty(fed, cuttings, async (xs, cutting) => {
      const once = await delivered(cutting.produce(xs).through(f))
      expectSame(await delivered(cutting.produce(xs).through(f)), once)
    })
  ),
  law(
    'two runs at the same time do not meet',
    fc.asyncProperty(fc.scheduler(), fed, fed, async (s, xs, ys) => {
      const alone = [await delivered(of(...xs).through(f)), await delivered(of(...ys).through(f))]
      const run = (cutting: Cutting, zs: ReadonlyArray<From>) => delivered(cutting.produce(zs).through(f))
      expectSame(await s.waitFor(Promise.all([run(scheduled(s, 'a'), xs), run(scheduled(s, 'b'), ys)])), alone)
    })
  )
]

const chunking = <From, To>(f: Enumeratee<From, To>, fed: fc.Arbitrary<ReadonlyArray<From>>): ReadonlyArray<Law> => [
  law(
    'Empty is neutral',
    fc.asyncProperty(fed, fc.array(fc.nat(2)), iteratees<To>(), async (xs, counts, { iteratee }) => {
      const source = sparse(xs, counts).reduce<Enumerator<From>>(
        (all, input) => all.andThen(enumInput(input)),
        enumInput<From>(In.empty)
      )
      expectSame(await bothSides(source, f, iteratee), await bothSides(of(...xs), f, iteratee))
    })
  ),
  law(
    'how the input is cut changes neither what is handed on nor what is left over',
    fc.asyncProperty(fed, cuttings, iteratees<To>(), async (xs, cutting, { iteratee }) => {
      expectSame(await bothSides(cutting.produce(xs), f, iteratee), await bothSides(of(...xs), f, iteratee))
    })
  )
]

const feeding = <From, To>(f: Enumeratee<From, To>, fed: fc.Arbitrary<ReadonlyArray<From>>): Law =>
  law(
    'fed by hand it does what it does in a run',
    fc.asyncProperty(ways, fed, fc.array(fc.nat(2)), iteratees<To>(), async (way, xs, counts, { iteratee }) => {
      const it = f.transform(iteratee)
      const expected = await running(of(...xs), withRest(it))
      for (const inputs of [els(xs), [...sparse(xs, counts), In.empty], [...els(xs), In.eof]])
        expectSame(await byHand(way, it, inputs), expected)
    })
  )

const attaching = <From, To>(f: Enumeratee<From, To>, elements: fc.Arbitrary<From>): ReadonlyArray<Law> => {
  const sources = enumerators(elements)
  return [
    law(
      'passAlong is neutral on both sides of compose',
      fc.asyncProperty(sources, iteratees<To>(), async ({ enumerator: e }, { iteratee }) => {
        const expected = await bothSides(e, f, iteratee)
        expectSame(await bothSides(e, passAlong<From>().compose(f), iteratee), expected)
        expectSame(await bothSides(e, f.compose(passAlong()), iteratee), expected)
      })
    ),
    law(
      'e.through(f).run(it) = e.run(f.transform(it))',
      fc.asyncProperty(sources, iteratees<To>(), async ({ enumerator: e }, { iteratee }) => {
        expectSame(await running(e, f.transform(iteratee)), await running(e.through(f), iteratee))
      })
    ),
    law(
      'e.through(f).through(g) = e.through(f.compose(g))',
      fc.asyncProperty(sources, enumeratees<To>(), async ({ enumerator: e }, { enumeratee: g }) => {
        expectSame(await delivered(e.through(f.compose(g))), await delivered(e.through(f).through(g)))
      })
    ),
    law(
      'f.compose(g).transform(it) = f.transform(g.transform(it))',
      fc.asyncProperty(sources, enumeratees<To>(), iteratees<To>(), async ({ enumerator: e }, g, { iteratee }) => {
        const composed = f.compose(g.enumeratee).transform(iteratee)
        expectSame(await running(e, composed), await running(e, f.transform(g.enumeratee.transform(iteratee))))
      })
    )
  ]
}

/** The result that taking the first `n` has. */
const firstOf = <X>(n: number, { elements, failure }: Delivered<X>): Observed<ReadonlyArray<X>> =>
  failure !== undefined && elements.length < n
    ? { _tag: 'Left', left: failure }
    : { _tag: 'Right', right: elements.slice(0, n) }

const ending = <From, To>(f: Enumeratee<From, To>, fed: fc.Arbitrary<ReadonlyArray<From>>): Law =>
  law(
    'it ends when the iteratee does, and asks for no more',
    fc.asyncProperty(fed, cuttings, fc.nat(4), async (xs, cutting, n) => {
      const expected = firstOf(n, await delivered(cutting.produce(xs).through(f)))
      let [pulled, released, enough] = [0, 0, Infinity]
      const source = cutting.produce(xs).map((x) => {
        pulled++
        return x
      })
      const noting = source.onDoneEnumerating(() => {
        released++
      })
      const first = firstN<To>(n, () => {
        enough = pulled
      })
      expectSame(await running(noting.through(f), first), expected)
      if (pulled > enough) throw new Error(`asked for ${String(pulled - enough)} elements that nobody needs`)
      if (released > 1 || (pulled > 0 && released === 0)) throw new Error(`released ${String(released)} times`)
    })
  )

/**
 * Checks the laws of enumeratees on one, fed with such elements; see the module `Enumeratee`.
 *
 * That it is a value: run twice, also at the same time, it does the same. That `Empty` is neutral and cuts change
 * nothing. That fed by hand, one input after the other, it does what it does in a run. That `passAlong` is neutral on both sides of `compose`, and that it has one meaning wherever it is attached:
 * `through`, `transform` and `compose` agree, with generated iteratees and enumeratees. That it ends, and asks for no
 * more, when the iteratee is done. And that it hands on what a model says, where there is one.
 *
 * Rejects with an error that names each law that is violated, and shows the case.
 *
 * @category checking
 * @since 0.1.0
 * @example
 * import { Enumeratee } from 'fp-ts-iteratee'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const initials = Enumeratee.map((s: string) => s.slice(0, 1))
 * await Laws.enumeratee(initials, fc.string(), { expected: (fed) => fed.map((s) => s.slice(0, 1)), numRuns: 20 })
 *
 * let n = 0
 * const numbered = Enumeratee.map((s: string) => `${n++} ${s}`)
 * await assert.rejects(Laws.enumeratee(numbered, fc.string(), { numRuns: 20 }), /each run gives the same/)
 */
export const enumeratee = <From, To>(
  enumeratee: Enumeratee<From, To>,
  elements: fc.Arbitrary<From>,
  options: EnumerateeOptions<From, To> = {}
): Promise<void> => {
  const fed = fc.array(elements, { maxLength: 12 })
  const { expected } = options
  const laws = [
    ...values(enumeratee, fed),
    ...chunking(enumeratee, fed),
    feeding(enumeratee, fed),
    ...attaching(enumeratee, elements),
    ending(enumeratee, fed)
  ]
  if (expected !== undefined) {
    const asExpected = fc.asyncProperty(fed, cuttings, async (xs, cutting) => {
      expectSame(
        await delivered(cutting.produce(xs).through(enumeratee)),
        deliveredBy(() => expected(xs))
      )
    })
    laws.push(law('what is handed on is what is expected', asExpected))
  }
  return lawful('enumeratee', laws, options)
}
