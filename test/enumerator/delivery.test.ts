/** What enumerators deliver, with their ends and edges: those that have their elements, and those that wait for them. */
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { delivered, late } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'

const all = <A>() => Iteratee.getChunks<A>()
const numbers = (n: number): ReadonlyArray<number> => Array.from({ length: n }, (_, i) => i)
const ascending = (a: number, b: number) => a - b

describe('interleave', () => {
  const odd = Enumerator.of(1, 3, 5, 7)
  const even = Enumerator.of(2, 4, 6, 8)
  const eight = [1, 2, 3, 4, 5, 6, 7, 8]

  const kinds: Readonly<Record<string, (e: Enumerator<number>) => Enumerator<number>>> = {
    'that have them': (e) => e,
    'that wait': (e) => e.mapM((n) => late(n, n % 3)),
    'that send EOF': (e) => e.andThen(Enumerator.enumInput(Input.eof))
  }

  test.each(Object.entries(kinds))('has all elements of both, those %s, each in its order', async (_, make) => {
    const { elements, failure } = await delivered(make(odd).interleave(make(even)))
    expect(failure).toBeUndefined()
    expect([...elements].sort(ascending)).toEqual(eight)
    expect(elements.filter((n) => n % 2 === 1)).toEqual([1, 3, 5, 7])
    expect(elements.filter((n) => n % 2 === 0)).toEqual([2, 4, 6, 8])
  })

  test.each(Object.entries(kinds))('ends when the iteratee is done, of those %s', async (_, make) => {
    const seven = make(odd).interleave(make(even)).through(Enumeratee.take(7))
    const { elements } = await delivered(seven)
    expect(elements).toHaveLength(7)
    expect(new Set(elements).size).toBe(7)
  })

  test('does not wait for the turn of one that has nothing yet', async () => {
    let firstDone: () => void = () => undefined
    const done = new Promise<void>((resolve) => (firstDone = resolve))
    const first = Enumerator.of(1, 2, 3, 4).onDoneEnumerating(() => firstDone())
    const second = Enumerator.unfoldM(true, (begin) => async () => {
      if (!begin) return O.none
      await done
      return O.some([false, 5] as const)
    })
    expect(await first.interleave(second).run(all())()).toEqual(E.right([1, 2, 3, 4, 5]))
    expect(await second.interleave(first).run(all())()).toEqual(E.right([1, 2, 3, 4, 5]))
  })
})

describe('of and fromIterable', () => {
  test('deliver none, one, or more', async () => {
    for (const some of [[], [1], [1, 2], [1, 2, 3]]) {
      expect(await Enumerator.of(...some).run(all())()).toEqual(E.right(some))
      expect(await Enumerator.fromIterable(some).run(all())()).toEqual(E.right(some))
      expect(await Enumerator.fromIterable(some.values()).run(all())()).toEqual(E.right(some))
    }
  })

  test('in order, as many as there are', async () => {
    for (const source of [Enumerator.fromIterable(numbers(50)), Enumerator.fromIterable(numbers(50).values())]) {
      expect(await source.through(Enumeratee.take(100)).run(all())()).toEqual(E.right(numbers(50)))
    }
  })

  test('of one iterator, what has been taken is gone', async () => {
    const iterator = numbers(5)[Symbol.iterator]()
    const rest = Enumerator.fromIterable({ [Symbol.iterator]: () => iterator })
    expect(await rest.through(Enumeratee.take(1)).run(all())()).toEqual(E.right([0]))
    expect(await rest.run(all())()).toEqual(E.right([1, 2, 3, 4]))
  })
})

describe('enumInput', () => {
  test('feeds its input as it is', async () => {
    const inputs: Input<number>[] = []
    const noting: Iteratee<number, void> = Iteratee.cont((input) => {
      inputs.push(input)
      return noting
    })
    for (const input of [Input.el(1), Input.empty, Input.eof]) await Enumerator.enumInput<number>(input).apply(noting)()
    expect(inputs).toEqual([Input.el(1), Input.empty, Input.eof])
  })
})

describe('onDoneEnumerating', () => {
  test('acts once: at the end, and on a failure', async () => {
    const act = jest.fn()
    const source = Enumerator.of(1, 2, 3).onDoneEnumerating(act)
    expect(await source.run(all())()).toEqual(E.right([1, 2, 3]))
    expect(act).toHaveBeenCalledTimes(1)
    const failing = Iteratee.foreach(() => {
      throw new Error('on purpose')
    })
    expect(await source.run(failing)()).toMatchObject({ left: { message: 'on purpose' } })
    expect(act).toHaveBeenCalledTimes(2)
  })
})

describe('map, mapInput, flatMap', () => {
  test('change each element', async () => {
    const source = Enumerator.of(1, 2, 3)
    const double = (n: number) => n * 2
    expect(await source.map(double).run(all())()).toEqual(E.right([2, 4, 6]))
    expect(await source.mapInput(Input.map(double)).run(all())()).toEqual(E.right([2, 4, 6]))
  })

  test('flatMap puts the elements of one enumerator after those of another', async () => {
    const source = Enumerator.of(10, 20, 30).flatMap((n) => Enumerator.range(n, n + 9))
    expect(await source.run(all())()).toEqual(E.right(numbers(30).map((n) => n + 10)))
  })
})

describe('those that wait, and those that are made from a state', () => {
  const upTo = (n: number) => (s: number) => (s > n ? O.none : O.some([s + 1, s] as const))

  const sources: Readonly<Record<string, () => Enumerator<number>>> = {
    unfold: () => Enumerator.unfold(0, upTo(3)),
    unfoldM: () => Enumerator.unfoldM(0, (s) => async () => upTo(3)(s)),
    'unfoldM, late': () => Enumerator.unfoldM(0, (s) => late(upTo(3)(s), 3)),
    generateM: () => {
      const left = [0, 1, 2, 3]
      return Enumerator.generateM(async () => O.fromNullable(left.shift()))
    }
  }

  test.each(Object.entries(sources))('%s: until there is none; then another may follow', async (_, make) => {
    expect(await make().run(all())()).toEqual(E.right([0, 1, 2, 3]))
    expect(await make().andThen(Enumerator.of(12)).run(all())()).toEqual(E.right([0, 1, 2, 3, 12]))
    const step = await (await make().apply(all<number>())()).step()
    expect(step._tag).toBe('Cont')
  })

  test('unfold and unfoldM begin anew with each run, and make no more than is taken', async () => {
    const f = jest.fn(upTo(9))
    const sources = [Enumerator.unfold(0, f), Enumerator.unfoldM(0, (s) => async () => f(s))]
    for (const source of sources) {
      f.mockClear()
      expect(await source.run(Iteratee.takeUpTo(3))()).toEqual(E.right([0, 1, 2]))
      expect(f).toHaveBeenCalledTimes(3)
      expect(await source.run(Iteratee.head())()).toEqual(E.right(O.some(0)))
      expect(f).toHaveBeenCalledTimes(4)
    }
  })
})

test('an iteratee that is not there yet keeps nothing from being delivered', async () => {
  let given: (it: Iteratee<string, ReadonlyArray<string>>) => void = () => undefined
  const later = new Promise<Iteratee<string, ReadonlyArray<string>>>((resolve) => (given = resolve))
  const run = Enumerator.of('hello', ' ', 'world').run(Iteratee.flatten(() => later))()
  given(all<string>())
  expect(await run).toEqual(E.right(['hello', ' ', 'world']))
})
