/** keepAlive and takeUntil, whatever order things happen in: a scheduler decides who is next, the clock among them. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { listenersOf, unhandledRejections } from '../support/leaks'
import { elapse, positions, run, stopTheClock, timersRunning } from '../support/timed'

stopTheClock()

const filler = -1
const failure = new Error('on purpose')

type Fails = 'never' | 'source' | 'consumer' | 'answer'

/** Each element when the scheduler says so, then the end or a failure; it counts what is released. */
const source = (s: fc.Scheduler, from: number, size: number, fails: boolean) => {
  const count = { acquired: 0, released: 0 }
  const next = (i: number) => async () => {
    await s.schedule(Promise.resolve(), `source: ${i}`)
    if (i < size) return O.some([i + 1, from + i] as const)
    if (fails) throw failure
    return O.none
  }
  const enumerator = Enumerator.defer(() => {
    count.acquired++
    return Enumerator.unfoldM(0, next).onDoneEnumerating(() => count.released++)
  })
  return { enumerator, count }
}

const consumer = (s: fc.Scheduler, fails: boolean) => {
  const state = { seen: [] as number[], now: 0, most: 0 }
  const iteratee = Iteratee.foldM(0, (n: number, e: number) => async () => {
    state.seen.push(e)
    state.most = Math.max(state.most, ++state.now)
    await s.schedule(Promise.resolve(), `consumer: ${e}`)
    state.now--
    if (fails && n === 2) throw failure
    return n + 1
  })
  return { state, iteratee }
}

const cases = fc.record({
  size: fc.nat(4),
  other: fc.option(fc.nat(3)),
  fails: fc.constantFrom<Fails>('never', 'never', 'source', 'consumer', 'answer'),
  ticks: fc.nat(6),
  stops: fc.boolean(),
  wanted: fc.constantFrom(2, Infinity)
})

const rows: Readonly<
  Record<string, (alive: Enumeratee<number, number>, until: Enumeratee<number, number>) => Enumeratee<number, number>>
> = {
  keepAlive: (alive) => alive,
  takeUntil: (_, until) => until,
  'keepAlive, then takeUntil': (alive, until) => alive.compose(until),
  'takeUntil, then keepAlive': (alive, until) => until.compose(alive),
  'keepAlive, then parMapM': (alive) => alive.compose(Enumeratee.parMapM(2, (n: number) => async () => n))
}

describe.each(positions)('in %s', (position) => {
  test.each(Object.entries(rows))('%s: one at a time, in order, nothing lost or left', async (name, row) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), cases, async (s, { size, other, fails, ticks, stops, wanted }) => {
        const a = source(s, 0, size, fails === 'source')
        const b = source(s, 100, other ?? 0, false)
        const merged = other === null ? a.enumerator : a.enumerator.interleave(b.enumerator)
        const { state, iteratee } = consumer(s, fails === 'consumer')
        const controller = new AbortController()
        const stillAllowed = async () => {
          await s.schedule(Promise.resolve(), 'stillAllowed')
          if (fails === 'answer') throw failure
          return !stops
        }
        const f = row(Enumeratee.keepAlive(10, filler, { stillAllowed }), Enumeratee.takeUntil(controller.signal))
        for (let i = 0; i < ticks; i++) {
          void s.schedule(Promise.resolve(), 'clock').then(() => jest.advanceTimersByTime(10))
        }
        if (stops) void s.schedule(Promise.resolve(), 'abort').then(() => controller.abort())
        const unhandled = await unhandledRejections(async () => {
          const result = await s.waitFor(run(position, merged, f.compose(Enumeratee.take(wanted)), iteratee))
          const settled = state.seen.length
          const elements = state.seen.filter((n) => n !== filler)
          const mine = elements.filter((n) => n < 100)
          const others = elements.filter((n) => n >= 100)
          expect(mine).toEqual(mine.map((_, i) => i))
          expect(others).toEqual(others.map((_, i) => 100 + i))
          expect(state.most).toBeLessThanOrEqual(1)
          if (E.isLeft(result)) expect([fails, result.left]).toEqual([expect.not.stringMatching('never'), failure])
          else {
            expect(result.right).toBe(state.seen.length)
            const cut = stops || wanted < Infinity || (fails === 'answer' && name !== 'takeUntil')
            if (!cut) expect(elements).toHaveLength(size + (other ?? 0))
          }
          for (const { count } of [a, b]) expect(count.released).toBe(count.acquired)
          expect([timersRunning(), listenersOf(controller.signal)]).toEqual([0, 0])
          await s.waitIdle()
          await elapse(50)
          expect(state.seen).toHaveLength(settled)
        })
        expect(unhandled).toEqual([])
        expect(timersRunning()).toBe(0)
      }),
      { numRuns: 100 }
    )
  })
})
