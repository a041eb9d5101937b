/** `Enumerator.fromEvent`: which elements it has, how they wait, and what it listens to, of each kind of target. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee, OverflowError } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { EventEmitter } from 'node:events'
import { gate } from '../support/gate'
import { type Buffer, type Target, targets } from '../support/eventTargets'

const failure = new Error('on purpose')
const chunks = Iteratee.getChunks<number>()

const leftOf = <A>(result: E.Either<Error, A>): Error | undefined => (E.isLeft(result) ? result.left : undefined)

describe.each(targets)('of %s', (_, make) => {
  /** A run of the numbers that are emitted. */
  const running = <A>(
    iteratee: Iteratee<number, A>,
    buffer?: Buffer
  ): Target & { readonly result: Promise<E.Either<Error, A>> } => {
    const target = make()
    const result = target.numbers(buffer).run(iteratee)()
    return { ...target, result }
  }

  test('elements are the events, in order, in bursts of any size, as many as are wanted', async () => {
    const bursts = fc.array(fc.tuple(fc.nat(5), fc.nat(3)), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(bursts, fc.nat(20), async (all, wanted) => {
        const { emit, listeners, result } = running(Iteratee.takeUpTo(wanted))
        let n = 0
        for (const [size, delay] of all) {
          for (let i = 0; i < size; i++) emit(n++)
          await Laws.pause(delay)
        }
        for (let i = n; i < wanted; i++) emit(i)
        expect(await result).toEqual(E.right(Array.from({ length: wanted }, (_, i) => i)))
        expect(listeners()).toBe(0)
      })
    )
  })

  test('what waits is handed on however it is taken: an iteratee has of it what it has of an array', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }),
        Laws.iteratees<number>(),
        async (elements, delays, { iteratee }) => {
          const target = make()
          const taken = target.numbers().through(Enumeratee.take(elements.length))
          const result = Laws.running(taken, iteratee)
          for (const [i, n] of elements.entries()) {
            await Laws.pause(delays[i] ?? 0)
            target.emit(n)
          }
          expect(await result).toEqual(await Laws.running(Enumerator.of(...elements), iteratee))
          expect(target.listeners()).toBe(0)
        }
      )
    )
  })

  test('it listens from when it is run, once for each run, and not before', async () => {
    const target = make()
    const e = target.numbers().through(Enumeratee.take(1))
    target.emit(1)
    expect(target.listeners()).toBe(0)
    const runs = [e.run(chunks)(), e.run(chunks)()]
    expect(target.listeners()).toBe(2)
    target.emit(2)
    target.emit(3)
    expect(await Promise.all(runs)).toEqual([E.right([2]), E.right([2])])
    await e.through(Enumeratee.take(0)).run(chunks)()
    expect(target.listeners()).toBe(0)
  })

  describe('when there is no room', () => {
    /** 0 is held by the consumer; 1, 2, 3, 4, 5 come to a buffer of 3. */
    const overrun = async (policy?: Buffer['policy']) => {
      const { iteratee, seen, open } = gate<number>()
      const { emit, listeners, result } = running(
        iteratee,
        policy === undefined ? { capacity: 3 } : { capacity: 3, policy }
      )
      emit(0)
      await Laws.pause(2)
      for (const n of [1, 2, 3, 4, 5]) emit(n)
      for (let i = 0; i < 4; i++) {
        open()
        await Laws.pause(5)
      }
      return { emit, listeners, seen, open, result }
    }

    test.each([undefined, 'fail'] as const)('the run fails (%s), after what was waiting', async (policy) => {
      const { seen, result, listeners } = await overrun(policy)
      const error = leftOf(await result)
      expect(seen).toEqual([0, 1, 2, 3])
      expect(error).toBeInstanceOf(OverflowError)
      expect(error).toMatchObject({ limit: 3 })
      expect(error?.message).toBe(
        "buffer overflow: Enumerator.fromEvent: 3 elements are waiting, and one more was pushed; raise 'capacity', " +
          "or choose another 'policy'"
      )
      expect(listeners()).toBe(0)
    })

    test.each([
      ['dropNewest', [0, 1, 2, 3]],
      ['dropOldest', [0, 3, 4, 5]]
    ] as const)('%s loses some, and goes on', async (policy, expected) => {
      const { seen, emit, open } = await overrun(policy)
      expect(seen).toEqual(expected)
      emit(6)
      open()
      await Laws.pause(5)
      expect(seen).toEqual([...expected, 6])
    })

    test('it holds 1,024 where nothing is said', async () => {
      const { iteratee, open } = gate<number>()
      const { emit, result } = running(iteratee)
      emit(0)
      await Laws.pause(2)
      for (let n = 1; n <= 1025; n++) emit(n)
      for (let n = 0; n <= 1024; n++) {
        open()
        await Laws.pause(3)
      }
      expect(leftOf(await result)?.message).toMatch(/1024 elements are waiting/)
    })
  })

  test('select makes the element, in the listener', async () => {
    const target = make()
    const selected: number[] = []
    const select = (n: number): string => {
      selected.push(n)
      return `it is ${n}`
    }
    const result = target.numbers().run(Iteratee.head())()
    const strings = target.select(select).through(Enumeratee.take(2)).run(Iteratee.getChunks())()
    target.emit(1)
    expect(selected).toEqual([1])
    target.emit(2)
    expect(selected).toEqual([1, 2])
    expect(await strings).toEqual(E.right(['it is 1', 'it is 2']))
    expect(await result).toMatchObject(E.right({ value: 1 }))
  })

  test('what select throws is the failure of the run, after what came before; it does not reach who emits', async () => {
    const target = make()
    const seen: number[] = []
    const result = target
      .select((n) => {
        if (n === 2) throw failure
        return n
      })
      .run(Iteratee.foreach((n) => seen.push(n)))()
    for (const n of [1, 2, 3]) expect(() => target.emit(n)).not.toThrow()
    expect(leftOf(await result)).toBe(failure)
    expect(seen).toEqual([1])
    expect(target.listeners()).toBe(0)
  })

  test('a name that nobody emits has no element', async () => {
    const target = make()
    const controller = new AbortController()
    const seen: unknown[] = []
    const result = target.named('other').run(
      Iteratee.foreach((n) => seen.push(n)),
      { signal: controller.signal }
    )()
    target.emit(1)
    await Laws.pause(3)
    controller.abort()
    await result
    expect(seen).toEqual([])
  })
})

