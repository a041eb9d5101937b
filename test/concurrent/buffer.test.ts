/** A buffer between a source and a consumer. */
import * as fc from 'fast-check'
import { Concurrent, Enumeratee, Enumerator, Input, Iteratee, OverflowError } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { gated } from '../support/gated'
import { heapUsed } from '../support/heap'
import { positions, run } from '../support/timed'
import { told } from '../support/told'
import { turns } from '../support/turns'

const chunks = Iteratee.getChunks<number>()
const range = (n: number, from = 0) => Array.from({ length: n }, (_, i) => i + from)

/** Lets it go on, one element after the other, until it has ended. */
const drain = async ({ ended, grant }: { ended: () => unknown; grant: () => void }): Promise<void> => {
  while (ended() === undefined) {
    grant()
    await turns(1)
  }
}

describe("Play's behaviour", () => {
  test.each(positions)('the enumerator is not slowed by a slow iteratee: %s', async (position) => {
    let finished: () => void = () => undefined
    const whenFinished = new Promise<void>((resolve) => (finished = resolve))
    const source = Enumerator.fromIterable(range(10)).onDoneEnumerating(() => {
      finished()
    })
    const slow = Iteratee.foldM<number, ReadonlyArray<number>>([], (s, e) => () => whenFinished.then(() => [...s, e]))
    expect(await run(position, source, Concurrent.buffer(20), slow)).toEqual(E.right(range(10)))
  })

  test('what is kept and not needed in the end is lost', async () => {
    const slow = Iteratee.head<number>().mapM((a) => Laws.late(a, 20))
    const both = Concurrent.buffer<number>(20).transform(slow).flatMap((a) => chunks.map((rest) => [a, rest] as const)) // prettier-ignore
    expect(await Enumerator.fromIterable(range(10)).run(both)()).toEqual(E.right([O.some(0), []]))
  })
})

describe('where we differ from Play', () => {
  test.each(positions)('on overflow what was queued is still delivered, then the failure: %s', async (position) => {
    const seen: number[] = []
    const slow = Iteratee.foreachM((n: number) => async () => {
      await turns(1)
      seen.push(n)
    })
    const result = await run(position, Enumerator.fromIterable(range(20)), Concurrent.buffer(7), slow)
    expect(E.isLeft(result) && result.left).toBeInstanceOf(OverflowError)
    expect(E.isLeft(result) && result.left.message).toMatch(/^buffer overflow: /)
    expect(result).toMatchObject({ _tag: 'Left', left: { limit: 7 } })
    expect(seen).toEqual(range(8))
  })

  test('the limit is exact: one in hand and so many kept, and not one more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), Laws.synchronousCuttings, async (max, cutting) => {
        for (const extra of [1, 2]) {
          const slow = gated(cutting.produce(range(max + extra)).through(Concurrent.buffer(max)))
          await drain(slow)
          expect(slow.handed).toEqual(range(max + 1))
          expect((await slow.result)._tag).toBe(extra === 1 ? 'Right' : 'Left')
        }
      }),
      { numRuns: 30 }
    )
  })

  test('the source is released at once where there is no room, before the rest is delivered', async () => {
    const source = told<number>()
    const slow = gated(source.enumerator.through(Concurrent.buffer(2)))
    const channel = await source.channels.next()
    for (const n of range(4)) channel.push(n)
    await turns(1)
    expect([source.released, slow.handed, slow.ended()]).toEqual([1, [0], undefined])
    await drain(slow)
    expect(slow.handed).toEqual([0, 1, 2])
  })
})

/** What is handed on, by lists alone; each element is as long as it says. */
class Model {
  readonly handed: number[] = []
  overflown = false
  private queue: number[] = []
  private holds = false

  constructor(private readonly max: number) {}

  get hasFailed(): boolean {
    return this.overflown && !this.holds && this.queue.length === 0
  }

  next(command: number | 'grant'): void {
    if (command === 'grant') this.holds = false
    else if (!this.overflown) {
      const held = this.queue.reduce((sum, n) => sum + n, 0)
      this.overflown = this.holds && held + command > this.max
      if (!this.overflown) this.queue.push(command)
    }
    const next = this.holds ? undefined : this.queue.shift()
    if (next === undefined) return
    this.handed.push(next)
    this.holds = true
  }
}

