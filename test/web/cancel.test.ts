/** A stream that is cancelled stops its source at once, and all that the source holds is released, exactly once. */
import { Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import { fromReadableStream, toReadableStream } from 'fp-ts-iteratee/web'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { timersLeft, unhandledRejections } from '../support/leaks'
import { heldSources, idleSources } from '../support/sources'
import { slowlyReleased } from '../support/slowlyReleased'
import { told } from '../support/told'
import { turns } from '../support/turns'
import { watched } from '../support/webStreams'

const failure = new Error('on purpose')

describe.each(Object.entries(heldSources))('%s', (_, make) => {
  test.each([0, 1, 2, 3])('is released once, when %d have been read', async (reads) => {
    const { enumerator, count } = make()
    const reader = toReadableStream(enumerator).getReader()
    for (let i = 1; i <= reads; i++) expect((await reader.read()).value).toBe(i)
    await reader.cancel()
    const expected = reads === 0 ? 0 : 1
    expect(count).toEqual({ acquired: expected, released: expected })
    await turns(1)
    expect(count.released).toBe(expected)
  })

  test('is released once, while a read is under way, and where elements are made ahead', async () => {
    for (const [highWaterMark, microtasks] of [0, 1, 5].flatMap((h) => [0, 1, 2, 3, 5].map((n) => [h, n] as const))) {
      const { enumerator, count } = make()
      const reader = toReadableStream(enumerator, { highWaterMark }).getReader()
      void reader.read()
      await Laws.pause(microtasks)
      await reader.cancel()
      expect(count.released).toBe(count.acquired)
      await turns(1)
      expect(count.released).toBe(count.acquired)
      expect(count.acquired).toBeLessThanOrEqual(1)
    }
  })

  test('is released once, where the end has been read', async () => {
    const { enumerator, count } = make()
    const reader = toReadableStream(enumerator).getReader()
    while (!(await reader.read()).done);
    await reader.cancel()
    expect(count).toEqual({ acquired: 1, released: 1 })
  })
})

describe.each(Object.entries(idleSources))('while idle: %s', (_, make) => {
  test('is released at once, the read that waits is answered, no timer is left', async () => {
    const { enumerator, count } = make()
    const left = await timersLeft(async () => {
      const reader = toReadableStream(enumerator).getReader()
      const reading = reader.read()
      await Laws.pause(10)
      const cancelled = reader.cancel()
      expect((await reading).done).toBe(true)
      await cancelled
    })
    expect(count).toEqual({ acquired: 1, released: 1 })
    expect(left).toBe(0)
  })
})

test('cancel resolves when the finalisers have run, not before', async () => {
  const log: string[] = []
  const reader = toReadableStream(slowlyReleased(() => log.push('released'))).getReader()
  await reader.read()
  await reader.cancel()
  expect(log).toEqual(['released'])
})

test('cancel is rejected where a finaliser fails', async () => {
  const fail = (): never => {
    throw failure
  }
  const reader = toReadableStream(slowlyReleased(fail)).getReader()
  await reader.read()
  await expect(reader.cancel()).rejects.toBe(failure)
})

test('cancel says nothing of a failure that was not reached', async () => {
  const enumerator = Enumerator.of(1, 2).andThen(Enumerator.fail(failure))
  const reader = toReadableStream(enumerator, { highWaterMark: 2 }).getReader()
  await reader.read()
  await turns(1)
  await expect(reader.cancel()).resolves.toBe(undefined)
})

test.each([
  ['later', (held: Enumerator<number>) => held],
  ['as it begins', (held: Enumerator<number>) => held.interleave(Enumerator.of(1))]
])(
  'a function of the source that cancels, %s: no element follows, and that waits for the finalisers',
  async (_, made) => {
    const log: unknown[] = []
    const enumerator = made(slowlyReleased(() => log.push('released'))).map((n) => {
      log.push(n)
      if (n === 1) void reader.cancel().then(() => log.push('cancelled'))
      return n
    })
    const reader = toReadableStream(enumerator, { highWaterMark: 3 }).getReader()
    expect((await reader.read()).done).toBe(true)
    await turns(1)
    expect(log).toEqual([1, 'released', 'cancelled'])
  }
)

test('a tee is released when both branches are cancelled', async () => {
  const source = told<string>()
  const [a, b] = toReadableStream(source.enumerator).tee()
  const reader = a.getReader()
  const reading = reader.read()
  const channel = await source.channels.next()
  const cancelled = reader.cancel()
  expect((await reading).done).toBe(true)
  await turns(1)
  expect(source.released).toBe(0)
  channel.push('x')
  const other = b.getReader()
  expect((await other.read()).value).toBe('x')
  await Promise.all([cancelled, other.cancel()])
  expect(source.released).toBe(1)
})

test('whatever comes first, an element, a read, the cancellation: what is read is a beginning, and all is released', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(fc.nat()), fc.nat(3), fc.nat(4), async (s, elements, ahead, reads) => {
      let asked = 0
      let released = 0
      const enumerator = Laws.scheduled(s)
        .produce(elements)
        .map((n) => (asked++, n))
        .onDoneEnumerating(() => released++)
      const reader = toReadableStream(enumerator, { highWaterMark: ahead }).getReader()
      const read: number[] = []
      const reading = Promise.all(
        Array.from({ length: reads }, async (_, i) => {
          await s.schedule(Promise.resolve(), `read ${i}`)
          const result = await reader.read()
          if (!result.done) read.push(result.value)
        })
      )
      const cancelling = s.schedule(Promise.resolve(), 'cancel').then(async () => {
        await reader.cancel()
        expect(released).toBe(reads === 0 && ahead === 0 ? 0 : Math.min(1, released))
        return released
      })
      const then = await s.waitFor(cancelling)
      await s.waitFor(reading)
      await turns(1)
      expect(released).toBe(then)
      expect(read).toEqual(elements.slice(0, read.length))
      expect(asked).toBeLessThanOrEqual(reads + ahead)
    })
  )
})

