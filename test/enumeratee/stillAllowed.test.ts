/** keepAlive with stillAllowed: when it is asked, under a clock that the test moves, and what comes of the answers. */
import * as fc from 'fast-check'
import { AbortError, Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { listenersOf, unhandledRejections } from '../support/leaks'
import { elapse, inMs, positions, type Pushed, pushed, run, slowly, stopTheClock, timersRunning, within } from '../support/timed' // prettier-ignore

stopTheClock()

const filler = -1
const ms = 10
const failure = new Error('on purpose')
const chunks = Iteratee.getChunks<number>()

/** Answers `true` for each entry, after so many ms, then what `last` does; notes when it was asked. */
const asked = (delays: ReadonlyArray<number>, last: () => Promise<boolean>) => {
  const from = performance.now()
  const at: number[] = []
  const underWay = { now: 0, most: 0 }
  const stillAllowed = async (): Promise<boolean> => {
    underWay.most = Math.max(underWay.most, ++underWay.now)
    const delay = delays[at.push(performance.now() - from) - 1]
    if (delay !== undefined && delay > 0) await inMs(delay)
    underWay.now--
    return delay === undefined ? last() : true
  }
  return { at, underWay, stillAllowed }
}

const no = async () => false
const never = () => new Promise<never>(() => undefined)
const keepAlive = (stillAllowed: () => Promise<boolean>) => Enumeratee.keepAlive(ms, filler, { stillAllowed })

describe.each(positions)('in %s', (position) => {
  test('it is asked at each multiple of the time, save those at which an answer is waited for', async () => {
    const delays = fc.array(
      fc.nat(35).filter((n) => n === 0 || n % ms !== 0),
      { maxLength: 6 }
    )
    await fc.assert(
      fc.asyncProperty(delays, fc.nat(2), async (answers, load) => {
        const { at, underWay, stillAllowed } = asked(answers, no)
        const expected = answers.reduce(
          (times, delay) => [...times, (Math.floor(((times[times.length - 1] as number) + delay) / ms) + 1) * ms],
          [ms]
        )
        const end = expected[expected.length - 1] as number
        const source = Enumerator.tick(4 * load + 1).map(() => 0)
        const result = run(position, load === 0 ? Enumerator.never : source, keepAlive(stillAllowed), chunks)
        expect(E.isRight(await within(end, result))).toBe(true)
        expect(at).toEqual(expected)
        expect(underWay.most).toBe(1)
        expect(timersRunning()).toBe(0)
        await elapse(50)
        expect(at).toEqual(expected)
      }),
      { numRuns: 40 }
    )
  })

  test('`false` ends the stream as its source would: the result counts, and the source is released', async () => {
    const source = pushed()
    const { stillAllowed } = asked([0], no)
    const row = keepAlive(stillAllowed).compose(Enumeratee.trailing(Enumerator.of(9)))
    const result = run(position, source.enumerator, row, chunks)
    await elapse(1)
    source.channel.push(1)
    expect(await within(19, result)).toEqual(E.right([1, filler, 9]))
    expect([source.released, timersRunning()]).toEqual([1, 0])
    expect(source.channel.push(2)).toBe('closed')
  })

  test('`false` while what follows is busy: the source is released, what it gave before is used, the end follows', async () => {
    const source = pushed()
    const { iteratee } = slowly<number>(50)
    const result = run(position, source.enumerator, keepAlive(no), iteratee)
    await elapse(5)
    source.channel.push(1)
    source.channel.push(2)
    await elapse(5)
    // behind `transform` the source hears of it when the iteratee has ended
    expect(source.released).toBe(position === 'through' ? 1 : 0)
    expect(await within(45, result)).toEqual(E.right([1]))
    expect([source.released, timersRunning()]).toEqual([1, 0])
  })

  test('`false` while an element waits for a filler to be taken: both are used', async () => {
    const source = pushed()
    const { stillAllowed } = asked([], async () => (await inMs(8), false))
    const { iteratee } = slowly<number>(50)
    const result = run(position, source.enumerator, keepAlive(stillAllowed), iteratee)
    await elapse(15)
    source.channel.push(1)
    source.channel.push(2)
    expect(await within(95, result)).toEqual(E.right([filler, 1]))
    expect([source.released, timersRunning()]).toEqual([1, 0])
  })

  test.each<readonly [string, () => Promise<boolean>]>([
    ['rejects', () => Promise.reject(failure)],
    ['rejects later', async () => (await inMs(5), Promise.reject(failure))],
    [
      'throws',
      () => {
        throw failure
      }
    ]
  ])('one that %s is the failure of the run', async (_, stillAllowed) => {
    for (const busy of [0, 50]) {
      const source = pushed()
      const { iteratee } = slowly<number>(busy)
      const unhandled = await unhandledRejections(async () => {
        const result = run(position, source.enumerator, keepAlive(stillAllowed), iteratee)
        await elapse(9)
        source.channel.push(1)
        expect(await within(55, result)).toEqual(E.left(failure))
      })
      expect(unhandled).toEqual([])
      expect([source.released, timersRunning()]).toEqual([1, 0])
    }
  })

  test('its failure can be attempted behind it, after what came before', async () => {
    const source = pushed()
    const row = keepAlive(() => Promise.reject(failure)).compose(Enumeratee.attempt())
    const { iteratee, busy } = slowly<E.Either<Error, number>>(30)
    const result = run(position, source.enumerator, row, iteratee)
    await elapse(9)
    source.channel.push(1)
    expect(await within(60, result)).toEqual(E.right([E.right(1), E.left(failure)]))
    expect(busy.most).toBe(1)
    expect([source.released, timersRunning()]).toEqual([1, 0])
  })

  test('a failure of it that comes when the source has ended counts for nothing, also while the end waits', async () => {
    const source = pushed()
    const { iteratee } = slowly<number>(30)
    const row = keepAlive(async () => (await inMs(5), Promise.reject(failure)))
    const result = run(position, source.enumerator, row, iteratee)
    await elapse(12)
    source.channel.end()
    expect(await within(30, result)).toEqual(E.right([filler]))
    expect(timersRunning()).toBe(0)
  })

  test('one that hangs keeps neither elements nor fillers from coming', async () => {
    const source = pushed()
    const { at, stillAllowed } = asked([], never)
    const result = run(position, source.enumerator, keepAlive(stillAllowed), chunks)
    await elapse(35)
    source.channel.push(1)
    await elapse(10)
    source.channel.end()
    expect(await within(0, result)).toEqual(E.right([filler, filler, filler, 1, filler]))
    expect(at).toEqual([10])
    expect(timersRunning()).toBe(0)
  })

  test.each<readonly [string, (source: Pushed<number>) => void]>([
    ['the source has ended', (source) => source.channel.end()],
    ['what follows has ended', (source) => void source.channel.push(7)]
  ])('an answer that comes when %s counts for nothing, and it is not asked again', async (_, end) => {
    for (const answer of [async () => false, async () => true, () => Promise.reject(failure)]) {
      const source = pushed()
      const { at, stillAllowed } = asked([], async () => (await inMs(5), answer()))
      const row = keepAlive(stillAllowed).compose(Enumeratee.takeWhile((n) => n !== 7))
      const unhandled = await unhandledRejections(async () => {
        const result = run(position, source.enumerator, row, chunks)
        await elapse(12)
        end(source)
        expect(await within(0, result)).toEqual(E.right([filler]))
        await elapse(50)
      })
      expect(unhandled).toEqual([])
      expect(at).toEqual([10])
      expect([source.released, timersRunning()]).toEqual([1, 0])
    }
  })

  test('a consumer that ends by itself ends the wait for a filler that hangs, when the end is to follow that', async () => {
    const source = pushed()
    const hanging = Enumeratee.mapM((n: number) => () => (n === filler ? never() : Promise.resolve(n)))
    const row = keepAlive(no).compose(hanging).compose(Enumeratee.groupedWithin<number>(9, 25))
    const result = run(position, source.enumerator, row, Iteratee.head())
    source.channel.push(1)
    expect(await within(26, result)).toEqual(E.right(O.some([1])))
    expect([source.released, timersRunning()]).toEqual([1, 0])
  })

  test.each([2, 12, 17])('after an abort at %p ms it is not asked, nor heard, and nothing is left', async (at) => {
    const controller = new AbortController()
    const source = pushed()
    const { at: times, stillAllowed } = asked([], async () => (await inMs(5), false))
    const alive = keepAlive(stillAllowed)
    const last: number[] = []
    const it = Iteratee.getChunks<number>().map((all) => void last.push(...all))
    const e = position === 'through' ? source.enumerator.through(alive).run(it, { signal: controller.signal }) : source.enumerator.run(alive.transform(it), { signal: controller.signal }) // prettier-ignore
    const result = e()
    await elapse(at)
    controller.abort('now')
    const ended = await result
    await elapse(50)
    expect(ended).toEqual(at < 15 ? E.left(new AbortError('now')) : E.right(undefined))
    expect(times).toEqual(at < 10 ? [] : [10])
    expect([source.released, timersRunning(), listenersOf(controller.signal)]).toEqual([1, 0, 0])
  })
})

test('options are checked', () => {
  expect(() => Enumeratee.keepAlive(ms, filler, { stilAllowed: no } as object)).toThrow(
    new TypeError("Enumeratee.keepAlive: unknown option 'stilAllowed'; there are stillAllowed")
  )
  expect(() => Enumeratee.keepAlive(ms, filler, { stillAllowed: true as never })).toThrow(
    new TypeError(
      'Enumeratee.keepAlive: stillAllowed: expected a Task, got true: a Task is a function that makes a promise'
    )
  )
  expect(() => Enumeratee.keepAlive(ms, filler, { stillAllowed: undefined })).not.toThrow()
})
