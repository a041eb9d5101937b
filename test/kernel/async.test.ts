/** The channel of `Enumerator.async`: order, room, limits, and the ways to end. */
import * as fc from 'fast-check'
import { type Channel, Enumeratee, Enumerator, Iteratee, OverflowError } from 'fp-ts-iteratee'
import { pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { gate } from '../support/gate'

interface Opened {
  readonly channel: Channel<number>
  readonly result: Promise<E.Either<Error, unknown>>
  readonly cleaned: () => number
}

type Options = Parameters<typeof Enumerator.async>[1]

/** Runs a channel into an iteratee, and answers its pushing end. */
const into = (iteratee: Iteratee<number, unknown>, options?: Options): Opened => {
  let cleaned = 0
  let channel: Channel<number> | undefined
  const e = Enumerator.async<number>((c) => {
    channel = c
    return () => {
      cleaned++
    }
  }, options)
  const result = e.run(iteratee)()
  return { channel: channel as unknown as Channel<number>, result, cleaned: () => cleaned }
}

const chunks = Iteratee.getChunks<number>()
const range = (n: number, from = 0) => Array.from({ length: n }, (_, i) => i + from)

describe('order', () => {
  test('elements come as they were pushed, in bursts of any size', async () => {
    const bursts = fc.array(fc.tuple(fc.nat(5), fc.nat(3)), { maxLength: 10 })
    await fc.assert(
      fc.asyncProperty(bursts, async (all) => {
        const { channel, result, cleaned } = into(chunks)
        let n = 0
        for (const [size, delay] of all) {
          for (let i = 0; i < size; i++) expect(channel.push(n++)).toBe('accepted')
          await pause(delay)
        }
        channel.end()
        expect(await result).toEqual(E.right(range(n)))
        expect(cleaned()).toBe(1)
      })
    )
  })

  test('a burst is handed on right after the turn in which it was pushed', async () => {
    const seen: number[] = []
    const { channel, result } = into(Iteratee.foreach((n: number) => seen.push(n)))
    channel.push(1)
    channel.push(2)
    expect(seen).toEqual([])
    await pause(1)
    expect(seen).toEqual([1, 2])
    channel.end()
    await result
  })

  test('pushes from within the consumer are delivered, in order', async () => {
    const opened: Opened = into(
      Iteratee.fold([], (seen: ReadonlyArray<number>, n: number) => {
        if (n < 5) opened.channel.push(n + 1)
        else opened.channel.end()
        return [...seen, n]
      })
    )
    opened.channel.push(0)
    expect(await opened.result).toEqual(E.right(range(6)))
  })

  test('a million pushes, in turns of a thousand', async () => {
    const { channel, result } = into(Iteratee.fold(0, (s, n: number) => s + n))
    for (let i = 0; i < 1000; i++) {
      for (let n = 0; n < 1000; n++) channel.push(1)
      await pause(1)
    }
    channel.end()
    expect(await result).toEqual(E.right(1_000_000))
  })
})

describe('when there is no room', () => {
  /** A consumer that holds 0, and a queue of 3 that is full of 1, 2, 3. */
  const full = async (policy?: 'block' | 'dropOldest' | 'dropNewest' | 'fail') => {
    const { iteratee, seen, open } = gate<number>()
    const opened = into(iteratee, policy === undefined ? { capacity: 3 } : { capacity: 3, policy })
    opened.channel.push(0)
    await pause(2)
    expect(range(3, 1).map((n) => opened.channel.push(n))).toEqual(['accepted', 'accepted', 'accepted'])
    const drain = async () => {
      opened.channel.end()
      for (let i = 0; i < 10; i++) {
        open()
        await pause(5)
      }
      return { seen, result: await opened.result }
    }
    return { ...opened, seen, open, drain }
  }

  test('block refuses the element', async () => {
    const { channel, drain } = await full('block')
    expect(channel.push(4)).toBe('full')
    expect((await drain()).seen).toEqual([0, 1, 2, 3])
  })

  test('dropNewest loses it', async () => {
    const { channel, drain } = await full('dropNewest')
    expect(channel.push(4)).toBe('full')
    expect((await drain()).seen).toEqual([0, 1, 2, 3])
  })

  test('dropOldest loses the oldest one kept', async () => {
    const { channel, drain } = await full('dropOldest')
    expect([4, 5].map((n) => channel.push(n))).toEqual(['accepted', 'accepted'])
    expect((await drain()).seen).toEqual([0, 3, 4, 5])
  })

  test.each([undefined, 'fail'] as const)('fail (%s) fails the run, after what was kept', async (policy) => {
    const { channel, drain, cleaned } = await full(policy)
    expect(channel.push(4)).toBe('full')
    expect(channel.push(5)).toBe('closed')
    const { seen, result } = await drain()
    expect(seen).toEqual([0, 1, 2, 3])
    expect(E.isLeft(result) && result.left).toBeInstanceOf(OverflowError)
    expect(E.isLeft(result) && result.left).toMatchObject({ limit: 3 })
    expect(E.isLeft(result) && result.left.message).toMatch(
      /^buffer overflow: Enumerator.async: 3 elements are waiting/
    )
    expect(cleaned()).toBe(1)
  })

  test('room resolves when the consumer has taken one', async () => {
    const { channel, open, drain } = await full('block')
    let room = false
    void channel.room().then(() => (room = true))
    await pause(10)
    expect(room).toBe(false)
    open()
    await pause(10)
    expect(room).toBe(true)
    expect(channel.push(4)).toBe('accepted')
    expect(channel.push(5)).toBe('full')
    expect((await drain()).seen).toEqual([0, 1, 2, 3, 4])
  })

  test('room resolves when the channel is closed', async () => {
    const { channel, drain } = await full('block')
    const rooms = Promise.all([channel.room(), channel.room()])
    channel.end()
    await rooms
    await channel.room()
    await drain()
  })

  test('a producer that waits for room loses nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.nat(3), fc.nat(30), async (capacity, delay, n) => {
        const slow = Iteratee.foldM([], (seen: ReadonlyArray<number>, m: number) => async () => {
          await pause(delay)
          return [...seen, m]
        })
        const { channel, result } = into(slow, { capacity, policy: 'block' })
        for (const m of range(n)) while (channel.push(m) === 'full') await channel.room()
        channel.end()
        expect(await result).toEqual(E.right(range(n)))
      })
    )
  })

  test('a full queue is handed on at once to a consumer that is waiting for it', async () => {
    const { channel, result } = into(chunks, { capacity: 2 })
    for (const n of range(100)) expect(channel.push(n)).toBe('accepted')
    channel.end()
    expect(await result).toEqual(E.right(range(100)))
  })

  const unknown = { buffer: 1 }

  test.each([
    [{ capacity: 0 }, RangeError],
    [{ capacity: 1.5 }, RangeError],
    [{ capacity: NaN }, RangeError],
    [{ policy: 'wait' as 'block' }, TypeError],
    [{ capacity: 1, ...unknown }, TypeError]
  ])('options are checked: %p', (options, error) => {
    expect(() => Enumerator.async(() => () => undefined, options)).toThrow(error)
  })
})