describe('length', () => {
  const length = Input.match({ el: (s: string) => s.length, empty: () => 0, eof: () => 0 })

  test('says how much of the limit an element takes; what follows has in hand counts for nothing', async () => {
    const words = ['a long one', 'ab', 'cd', '', 'e']
    const slow = gated(Enumerator.of(...words).through(Concurrent.buffer(5, length)))
    await drain(slow)
    expect([slow.handed, (await slow.result)._tag]).toEqual([words, 'Right'])
    const full = gated(Enumerator.of(...words, 'f').through(Concurrent.buffer(5, length)))
    await drain(full)
    expect([full.handed, (await full.result)._tag]).toEqual([words, 'Left'])
  })

  test('against a model: what is handed on, whatever is granted and when', async () => {
    const command = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant('grant' as const))
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { maxLength: 40, size: 'max' }),
        fc.integer({ min: 1, max: 8 }),
        async (all, max) => {
          const source = told<number>()
          const slow = gated(source.enumerator.through(Concurrent.buffer(max, (i) => (i._tag === 'El' ? i.value : 0))))
          const channel = await source.channels.next()
          const model = new Model(max)
          for (const c of all) {
            if (c === 'grant') slow.grant()
            else if (!model.overflown) expect(channel.push(c)).toBe('accepted')
            model.next(c)
            await turns(1)
            expect(slow.handed).toEqual(model.handed)
            expect(slow.ended()?._tag).toBe(model.hasFailed ? 'Left' : undefined)
          }
          slow.leave()
          await slow.result
          expect(source.released).toBe(1)
        }
      )
    )
  })

  test.each([-1, NaN])('that is no length is a failure, after what came before: %p', async (bad) => {
    const seen: number[] = []
    const source = Enumerator.of(1, 2, 3).through(
      Concurrent.buffer(9, (i) => (i._tag === 'El' && i.value === 3 ? bad : 1))
    )
    const result = await source.run(Iteratee.foreachM((n: number) => Laws.late(void seen.push(n), 3)))()
    expect(E.isLeft(result) && result.left).toBeInstanceOf(RangeError)
    expect(seen.slice(0, 2)).toEqual([1, 2])
  })
})

test('a failure of the source is told after what is kept', async () => {
  const boom = new Error('boom')
  const slow = gated(Enumerator.of(1, 2, 3).andThen(Enumerator.fail(boom)).through(Concurrent.buffer(9)))
  await drain(slow)
  expect([slow.handed, await slow.result]).toEqual([[1, 2, 3], E.left(boom)])
})

test('attempt behind it has the overflow as an element; recover before it drops what there is no room for', async () => {
  const late = Iteratee.foldM<unknown, ReadonlyArray<unknown>>([], (s, e) => Laws.late([...s, e], 5))
  const numbers = Enumerator.fromIterable(range(10))
  const attempted = await numbers.through(Concurrent.buffer(2)).through(Enumeratee.attempt()).run(late)()
  expect(E.isRight(attempted) && attempted.right.map((e) => (e as E.Either<Error, number>)._tag)).toEqual(['Right', 'Right', 'Right', 'Left']) // prettier-ignore
  const recovered = await numbers.through(Enumeratee.recover()).through(Concurrent.buffer(2)).run(late)()
  expect(recovered).toEqual(E.right([0, 1, 2]))
})

test('a consumer that is done while the source is idle releases it', async () => {
  const source = told<number>()
  const result = source.enumerator
    .through(Concurrent.buffer(9))
    .run(Iteratee.head<number>().mapM((a) => Laws.late(a, 5)))()
  ;(await source.channels.next()).push(1)
  expect(await result).toEqual(E.right(O.some(1)))
  expect(source.released).toBe(1)
})

test('constant memory, where the consumer keeps up', async () => {
  const million = Enumerator.range(1, 1_000_000).through(Concurrent.buffer(10))
  const before = heapUsed()
  let most = 0
  const watching = Iteratee.fold(0, (n: number, i: number) => {
    if (i % 250_000 === 0) most = Math.max(most, heapUsed() - before)
    return n + 1
  })
  expect(await million.run(watching)()).toEqual(E.right(1_000_000))
  expect(most).toBeLessThan(5_000_000)
})

test.each([0, 1.5, -1, NaN, Infinity])('what is refused: %p', (max) => {
  expect(() => Concurrent.buffer(max)).toThrow(RangeError)
})