describe('an emitter with several arguments', () => {
  test('hands on the first, or what select makes of all', async () => {
    const emitter = new EventEmitter()
    const first = Enumerator.fromEvent(emitter, 'exit').run(Iteratee.head())()
    const all = Enumerator.fromEvent(emitter, 'exit', { select: (code: number, by: string) => [code, by] }).run(
      Iteratee.head()
    )()
    const none = Enumerator.fromEvent(emitter, 'close').run(Iteratee.head())()
    emitter.emit('exit', 1, 'SIGTERM')
    emitter.emit('close')
    expect(await first).toMatchObject(E.right({ value: 1 }))
    expect(await all).toMatchObject(E.right({ value: [1, 'SIGTERM'] }))
    expect(await none).toEqual(E.right({ _tag: 'Some', value: undefined }))
  })
})

test.each([null, undefined, {}, 'document', { on: () => {} }, { addEventListener: () => {}, off: () => {} }])(
  '%p is no target, which is said at once',
  (target) => {
    expect(() => Enumerator.fromEvent(target as unknown as EventEmitter, 'x')).toThrow(
      /^Enumerator.fromEvent: expected what has addEventListener and removeEventListener, or on and off, got /
    )
  }
)

test.each([
  [{ capacity: 0 }, 'Enumerator.fromEvent: capacity: expected a whole number, 1 or more, got 0'],
  [{ policy: 'block' }, 'Enumerator.fromEvent: policy: expected one of fail, dropNewest, dropOldest, got "block"'],
  [{ passive: true }, "Enumerator.fromEvent: unknown option 'passive'; there are select, capacity, policy"]
])('options are checked: %p', (options, message) => {
  expect(() => Enumerator.fromEvent(new EventEmitter(), 'x', options as object)).toThrow(message)
})
