/** Whatever order things happen in: each property runs under a scheduler that decides who is next. */
import * as fc from 'fast-check'
import { AbortError, type Channel, Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { listenersOf, unhandledRejections } from '../support/leaks'

type Turn = readonly [branch: number, n: number]

const failure = new Error('on purpose')

/** 0 … size - 1, each when the scheduler says so; then a failure, perhaps; counting releases. */
const branch = (s: fc.Scheduler, name: number, size: number, fails: boolean) => {
  const count = { acquired: 0, released: 0, inFlight: 0, most: 0 }
  const next = (i: number) => async () => {
    count.most = Math.max(count.most, ++count.inFlight)
    await s.schedule(Promise.resolve(), `branch ${name}: ${i}`)
    count.inFlight--
    if (i < size) return O.some([i + 1, [name, i] as Turn] as const)
    if (fails) throw failure
    return O.none
  }
  const enumerator = Enumerator.defer(() => {
    count.acquired++
    return Enumerator.unfoldM(0, next).onDoneEnumerating(() => count.released++)
  })
  return { enumerator, count, size, fails }
}

const shapes = fc.array(fc.record({ size: fc.nat(4), fails: fc.boolean() }), { minLength: 1, maxLength: 4 })

/** A consumer that takes each element when the scheduler says so. */
const collecting = (s: fc.Scheduler, seen: Turn[], busy = { now: 0, most: 0 }) =>
  Iteratee.foldM(undefined, (_: undefined, turn: Turn) => async () => {
    seen.push(turn)
    busy.most = Math.max(busy.most, ++busy.now)
    await s.schedule(Promise.resolve(), 'consumer')
    busy.now--
    return undefined
  })

const inOrder = (seen: ReadonlyArray<Turn>, branches: number) => {
  for (let b = 0; b < branches; b++) {
    const mine = seen.filter(([name]) => name === b).map(([, n]) => n)
    expect(mine).toEqual(mine.map((_, i) => i))
  }
}

test('interleave delivers all, each branch in order, one at a time; a failure is that of a branch', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), shapes, async (s, all) => {
      const branches = all.map(({ size, fails }, name) => branch(s, name, size, fails))
      const seen: Turn[] = []
      const busy = { now: 0, most: 0 }
      const merged = Enumerator.interleave(...branches.map((b) => b.enumerator))
      const run = merged.run(collecting(s, seen, busy))()
      const result = await s.waitFor(run)
      inOrder(seen, all.length)
      expect(busy.most).toBeLessThanOrEqual(1)
      for (const { count } of branches) {
        expect(count.released).toBe(count.acquired)
        expect(count.most).toBeLessThanOrEqual(1)
      }
      if (all.some(({ fails }) => fails)) expect(E.isLeft(result) && result.left).toBe(failure)
      else expect(seen).toHaveLength(all.reduce((n, { size }) => n + size, 0))
    })
  )
})

test('interleave that is enough releases all, whoever is first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), shapes, fc.nat(6), async (s, all, n) => {
      const branches = all.map(({ size }, name) => branch(s, name, size, false))
      const seen: Turn[] = []
      const merged = Enumerator.interleave(...branches.map((b) => b.enumerator))
      await s.waitFor(merged.through(Enumeratee.take(n)).run(collecting(s, seen))())
      const total = all.reduce((sum, { size }) => sum + size, 0)
      expect(seen).toHaveLength(Math.min(n, total))
      inOrder(seen, all.length)
      for (const { count } of branches) expect(count.released).toBe(count.acquired)
    })
  )
})

test('mapM and foldM keep the order, and are each asked for one thing at a time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.nat(8), fc.nat(3), async (s, size, stages) => {
      const source = branch(s, 0, size, false)
      const busy = { now: 0, most: 0 }
      const later = (turn: Turn) => async () => {
        busy.most = Math.max(busy.most, ++busy.now)
        await s.schedule(Promise.resolve(), 'mapM')
        busy.now--
        return turn
      }
      let enumerator = source.enumerator
      for (let i = 0; i < stages; i++) enumerator = enumerator.mapM(later)
      const seen: Turn[] = []
      await s.waitFor(enumerator.run(collecting(s, seen, busy))())
      expect(seen.map(([, n]) => n)).toEqual(Array.from({ length: size }, (_, i) => i))
      expect(busy.most).toBeLessThanOrEqual(1)
    })
  )
})

