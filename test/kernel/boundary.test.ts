/** What follows a stage that acts by itself has stopped, and is at work on its last element: that is waited for. */
import * as fc from 'fast-check'
import { Concurrent, Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { positions, run } from '../support/timed'

const boundaries: ReadonlyArray<readonly [string, Enumeratee<number, number>]> = [
  ['parMapM', Enumeratee.parMapM(3, (n: number) => Laws.late(n, 1))],
  ['buffer', Concurrent.buffer(9)],
  ['lazyAndErrIfNotReady', Concurrent.lazyAndErrIfNotReady(1_000_000)],
  ['dropInputIfNotReady', Concurrent.dropInputIfNotReady(1_000_000)]
]

describe.each(boundaries)('%s', (_, boundary) => {
  test.each(positions)('the last element that is taken is used to its end: %s', async (position) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.nat(8), fc.nat(30), async (n, every, long) => {
        const source = Enumerator.of(1, 2, 3, 4, 5).mapM((e) => Laws.late(e, every))
        const slow = Iteratee.foldM<number, number>(0, (s, e) => Laws.late(s + e, long))
        const first = boundary.compose(Enumeratee.take(n))
        expect(await run(position, source, first, slow)).toEqual(E.right((n * (n + 1)) / 2))
      }),
      { numRuns: 50 }
    )
  })

  test.each(positions)('what a failure becomes behind it is used to its end: %s', async (position) => {
    const failing = Enumeratee.map((n: number) => {
      if (n === 3) throw new Error('on 3')
      return n
    })
    const first = boundary.compose(failing).compose(Enumeratee.attempt())
    await fc.assert(
      fc.asyncProperty(fc.nat(8), fc.nat(30), async (every, long) => {
        const source = Enumerator.of(1, 2, 3).mapM((e) => Laws.late(e, every))
        const slow = Iteratee.foldM<E.Either<Error, number>, string>('', (s, e) =>
          Laws.late(s + (E.isRight(e) ? String(e.right) : e.left.message), long)
        )
        expect(await run(position, source, first, slow)).toEqual(E.right('12on 3'))
      }),
      { numRuns: 50 }
    )
  })
})
