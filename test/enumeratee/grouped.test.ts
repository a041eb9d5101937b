/** Groups as a folder makes them, one after the other; see `Enumeratee.grouped`. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { elements, iteratees, type ModelledIteratee } from '../support/numbers'

const idle =
  'Enumeratee.grouped: the iteratee is done without taking an element, and would be so for ever; let it take at least one'

interface Group {
  readonly value: unknown
  /** what is left of the input behind it */
  readonly rest: ReadonlyArray<number>
}

/** The groups that a folder makes of a list; throws where it fails, or takes nothing. */
function* groups({ model }: ModelledIteratee, fed: ReadonlyArray<number>): Generator<Group> {
  let rest = fed
  while (rest.length > 0) {
    let n = 0
    while (n < rest.length && !model(rest.slice(0, n)).early) n++
    const ending = model(rest.slice(0, n))
    if (ending._tag === 'Failed') throw new Error(ending.message)
    const left = [...ending.rest, ...rest.slice(n)]
    if (ending.early && left.length === rest.length) throw new Error(idle)
    rest = left
    yield { value: ending.value, rest }
  }
}

const groupsOf = (folder: ModelledIteratee, fed: ReadonlyArray<number>): Laws.Delivered<unknown> => {
  const elements: unknown[] = []
  try {
    for (const { value } of groups(folder, fed)) elements.push(value)
    return { elements, failure: undefined }
  } catch (error) {
    return { elements, failure: (error as Error).message }
  }
}

/** The first `k` groups, and what they left. */
const firstOf = (k: number, folder: ModelledIteratee, fed: ReadonlyArray<number>): Laws.Observed<unknown> => {
  const values: unknown[] = []
  let rest = fed
  try {
    if (k > 0) {
      for (const group of groups(folder, fed)) {
        values.push(group.value)
        rest = group.rest
        if (values.length === k) break
      }
    }
    return E.right([values, rest])
  } catch (error) {
    return E.left((error as Error).message)
  }
}

test('the groups are those of the folder, however the input is cut', async () => {
  await fc.assert(
    fc.asyncProperty(iteratees, elements, Laws.cuttings, async (folder, fed, cutting) => {
      const grouped = Enumeratee.grouped(folder.iteratee)
      const expected = groupsOf(folder, fed)
      expect(await Laws.delivered(cutting.produce(fed).through(grouped))).toEqual(expected)
      const collected = await Laws.running(cutting.produce(fed), grouped.transform(Iteratee.getChunks()))
      expect(collected).toEqual(expected.failure === undefined ? E.right(expected.elements) : E.left(expected.failure))
    }),
    { numRuns: 300 }
  )
})

test('what follows may stop at a group: what the folder left over is kept, with all that follows', async () => {
  await fc.assert(
    fc.asyncProperty(iteratees, fc.nat(3), elements, Laws.cuttings, async (folder, k, fed, cutting) => {
      const it = Enumeratee.grouped(folder.iteratee).transform(Iteratee.takeUpTo(k))
      expect(await Laws.running(cutting.produce(fed), Laws.withRest(it))).toEqual(firstOf(k, folder, fed))
    }),
    { numRuns: 300 }
  )
})

test('a group that is under way goes on in whatever it is fed next, and stays a value', async () => {
  const three = fc.tuple(elements, elements, elements)
  await fc.assert(
    fc.asyncProperty(iteratees, three, Laws.cuttings, async (folder, [first, one, other], cutting) => {
      const it = Enumeratee.grouped(folder.iteratee).transform(Iteratee.getChunks())
      const begun = await cutting.produce(first).apply(it)()
      for (const following of [one, other, one]) {
        const { elements, failure } = groupsOf(folder, [...first, ...following])
        expect(await Laws.running(cutting.produce(following), begun)).toEqual(
          failure === undefined ? E.right(elements) : E.left(failure)
        )
      }
    }),
    { numRuns: 300 }
  )
})