test('a cancellation goes through to the stream that the enumerator reads', async () => {
  const { stream, cancel } = watched(1, 2)
  const reader = toReadableStream(fromReadableStream(() => stream)).getReader()
  await reader.read()
  await reader.cancel('no more')
  expect(cancel.mock.calls).toEqual([[undefined]])
  expect(stream.locked).toBe(false)
})

test('the source is told of an early end: it is no failure', async () => {
  const log: string[] = []
  const enumerator = Enumerator.fromCallback1(
    () => () => new Promise<never>(() => {}),
    () => log.push('complete'),
    () => log.push('error')
  )
  const reader = toReadableStream(enumerator).getReader()
  void reader.read()
  await turns(1)
  await reader.cancel('reason')
  expect(log).toEqual(['complete'])
})

test('nothing is unhandled, whatever is cancelled', async () => {
  const unhandled = await unhandledRejections(async () => {
    const failing = Enumerator.of(1).onDoneEnumerating(() => {
      throw failure
    })
    for (const make of [() => Enumerator.fail(failure), () => failing, () => Enumerator.never]) {
      for (const highWaterMark of [0, 1, 2]) {
        const reader = toReadableStream(make(), { highWaterMark }).getReader()
        void reader.read().catch(() => {})
        await reader.cancel().catch((error: unknown) => expect(error).toBe(failure))
        await toReadableStream(make()).cancel()
      }
    }
    await turns(2)
  })
  expect(unhandled).toEqual([])
})

test('there and back: what stops the run stops the first source, once', async () => {
  for (const [, make] of Object.entries(heldSources)) {
    const { enumerator, count } = make()
    const there = fromReadableStream(() => toReadableStream(enumerator))
    expect(await there.run(Iteratee.head())()).toMatchObject(E.right({ value: 1 }))
    expect(count).toEqual({ acquired: 1, released: 1 })
  }
})
