/** All elements of all, each as soon as it is there; one that fails fails all; a stop releases all. */
import * as fc from 'fast-check'
import { type Channel, Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { type Cutting, cuttings, delivered, pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { gate } from '../support/gate'
import { elements } from '../support/numbers'
import { heldSources, idleSources } from '../support/sources'

const chunks = Iteratee.getChunks<number>()
const ofBranch = (branch: number, elements: ReadonlyArray<readonly [number, number]>) =>
  elements.filter(([b]) => b === branch).map(([, n]) => n)

describe('elements', () => {
  const branches = fc.array(fc.tuple(elements, cuttings), { maxLength: 4 })
  const tagged = (all: ReadonlyArray<readonly [ReadonlyArray<number>, Cutting]>) =>
    all.map(([content, cutting], branch) => cutting.produce(content).map((n) => [branch, n] as const))

  test('are all there, each branch in its order', async () => {
    await fc.assert(
      fc.asyncProperty(branches, async (all) => {
        const { elements, failure } = await delivered(Enumerator.interleave(...tagged(all)))
        expect(failure).toBeUndefined()
        expect(elements).toHaveLength(all.flatMap(([content]) => content).length)
        all.forEach(([content], branch) => expect(ofBranch(branch, elements)).toEqual(content))
      })
    )
  })

  test('so with a consumer that waits', async () => {
    await fc.assert(
      fc.asyncProperty(branches, fc.nat(3), async (all, delay) => {
        const slow = Iteratee.foldM<readonly [number, number], ReadonlyArray<readonly [number, number]>>(
          [],
          (seen, e) => async () => {
            await pause(delay)
            return [...seen, e]
          }
        )
        const result = await Enumerator.interleave(...tagged(all)).run(slow)()
        all.forEach(([content], branch) => expect(E.isRight(result) && ofBranch(branch, result.right)).toEqual(content))
      })
    )
  })

  test('of as many as are wanted, and no more', async () => {
    await fc.assert(
      fc.asyncProperty(branches, fc.nat(20), async (all, n) => {
        const total = all.flatMap(([content]) => content).length
        const some = Enumerator.interleave(...tagged(all)).through(Enumeratee.take(n))
        const { elements } = await delivered(some)
        expect(elements).toHaveLength(Math.min(n, total))
        all.forEach(([content], branch) => {
          const mine = ofBranch(branch, elements)
          expect(mine).toEqual(content.slice(0, mine.length))
        })
      })
    )
  })

  test('of none: none', async () => {
    expect(await Enumerator.interleave<number>().run(chunks)()).toEqual(E.right([]))
  })
})

describe('turns', () => {
  const both = Enumerator.interleave(
    Enumerator.repeat(() => 'a'),
    Enumerator.repeat(() => 'b')
  )
  const fair = (seen: ReadonlyArray<string>) => {
    const as = seen.filter((s) => s === 'a').length
    expect(as).toBeGreaterThan(seen.length / 4)
    expect(as).toBeLessThan((seen.length * 3) / 4)
  }

  test.each<readonly [string, Enumeratee<string, string>]>([
    ['of those that have elements ready', Enumeratee.passAlong()],
    ['where each element is waited for', Enumeratee.mapM((s) => async () => s)]
  ])('%s are taken', async (_, adapter) => {
    const result = await both.through(adapter).through(Enumeratee.take(1000)).run(Iteratee.getChunks())()
    fair(E.isRight(result) ? result.right : [])
  })

  test('are taken again after the consumer has waited', async () => {
    const waitsOnce = Enumerator.defer(() => {
      let first = true
      return both.flatMap((s) => {
        const wait = first
        first = false
        return wait ? Enumerator.of(s).mapM((x) => async () => x) : Enumerator.of(s)
      })
    })
    const result = await waitsOnce.through(Enumeratee.take(1000)).run(Iteratee.getChunks())()
    fair(E.isRight(result) ? result.right : [])
  })

  test('a branch that waits does not hold up the other', async () => {
    let channel: Channel<number> | undefined
    const pushed = Enumerator.async<number>((c) => {
      channel = c
      return () => undefined
    })
    const seen: number[] = []
    const run = Enumerator.interleave(pushed, Enumerator.of(1, 2)).run(Iteratee.foreach((n: number) => seen.push(n)))()
    expect(seen).toEqual([1, 2])
    channel?.push(3)
    channel?.end()
    await run
    expect(seen).toEqual([1, 2, 3])
  })

  test('each branch holds at most one element that waits for its turn', async () => {
    const pulled = [0, 0, 0]
    const { iteratee, seen, open } = gate<number>()
    const controller = new AbortController()
    const sources = pulled.map((_, i) => Enumerator.repeat(() => (pulled[i] as number)++))
    const run = Enumerator.interleave(...sources).run(iteratee, { signal: controller.signal })()
    for (let n = 1; n < 20; n++) {
      await pause(10)
      expect(seen).toHaveLength(n)
      expect(pulled.reduce((a, b) => a + b)).toBeLessThanOrEqual(n + pulled.length)
      open()
    }
    controller.abort()
    await run
  })
})

describe('ends', () => {
  const failure = new Error('on purpose')
  const failing: Readonly<Record<string, Enumerator<number>>> = {
    'at once': Enumerator.repeat(() => {
      throw failure
    }),
    later: Enumerator.unfoldM(0, () => async () => {
      await pause(5)
      throw failure
    }),
    'behind its elements': Enumerator.of(1, 2).map((n) => {
      if (n === 2) throw failure
      return n
    })
  }

  describe.each(Object.entries({ ...idleSources, ...heldSources }))('beside %s', (_, hold) => {
    test.each(Object.entries(failing))('one that fails %s fails all, and the other is released', async (_, fails) => {
      for (const order of ['first', 'last']) {
        const { enumerator, count } = hold()
        const both = order === 'first' ? [fails, enumerator] : [enumerator, fails]
        const result = await Enumerator.interleave(...both).run(Iteratee.ignore())()
        expect(E.isLeft(result) && result.left).toBe(failure)
        await pause(10)
        expect(count.released).toBe(count.acquired)
      }
    })

    test('a stop releases it', async () => {
      const { enumerator, count } = hold()
      await Enumerator.interleave(
        enumerator,
        Enumerator.of(1).mapM((n) => async () => n)
      ).run(Iteratee.head())()
      await pause(10)
      expect(count.released).toBe(count.acquired)
    })
  })

  test('a failure is reported when all have been released', async () => {
    const log: string[] = []
    const slow = async function* (): AsyncGenerator<number> {
      try {
        yield 1
        await pause(5)
        yield 2
      } finally {
        await pause(10)
        log.push('released')
      }
    }
    const failsOn2 = Enumerator.fromAsyncIterable(slow())
      .interleave(Enumerator.empty)
      .map((n) => {
        if (n === 2) throw failure
        return n
      })
    await failsOn2.run(Iteratee.ignore())()
    expect(log).toEqual(['released'])
  })

  test('nothing is pushed after a stop, nor after a failure', async () => {
    const seen: number[] = []
    const slow = (n: number) => Enumerator.of(n).mapM(() => async () => (await pause(n), n))
    await Enumerator.interleave(slow(1), slow(2), slow(3))
      .through(Enumeratee.take(1))
      .run(Iteratee.foreach((n: number) => seen.push(n)))()
    await pause(20)
    expect(seen).toEqual([1])
  })
})

describe('EOF', () => {
  const eofAfter = (n: number) => Enumerator.of(n).andThen(Enumerator.eof).andThen(Enumerator.of(99))

  test('of one branch ends that branch alone', async () => {
    const later = Enumerator.of(2).mapM((n) => async () => (await pause(5), n))
    expect(await Enumerator.interleave(eofAfter(1), later).run(chunks)()).toEqual(E.right([1, 2]))
  })

  test('of all is passed on: nothing follows', async () => {
    const both = Enumerator.interleave(eofAfter(1), eofAfter(2)).andThen(Enumerator.of(3))
    expect(await both.run(chunks)()).toEqual(E.right([1, 2]))
  })

  test('of some is not: what follows is delivered', async () => {
    const both = Enumerator.interleave(eofAfter(1), Enumerator.of(2)).andThen(Enumerator.of(3))
    expect(await both.run(chunks)()).toEqual(E.right([1, 2, 3]))
  })

  test('Empty passes, and changes nothing', async () => {
    const empty = Enumerator.enumInput<number>(Input.empty)
    const both = Enumerator.interleave(empty.andThen(Enumerator.of(1)), empty)
    expect(await both.run(chunks)()).toEqual(E.right([1]))
  })
})