describe('ends', () => {
  const ways: ReadonlyArray<readonly [string, (channel: Channel<number>) => void]> = [
    ['end', (c) => c.end()],
    ['endWith', (c) => c.endWith(new Error('over'))],
    ['eofAndEnd', (c) => c.eofAndEnd()]
  ]

  test.each(ways)('%s comes after what was accepted', async (_, end) => {
    const seen: number[] = []
    const { channel, result, cleaned } = into(Iteratee.foreach((n: number) => seen.push(n)))
    channel.push(1)
    channel.push(2)
    end(channel)
    await result
    expect(seen).toEqual([1, 2])
    expect(cleaned()).toBe(1)
  })

  test.each(ways)('nothing counts after %s', async (_, end) => {
    const { channel, result } = into(chunks)
    end(channel)
    expect(channel.push(1)).toBe('closed')
    for (const [, again] of ways) again(channel)
    const first = await result
    expect(first).toEqual(_ === 'endWith' ? E.left(new Error('over')) : E.right([]))
    expect(channel.push(1)).toBe('closed')
  })

  test('endWith fails the run with that very error', async () => {
    const error = new Error('over')
    const { channel, result } = into(chunks)
    channel.endWith(error)
    const ended = await result
    expect(E.isLeft(ended) && ended.left).toBe(error)
  })

  const then9 = (end: (c: Channel<number>) => void) =>
    Enumerator.async<number>((c) => {
      c.push(1)
      end(c)
      return () => undefined
    }).andThen(Enumerator.of(9))

  test('end goes on with what follows, eofAndEnd does not', async () => {
    expect(await then9((c) => c.end()).run(chunks)()).toEqual(E.right([1, 9]))
    expect(await then9((c) => c.eofAndEnd()).run(chunks)()).toEqual(E.right([1]))
  })

  test('the channel is closed when the consumer is gone, and its cleanup has run once', async () => {
    const { channel, result, cleaned } = into(Iteratee.head())
    channel.push(1)
    channel.push(2)
    await result
    expect(channel.push(3)).toBe('closed')
    await channel.room()
    channel.end()
    expect(cleaned()).toBe(1)
  })

  test('the cleanup runs though register ended the channel itself', async () => {
    const cleanup = jest.fn()
    const ended = Enumerator.async<number>((c) => {
      c.end()
      return cleanup
    })
    expect(await ended.run(chunks)()).toEqual(E.right([]))
    expect(cleanup).toHaveBeenCalledTimes(1)
  })

  test('register that throws fails the run', async () => {
    const error = new Error('register')
    const result = await Enumerator.async<number>(() => {
      throw error
    }).run(chunks)()
    expect(E.isLeft(result) && result.left).toBe(error)
  })

  test('a cleanup that throws fails the run', async () => {
    const error = new Error('cleanup')
    const result = await Enumerator.async<number>((c) => {
      c.end()
      return () => {
        throw error
      }
    }).run(chunks)()
    expect(E.isLeft(result) && result.left).toBe(error)
  })

  test('register is called for each run, with a channel of its own', async () => {
    const register = jest.fn((c: Channel<number>) => {
      c.push(1)
      c.end()
      return () => undefined
    })
    const e = Enumerator.async(register)
    await Promise.all([e.run(chunks)(), e.run(chunks)()])
    await e.through(Enumeratee.take(0)).run(chunks)()
    expect(register).toHaveBeenCalledTimes(2)
  })
})
