/** parMapM and parMapMUnordered: how many tasks run, in what order their answers come, and what is left of them. */
import * as fc from 'fast-check'
import { AbortError, Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import { pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { gate } from '../support/gate'
import { unhandledRejections } from '../support/leaks'
import { turns } from '../support/turns'

const failure = new Error('on purpose')
const chunks = Iteratee.getChunks<number>()
const range = (n: number) => Array.from({ length: n }, (_, i) => i)
const kinds = { parMapM: Enumeratee.parMapM, parMapMUnordered: Enumeratee.parMapMUnordered }
const positions = fc.constantFrom('through', 'transform')

const run = <A>(position: string, e: Enumerator<number>, f: Enumeratee<number, number>, it: Iteratee<number, A>) =>
  position === 'through' ? e.through(f).run(it)() : e.run(f.transform(it))()

/** Tasks that answer ten times their number when they are told to. */
const tasks = () => {
  const begun: number[] = []
  const answers = new Map<number, readonly [() => void, (error: Error) => void]>()
  return {
    begun,
    f: (n: number) => () =>
      new Promise<number>((resolve, reject) => {
        begun.push(n)
        answers.set(n, [() => resolve(n * 10), reject])
      }),
    answer: async (n: number) => {
      answers.get(n)?.[0]()
      await turns(1)
    },
    fail: async (n: number) => {
      answers.get(n)?.[1](failure)
      await turns(1)
    }
  }
}

/** A consumer that takes each element when the scheduler says so, and counts how many it takes at a time. */
const collecting = (s: fc.Scheduler) => {
  const busy = { now: 0, most: 0 }
  const iteratee = Iteratee.foldM<number, ReadonlyArray<number>>([], (seen, n) => async () => {
    busy.most = Math.max(busy.most, ++busy.now)
    await s.schedule(Promise.resolve(), 'consumer')
    busy.now--
    return [...seen, n]
  })
  return { iteratee, busy }
}

/** A source of so many, each when the scheduler says so. */
const produced = (s: fc.Scheduler, size: number, from = 0): Enumerator<number> =>
  Enumerator.fromIterable(range(size)).mapM((n) => () => s.schedule(Promise.resolve(n + from), 'source'))

describe.each(Object.entries(kinds))('%s', (name, make) => {
  const ordered = name === 'parMapM'

  test('whoever is next: the elements of mapM, at most n tasks at a time, one push at a time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.nat(8),
        fc.integer({ min: 1, max: 4 }),
        positions,
        async (s, size, n, where) => {
          const running = { now: 0, most: 0 }
          const completed: number[] = []
          const f = (a: number) => async () => {
            running.most = Math.max(running.most, ++running.now)
            await s.schedule(Promise.resolve(), `task ${a}`)
            running.now--
            completed.push(a * 10)
            return a * 10
          }
          const { iteratee, busy } = collecting(s)
          const result = await s.waitFor(run(where, produced(s, size), make(n, f), iteratee))
          expect(result).toEqual(E.right(ordered ? range(size).map((a) => a * 10) : completed))
          expect(running.most).toBeLessThanOrEqual(n)
          expect(busy.most).toBeLessThanOrEqual(1)
        }
      )
    )
  })

  test.each<readonly [string, (a: Enumerator<number>, b: Enumerator<number>) => Enumerator<number>]>([
    ['interleave', (a, b) => a.interleave(b)],
    [
      'another parMapM, in flatMap',
      (a, b) => Enumerator.of(a, b).flatMap((e) => e.through(Enumeratee.parMapM(2, (n: number) => async () => n)))
    ],
    ['sources with timers', (a, b) => a.through(Enumeratee.timeout(1e6)).andThen(b)]
  ])('behind %s nothing is lost, and one is pushed at a time', async (_, merge) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.nat(5), fc.nat(5), positions, async (s, m, n, where) => {
        const { iteratee, busy } = collecting(s)
        const task = (a: number) => () => s.schedule(Promise.resolve(a), 'task')
        const merged = merge(produced(s, m), produced(s, n, 100))
        const result = await s.waitFor(run(where, merged, make(3, task), iteratee))
        const all = E.isRight(result) ? [...result.right].sort((a, b) => a - b) : result
        expect(all).toEqual([...range(m), ...range(n).map((a) => a + 100)])
        expect(busy.most).toBeLessThanOrEqual(1)
      })
    )
  })

  test('answers are handed on while the source is idle', async () => {
    const { f, answer, begun } = tasks()
    const seen: number[] = []
    const controller = new AbortController()
    const result = Enumerator.of(1, 2, 3)
      .andThen(Enumerator.never)
      .through(make(4, f))
      .run(
        Iteratee.foreach((n: number) => seen.push(n)),
        { signal: controller.signal }
      )()
    await turns(1)
    expect(begun).toEqual([1, 2, 3])
    await answer(2)
    expect(seen).toEqual(ordered ? [] : [20])
    await answer(1)
    expect(seen).toEqual(ordered ? [10, 20] : [20, 10])
    await answer(3)
    expect(seen).toHaveLength(3)
    controller.abort('enough')
    expect(await result).toEqual(E.left(new AbortError('enough')))
  })

  test('the source is not asked while n tasks run, or their answers wait for the consumer', async () => {
    const { f, answer } = tasks()
    const { iteratee, seen, open } = gate<number>()
    let asked = 0
    const endless = Enumerator.repeatM(async () => ++asked)
    const result = endless.through(make(2, f)).through(Enumeratee.take(2)).run(iteratee)()
    await turns(1)
    expect(asked).toBe(2)
    for (const n of [1, 2, 3, 4]) await answer(n)
    expect(seen).toEqual([10])
    // one that the consumer holds, and two behind it
    expect(asked).toBeLessThanOrEqual(3)
    open()
    await turns(1)
    expect(seen).toEqual([10, 20])
    const before = asked
    open()
    expect(E.isRight(await result)).toBe(true)
    expect(asked).toBe(before)
  })

  test('a rejected task is the failure, after the answers before it', async () => {
    const seen: number[] = []
    const { f, answer, fail } = tasks()
    const unhandled = await unhandledRejections(async () => {
      const result = Enumerator.of(1, 2, 3)
        .through(make(3, f))
        .run(Iteratee.foreach((n: number) => seen.push(n)))()
      await turns(1)
      if (ordered) await fail(2)
      await answer(1)
      if (!ordered) await fail(2)
      const ended = await result
      expect(E.isLeft(ended) && ended.left).toBe(failure)
      await fail(3)
    })
    expect(seen).toEqual([10])
    expect(unhandled).toEqual([])
  })

  test('a function that throws is like a task that is rejected', async () => {
    const f = (n: number) => {
      if (n === 2) throw failure
      return async () => n
    }
    const seen: number[] = []
    const ended = await Enumerator.of(1, 2, 3)
      .through(make(3, f))
      .run(Iteratee.foreach((n: number) => seen.push(n)))()
    expect(E.isLeft(ended) && ended.left).toBe(failure)
    if (ordered) expect(seen).toEqual([1])
  })

  test.each(['through', 'transform'])('in %s, an early end does not wait for the tasks', async (where) => {
    const { f, answer, fail, begun } = tasks()
    const released = jest.fn()
    const unhandled = await unhandledRejections(async () => {
      const source = Enumerator.of(1, 2, 3).andThen(Enumerator.never).onDoneEnumerating(released)
      const result = run(where, source, make(3, f).compose(Enumeratee.take(1)), chunks)
      await turns(1)
      await answer(1)
      expect(await result).toEqual(E.right([10]))
      expect(released).toHaveBeenCalledTimes(1)
      await answer(2)
      await fail(3)
    })
    expect(begun).toEqual([1, 2, 3])
    expect(unhandled).toEqual([])
  })

  test('an abort does not wait for the tasks, and their answers count for nothing', async () => {
    const { f, answer, fail } = tasks()
    const controller = new AbortController()
    const seen: number[] = []
    const unhandled = await unhandledRejections(async () => {
      const result = Enumerator.of(1, 2)
        .through(make(3, f))
        .run(
          Iteratee.foreach((n: number) => seen.push(n)),
          { signal: controller.signal }
        )()
      await turns(1)
      controller.abort('now')
      expect(await result).toEqual(E.left(new AbortError('now')))
      await answer(1)
      await fail(2)
    })
    expect(seen).toEqual([])
    expect(unhandled).toEqual([])
  })

  test('tasks that run when a source is over answer into the next one, where it was applied', async () => {
    const { f, answer } = tasks()
    const fed = await Enumerator.of(1, 2).apply(make(3, f).transform(chunks))()
    await answer(1)
    const twice = [3, 4].map((n) => Enumerator.of(n).run(fed)())
    await turns(1)
    await answer(2)
    await answer(3)
    await answer(4)
    expect(await Promise.all(twice)).toEqual([E.right([10, 20, 30]), E.right([10, 20, 40])])
  })

  test('so they do in front of an enumeratee that has to be waited for', async () => {
    const later = Enumeratee.flatten(async () => (await pause(20), Enumeratee.map((n: number) => n + 1)))
    const row = make(3, (n: number) => async () => n * 10).compose(later)
    const fed = await Enumerator.of(1).apply(row.transform(chunks))()
    expect(await Enumerator.of(2).run(fed)()).toEqual(E.right([11, 21]))
  })

  test.each([0, -1, 1.5, NaN, Infinity])('n = %p is refused', (n) => {
    expect(() => make(n, (a: number) => async () => a)).toThrow(RangeError)
  })
})

test('parMapM(1) is mapM, with failures and all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.nat(6), fc.nat(8), async (s, size, bad) => {
      const f = (n: number) => () => s.schedule(n === bad ? Promise.reject(failure) : Promise.resolve(n))
      const seen: [number[], number[]] = [[], []]
      const results = [Enumeratee.mapM(f), Enumeratee.parMapM(1, f)].map((enumeratee, i) =>
        produced(s, size)
          .through(enumeratee)
          .run(Iteratee.foreach((n: number) => seen[i as 0 | 1].push(n)))()
      )
      const [first, second] = await s.waitFor(Promise.all(results))
      expect(second).toEqual(first)
      expect(seen[1]).toEqual(seen[0])
    })
  )
})
