/** Through streams of the platform and back, any number of times: elements, failures and the end of interest arrive. */
import * as fc from 'fast-check'
import { Enumerator, Iteratee, Writeable } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import { fromReadableStream, toReadableStream, toResponse } from 'fp-ts-iteratee/web'
import * as E from 'fp-ts/lib/Either.js'
import { iteratorOf } from '../support/asyncIterators'
import { unhandledRejections } from '../support/leaks'
import { heldSources, idleSources } from '../support/sources'
import { comesAbout, turns } from '../support/turns'
import { readAll } from '../support/webStreams'

const failure = new Error('on purpose')

type Way = <A>(e: Enumerator<A>) => Enumerator<A>

const ways: Record<string, (highWaterMark: number) => Way> = {
  stream: (highWaterMark) => (e) => fromReadableStream(() => toReadableStream(e, { highWaterMark })),
  transformed: (highWaterMark) => (e) =>
    fromReadableStream(() =>
      toReadableStream(e).pipeThrough(new TransformStream(undefined, { highWaterMark: 1 }, { highWaterMark }))
    ),
  teed: () => (e) =>
    fromReadableStream(() => {
      const [one, other] = toReadableStream(e).tee()
      void other.cancel()
      return one
    }),
  iterated: (highWaterMark) => (e) =>
    fromReadableStream(() => {
      const iterator = iteratorOf(e)
      return new ReadableStream(
        {
          pull: async (controller) => {
            const result = await iterator.next()
            if (result.done === true) controller.close()
            else controller.enqueue(result.value)
          },
          cancel: async () => {
            await iterator.return()
          }
        },
        { highWaterMark }
      )
    }),
  'read by for await': () => (e) =>
    Enumerator.fromAsyncIterable({ [Symbol.asyncIterator]: () => toReadableStream(e)[Symbol.asyncIterator]() })
}

const path = fc.array(fc.tuple(fc.constantFrom(...Object.keys(ways)), fc.nat(3)), { maxLength: 4 })

const along =
  (steps: ReadonlyArray<readonly [string, number]>): Way =>
  (e) =>
    steps.reduce((before, [name, highWaterMark]) => (ways[name] as (typeof ways)[string])(highWaterMark)(before), e)

describe('any way there and back', () => {
  test('delivers what the enumerator does, but for what a failure overtakes on the way', async () => {
    await fc.assert(
      fc.asyncProperty(Laws.enumerators(fc.nat()), path, async ({ enumerator, content, failure }, steps) => {
        const delivered = await Laws.delivered(along(steps)(enumerator))
        expect(delivered.failure).toBe(failure)
        // a stream of the platform that fails forgets what it has ready
        const overtakes =
          failure !== undefined && steps.some(([name]) => name !== 'stream' && name !== 'read by for await')
        if (overtakes) expect(content.slice(0, delivered.elements.length)).toEqual(delivered.elements)
        else expect(delivered.elements).toEqual(content)
      })
    )
  })

  test('fails with that very error', async () => {
    for (const name of Object.keys(ways)) {
      const there = along([[name, 1]])(Enumerator.of(1).andThen(Enumerator.fail(failure)))
      const result = await there.run(Iteratee.ignore())()
      expect(E.isLeft(result) && result.left).toBe(failure)
    }
  })

  test.each(Object.entries(heldSources))('an early end arrives, once: %s', async (_, make) => {
    for (const name of Object.keys(ways)) {
      const { enumerator, count } = make()
      const result = await along([
        [name, 0],
        ['stream', 1]
      ])(enumerator).run(Iteratee.head())()
      expect(result).toMatchObject(E.right({ value: 1 }))
      await comesAbout(() => count.released > 0)
      await turns(1)
      expect(count).toEqual({ acquired: 1, released: 1 })
    }
  })

  test.each(Object.entries(idleSources))('an abort arrives while the source is idle, once: %s', async (_, make) => {
    const unhandled = await unhandledRejections(async () => {
      for (const name of Object.keys(ways).filter((name) => !held.has(name))) {
        const { enumerator, count } = make()
        const controller = new AbortController()
        const there = along([
          ['stream', 0],
          [name, 0]
        ])(enumerator)
        const run = there.run(Iteratee.ignore(), { signal: controller.signal })()
        await turns(3)
        controller.abort()
        expect(E.isLeft(await run)).toBe(true)
        await turns(3)
        expect(count).toEqual({ acquired: 1, released: 1 })
      }
    })
    expect(unhandled).toEqual([])
  })
})

/** The platform's own iterator of a stream waits with `return` for the `next` before it. */
const held: ReadonlySet<string> = new Set(['read by for await'])

describe('a stream of the platform', () => {
  test('read and made again is itself, however it is read', async () => {
    const reading = fc.record({ atOnce: fc.integer({ min: 1, max: 4 }), between: fc.nat(3) })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.anything()), fc.boolean(), fc.nat(3), reading, async (all, fails, ahead, how) => {
        const left = [...all]
        const stream = new ReadableStream<unknown>(
          {
            pull: async (controller) => {
              await Laws.pause(left.length % 3)
              if (left.length > 0) controller.enqueue(left.shift())
              else if (fails) controller.error(failure)
              else controller.close()
            }
          },
          { highWaterMark: 0 }
        )
        const again = toReadableStream(
          fromReadableStream(() => stream),
          { highWaterMark: ahead }
        )
        const { elements, error } = await readAll(again, how)
        expect(elements).toEqual(all)
        expect(error).toBe(fails ? failure : undefined)
        expect(stream.locked).toBe(false)
      })
    )
  })
})

describe('a body', () => {
  test('read, and sent on, has the same bytes, wherever they are cut, and fails where it fails', async () => {
    const bytes = Laws.enumerators(fc.uint8Array({ maxLength: 5 }))
    await fc.assert(
      fc.asyncProperty(bytes, fc.nat(2), async ({ enumerator, content, failure }, times) => {
        let e: Enumerator<Uint8Array> = enumerator
        for (let i = 0; i <= times; i++) {
          const before = e
          e = fromReadableStream<Uint8Array>(() => toResponse(before, Writeable.bytes).body)
        }
        const delivered = await Laws.delivered(e)
        expect(delivered.failure).toBe(failure)
        expect(delivered.elements.flatMap((chunk) => [...chunk])).toEqual(content.flatMap((chunk) => [...chunk]))
      })
    )
  })
})