describe('a folder of a given size', () => {
  const inPairs = (fed: ReadonlyArray<number>, n: number) =>
    Array.from({ length: Math.ceil(fed.length / n) }, (_, i) => fed.slice(i * n, (i + 1) * n))

  const folders: Readonly<Record<string, (n: number) => Iteratee<number, ReadonlyArray<number>>>> = {
    takeUpTo: (n) => Iteratee.takeUpTo(n),
    'take in front of getChunks': (n) => Enumeratee.take<number>(n).transform(Iteratee.getChunks()),
    'flatten of takeUpTo': (n) => Iteratee.flatten(async () => Iteratee.takeUpTo<number>(n)),
    'take in front of a fold that waits': (n) =>
      Enumeratee.take<number>(n).transform(
        Iteratee.foldM([], (all: ReadonlyArray<number>, x: number) => Laws.late([...all, x], 2))
      ),
    fold2: (n) =>
      Iteratee.fold2([], (all: ReadonlyArray<number>, x: number) => async () => [[...all, x], all.length + 1 === n])
  }

  test.each(Object.entries(folders))('%s makes groups of that size; the last may be smaller', async (_, folder) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), elements, Laws.cuttings, async (n, fed, cutting) => {
        const grouped = cutting.produce(fed).through(Enumeratee.grouped(folder(n)))
        expect(await Laws.delivered(grouped)).toEqual({ elements: inPairs(fed, n), failure: undefined })
      })
    )
  })
})

describe('a folder that looks ahead', () => {
  /** Equal ones in a row: the first that differs is left over. */
  const run = (taken: ReadonlyArray<number>): Iteratee<number, ReadonlyArray<number>> =>
    Iteratee.cont(
      Input.match({
        el: (n: number) =>
          taken.length === 0 || taken[0] === n ? run([...taken, n]) : Iteratee.done(taken, Input.el(n)),
        empty: () => run(taken),
        eof: () => Iteratee.done(taken, Input.eof)
      })
    )

  test('hands what it left over to the next group', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(2), { maxLength: 12 }), Laws.cuttings, async (fed, cutting) => {
        const { elements } = await Laws.delivered(cutting.produce(fed).through(Enumeratee.grouped(run([]))))
        expect(elements.flat()).toEqual(fed)
        for (const [i, group] of elements.entries()) {
          expect(new Set(group).size).toBe(1)
          expect(group[0]).not.toBe(elements[i + 1]?.[0])
        }
      })
    )
  })

  test('may be takeWhile: its refused element begins the next group', async () => {
    const head = Iteratee.head<number>()
    const tail = Enumeratee.takeWhile((n: number) => n !== 0).transform(Iteratee.getChunks<number>())
    const fromZero = head.flatMap((first) => tail.map((rest) => [...RA.fromOption(first), ...rest]))
    const grouped = Enumerator.of(0, 1, 2, 0, 0, 3).through(Enumeratee.grouped(fromZero))
    expect(await Laws.delivered(grouped)).toEqual({ elements: [[0, 1, 2], [0], [0, 3]], failure: undefined })
  })

  test('may leave over an element for each that it takes', async () => {
    const first = Iteratee.head<number>().flatMap((a) => Iteratee.isEmpty<number>().map((last) => [a, last]))
    const grouped = Enumerator.of(1, 2).through(Enumeratee.grouped(first))
    expect(await Laws.delivered(grouped)).toEqual({
      elements: [
        [O.some(1), false],
        [O.some(2), true]
      ],
      failure: undefined
    })
  })
})

describe('groups in groups', () => {
  test('the groups of a folder are grouped by another', async () => {
    await fc.assert(
      fc.asyncProperty(iteratees, iteratees, elements, Laws.cuttings, async (inner, outer, fed, cutting) => {
        const counted = Enumeratee.grouped(inner.iteratee).compose(Enumeratee.map(() => 1))
        const { elements, failure } = groupsOf(inner, fed)
        const ones = elements.map(() => 1)
        const twice = groupsOf(outer, ones)
        const both = await Laws.delivered(
          cutting.produce(fed).through(counted).through(Enumeratee.grouped(outer.iteratee))
        )
        fc.pre(failure === undefined)
        expect(both).toEqual(twice)
      })
    )
  })
})
