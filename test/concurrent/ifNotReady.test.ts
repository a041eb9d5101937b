/** What becomes of an element that what follows is not ready for: `dropInputIfNotReady`, `lazyAndErrIfNotReady`. */
import { Concurrent, Enumeratee, Enumerator, Iteratee, IterateeError } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import {
  elapse,
  positions,
  pushed,
  run,
  slowly,
  stopTheClock,
  timersRunning,
  timetable,
  within
} from '../support/timed'

stopTheClock()

const never = Iteratee.foreachM<number>(() => () => new Promise<void>(() => undefined))
const late = E.left(new IterateeError('iteratee is taking too long'))

describe.each(positions)('dropInputIfNotReady, in %s', (position) => {
  const drop = Concurrent.dropInputIfNotReady<number>(10)

  test('what comes while it is busy is dropped, after a while; what comes when it is ready is not', async () => {
    // 1 is in use until 50; 2 waits from 5 until 15 and is dropped, 3 to 6 are at once, 7 comes when it is ready
    const source = timetable([[0, 1], [5, 2], [0, 3], [5, 4], [5, 5], [5, 6], [30, 7]]) // prettier-ignore
    expect(await within(200, run(position, source, drop, slowly<number>(50).iteratee))).toEqual(E.right([1, 7]))
  })

  test('one that is ready in time has it', async () => {
    const source = timetable([[0, 1], [5, 2], [2, 3]]) // prettier-ignore
    expect(await within(100, run(position, source, drop, slowly<number>(9).iteratee))).toEqual(E.right([1, 2, 3]))
  })

  test('one that never waits has all', async () => {
    const all = Array.from({ length: 100 }, (_, i) => i)
    const result = run(position, Enumerator.fromIterable(all), drop, Iteratee.getChunks<number>())
    expect(await within(1, result)).toEqual(E.right(all))
  })

  test('the source is consumed while it hangs, and waits once only', async () => {
    const source = pushed()
    const result = run(position, source.enumerator, drop, never)
    for (let n = 0; n < 5000; n++) {
      expect(source.channel.push(n)).toBe('accepted')
      if (n < 3) await elapse(10)
      else if (n % 100 === 0) await elapse(0)
    }
    expect([source.released, timersRunning()]).toEqual([0, 0])
    void result
  })
})

test('where we differ from Play: busy belongs to one run, not to all runs of the enumeratee', async () => {
  const drop = Concurrent.dropInputIfNotReady<number>(10)
  const stuck = pushed()
  void stuck.enumerator.through(drop).run(never)()
  for (const n of [1, 2, 3]) {
    stuck.channel.push(n)
    await elapse(20)
  }
  const source = timetable([[1, 1], [1, 2], [1, 3]]) // prettier-ignore
  expect(await within(50, source.through(drop).run(Iteratee.getChunks())())).toEqual(E.right([1, 2, 3]))
})

describe.each(positions)('lazyAndErrIfNotReady, in %s', (position) => {
  const lazy = Concurrent.lazyAndErrIfNotReady<number>(50)

  test('fails where an element has waited for too long, and lets go of the source', async () => {
    let released = 0
    const source = Enumerator.of(1, 2, 3).andThen(Enumerator.eof).onDoneEnumerating(() => released++) // prettier-ignore
    const result = run(position, source, lazy, never)
    await elapse(49)
    expect(released).toBe(0)
    expect(await within(2, result)).toEqual(late)
    expect([released, timersRunning()]).toEqual([1, 0])
  })

  test('not while nothing waits, nor for the last element', async () => {
    const source = timetable([[0, 1], [80, 2], [100, 3]]) // prettier-ignore
    expect(await within(1000, run(position, source, lazy, slowly<number>(90).iteratee))).toEqual(E.right([1, 2, 3]))
  })

  test('the source is one element ahead, and no more', async () => {
    let asked = 0
    const source = Enumerator.repeat(() => ++asked).through(Enumeratee.take(5))
    const { iteratee, seen } = slowly<number>(40)
    const result = run(position, source, lazy, iteratee)
    for (let n = 1; n <= 5; n++) {
      await elapse(1)
      expect(seen.length).toBe(n)
      expect(asked).toBe(Math.min(n + 1, 5))
      await elapse(39)
    }
    expect(await within(100, result)).toEqual(E.right([1, 2, 3, 4, 5]))
  })

  test('one that is done has its result', async () => {
    const source = Enumerator.of(1).andThen(Enumerator.never)
    expect(await within(10, run(position, source, lazy, Iteratee.head()))).toEqual(E.right(O.some(1)))
    expect(timersRunning()).toBe(0)
  })

  test('attempt behind it does not hand the failure to one that is at work', async () => {
    const f = lazy.compose(Enumeratee.attempt<number>())
    const { iteratee, seen } = slowly<E.Either<Error, number>>(1000)
    expect(await within(100, run(position, Enumerator.of(1, 2, 3), f, iteratee))).toEqual(late)
    expect(seen).toEqual([E.right(1)])
  })

  test('attempt before it has what fails before it', async () => {
    const f = Enumeratee.attempt<number>().compose(Concurrent.lazyAndErrIfNotReady(50))
    const source = Enumerator.of(1).andThen(Enumerator.fail(new Error('no')))
    const result = await within(100, run(position, source, f, Iteratee.getChunks()))
    expect(result).toEqual(E.right([E.right(1), E.left(new Error('no'))]))
  })
})

test.each([0, -1, NaN, Infinity])('what is refused: %p', (ms) => {
  expect(() => Concurrent.dropInputIfNotReady(ms)).toThrow(RangeError)
  expect(() => Concurrent.lazyAndErrIfNotReady(ms)).toThrow(RangeError)
})
