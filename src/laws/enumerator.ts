/** The laws of enumerators, checked on one's own. */
import * as fc from 'fast-check'
import { take } from '../enumeratee/slicing.js'
import type { Enumerator } from '../enumerator/model.js'
import { empty, enumInput } from '../enumerator/sequence.js'
import * as In from '../Input.js'
import { getChunks } from '../iteratee/folding.js'
import { resultIn } from './arbitraries/ending.js'
import { iteratees } from './arbitraries/iteratees.js'
import { law, type Law, lawful, type Options } from './checking.js'
import { deliveredBy } from './enumeratee.js'
import { stateOf } from './feeding.js'
import { firstN } from './firstN.js'
import { delivered, expectSame, type Observed, running } from './observing.js'

/**
 * How an enumerator is checked, and what is expected of it beyond the laws.
 *
 * @category checking
 * @since 0.1.0
 */
export interface EnumeratorOptions<E> extends Options {
  /** looks at so many elements, 100 by default: the enumerator may be endless */
  readonly limit?: number
  /** says that it sends `EOF` at its end, as `Enumerator.eof` does; by default none may */
  readonly sendsEof?: boolean
  /** the elements; of a generator, what it throws is the failure expected after what it has yielded */
  readonly expected?: () => Iterable<E>
}

const values = <E>(e: Enumerator<E>, counts: fc.Arbitrary<number>): ReadonlyArray<Law> => [
  law(
    'each run delivers the same',
    fc.asyncProperty(counts, async (n) => {
      const first = e.through(take(n))
      const once = await delivered(first)
      expectSame(await delivered(first), once)
    })
  ),
  law(
    'two runs at the same time do not meet',
    fc.asyncProperty(counts, counts, async (m, n) => {
      const [a, b] = [e.through(take(m)), e.through(take(n))]
      const alone = [await delivered(a), await delivered(b)]
      expectSame(await Promise.all([delivered(a), delivered(b)]), alone)
    })
  )
]

const feeding = <E>(e: Enumerator<E>, limited: Enumerator<E>, counts: fc.Arbitrary<number>): ReadonlyArray<Law> => [
  law(
    'empty is neutral under andThen, and so is Empty',
    fc.asyncProperty(counts, async (n) => {
      const first = e.through(take(n))
      const expected = await delivered(first)
      for (const neutral of [empty, enumInput<never>(In.empty)]) {
        expectSame(await delivered(neutral.andThen(first)), expected)
        expectSame(await delivered(first.andThen(neutral)), expected)
      }
    })
  ),
  law(
    'it feeds any iteratee the elements that it delivers',
    fc.asyncProperty(iteratees<E>(), async ({ iteratee, model }) => {
      const { elements, failure } = await delivered(limited)
      const ending = model(elements)
      const expected: Observed<unknown> =
        failure === undefined || ending.early ? resultIn(ending) : { _tag: 'Left', left: failure }
      expectSame(await running(limited, iteratee), expected)
    })
  ),
  law(
    'it stops when the iteratee is done',
    fc.asyncProperty(counts, async (n) => {
      let handedOn = 0
      const noting = e.map((x) => {
        handedOn++
        return x
      })
      await running(noting, firstN(n))
      if (handedOn > n) throw new Error(`${String(handedOn)} elements were handed on, and ${String(n)} needed`)
    })
  )
]

const noEof = <E>(limited: Enumerator<E>): Law =>
  law(
    'it sends no EOF by itself',
    fc.asyncProperty(fc.constant(undefined), async () => {
      const reached = await stateOf(await limited.apply(getChunks<E>())())
      if (reached._tag === 'Done') throw new Error('an iteratee that takes all there is has been ended')
    })
  )

/**
 * Checks the laws of enumerators on one; see the module `Enumerator`.
 *
 * That each run delivers the same, also two at the same time. That it sends no `EOF` by itself. That `empty` is neutral.
 * That any iteratee, generated ones, is fed those elements, and is fed no more when it is done. And that they are the
 * expected ones, where that is said. Endless enumerators are looked at as far as `limit`.
 *
 * Rejects with an error that names each law that is violated, and shows the case. One whose order depends on time, as
 * that of `interleave` does, does not pass.
 *
 * @category checking
 * @since 0.1.0
 * @example
 * import { Enumerator } from 'fp-ts-iteratee'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const naturals = Enumerator.unfold(0, (n) => O.some([n + 1, n] as const))
 * await Laws.enumerator(naturals, { limit: 10, expected: () => naturals0() })
 * function* naturals0() { for (let n = 0; ; n++) yield n }
 *
 * await assert.rejects(Laws.enumerator(Enumerator.of(1).andThen(Enumerator.eof)), /it sends no EOF by itself/)
 */
export const enumerator = <E>(enumerator: Enumerator<E>, options: EnumeratorOptions<E> = {}): Promise<void> => {
  const { limit = 100, sendsEof = false, expected } = options
  const counts = fc.nat(limit)
  const limited = enumerator.through(take(limit))
  const laws = [
    ...values(enumerator, counts),
    ...feeding(enumerator, limited, counts),
    ...(sendsEof ? [] : [noEof(limited)])
  ]
  if (expected !== undefined) {
    const asExpected = fc.asyncProperty(counts, async (n) => {
      expectSame(
        await delivered(enumerator.through(take(n))),
        deliveredBy(() => firstFrom(n, expected()))
      )
    })
    laws.push(law('it delivers what is expected', asExpected))
  }
  return lawful('enumerator', laws, options)
}

function* firstFrom<X>(n: number, all: Iterable<X>): Iterable<X> {
  let left = n
  if (left === 0) return
  for (const x of all) {
    yield x
    if (--left === 0) return
  }
}