describe('abort at any point', () => {
  const shapesOfRuns: Readonly<Record<string, (a: Enumerator<Turn>, b: Enumerator<Turn>) => Enumerator<Turn>>> = {
    andThen: (a, b) => a.andThen(b),
    interleave: (a, b) => a.interleave(b),
    'interleave, flatMap': (a, b) => a.interleave(b).flatMap((t) => Enumerator.of(t)),
    'flatMap of interleave': (a, b) => Enumerator.of(0).flatMap(() => Enumerator.interleave(a, b)),
    mapM: (a, b) => a.andThen(b).mapM((t) => async () => t),
    'interleave of interleave': (a, b) => Enumerator.of<Turn>().interleave(a.interleave(b)),
    'an async generator': (a) => a.flatMap((t) => Enumerator.fromAsyncIterable(justOne(t)))
  }

  const justOne = async function* (turn: Turn) {
    await Promise.resolve()
    yield turn
  }

  test.each(Object.entries(shapesOfRuns))('%s', async (_, shape) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.nat(4), fc.nat(4), async (s, m, n) => {
        const controller = new AbortController()
        const branches = [branch(s, 0, m, false), branch(s, 1, n, false)] as const
        const seen: Turn[] = []
        let after: number | undefined
        void s.schedule(Promise.resolve(), 'abort').then(() => {
          controller.abort('now')
          after ??= seen.length
        })
        const unhandled = await unhandledRejections(async () => {
          const run = shape(branches[0].enumerator, branches[1].enumerator).run(collecting(s, seen), {
            signal: controller.signal
          })()
          const result = await s.waitFor(run)
          const settled = seen.length
          if (E.isLeft(result)) {
            expect(result.left).toEqual(new AbortError('now'))
            expect(seen).toHaveLength(after ?? -1)
          }
          for (const { count } of branches) expect(count.released).toBe(count.acquired)
          expect(listenersOf(controller.signal)).toBe(0)
          await s.waitIdle()
          expect(seen).toHaveLength(settled)
        })
        expect(unhandled).toEqual([])
        inOrder(seen, 2)
        for (const { count } of branches) expect(count.released).toBe(count.acquired)
      })
    )
  })
})

describe('async', () => {
  const policies = fc.constantFrom('block', 'dropOldest', 'dropNewest', 'fail')

  /** Pushes 0 … size - 1 and ends, each step when the scheduler says so. */
  const producing = (s: fc.Scheduler, size: number, accepted: number[]) => {
    const produce = async (channel: Channel<Turn>) => {
      for (let n = 0; n < size; n++) {
        await s.schedule(Promise.resolve(), `push ${n}`)
        if (channel.push([0, n]) === 'accepted') accepted.push(n)
      }
      channel.end()
    }
    const cleanup = jest.fn()
    return { cleanup, register: (channel: Channel<Turn>) => (void produce(channel), cleanup) }
  }

  test('what is accepted is delivered in order; what is lost is what the policy says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        policies,
        fc.integer({ min: 1, max: 3 }),
        fc.nat(10),
        async (s, policy, capacity, size) => {
          const accepted: number[] = []
          const seen: Turn[] = []
          const { register, cleanup } = producing(s, size, accepted)
          const result = await s.waitFor(Enumerator.async(register, { capacity, policy }).run(collecting(s, seen))())
          const delivered = seen.map(([, n]) => n)
          if (policy === 'dropOldest') {
            expect(accepted).toEqual(Array.from({ length: size }, (_, n) => n))
            expect(delivered).toEqual([...delivered].sort((a, b) => a - b))
            expect(delivered.slice(-capacity)).toEqual(accepted.slice(-capacity))
          } else expect(delivered).toEqual(accepted)
          const lost = accepted.length < size
          expect(E.isLeft(result)).toBe(policy === 'fail' && lost)
          expect(cleanup).toHaveBeenCalledTimes(1)
        }
      )
    )
  })

  test('nothing is lost by producers that wait for room, however many there are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.nat(4), { maxLength: 3 }),
        async (s, capacity, sizes) => {
          const seen: Turn[] = []
          const e = Enumerator.async<Turn>(
            (channel) => {
              const produce = async (size: number, name: number) => {
                for (let n = 0; n < size; n++) {
                  await s.schedule(Promise.resolve(), `push ${n}`)
                  while (channel.push([name, n]) === 'full') await channel.room()
                }
              }
              void Promise.all(sizes.map(produce)).then(() => channel.end())
              return () => undefined
            },
            { capacity, policy: 'block' }
          )
          expect(E.isRight(await s.waitFor(e.run(collecting(s, seen))()))).toBe(true)
          expect(seen).toHaveLength(sizes.reduce((a, b) => a + b, 0))
          inOrder(seen, sizes.length)
        }
      )
    )
  })

  test('a consumer that leaves at any point closes the channel, and it is cleaned up once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.nat(5), fc.nat(8), async (s, wanted, size) => {
        const seen: Turn[] = []
        const { register, cleanup } = producing(s, size, [])
        const run = Enumerator.async(register).through(Enumeratee.take(wanted)).run(collecting(s, seen))()
        await s.waitFor(run)
        await s.waitIdle()
        expect(seen).toHaveLength(Math.min(wanted, size))
        expect(cleanup).toHaveBeenCalledTimes(wanted === 0 ? 0 : 1)
      })
    )
  })
})
