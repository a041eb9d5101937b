/** Whoever goes on after a failure has released first what was acquired on behalf of what failed. */
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import { late } from 'fp-ts-iteratee/laws'

const failure = new Error('on purpose')

/** One that fails, and says in the log when it is acquired and released. */
const failing = (log: string[], turns: number) => (n: number) =>
  Enumerator.bracket(
    async () => log.push(`acquired ${n}`),
    () => Enumerator.fail(failure),
    () => async () => {
      await late(undefined, turns)()
      log.push(`released ${n}`)
    }
  )

describe.each([
  ['at once', 0],
  ['by and by', 3]
])('what is released %s', (_, turns) => {
  const between: ReadonlyArray<readonly [string, Enumeratee<number, number>]> = [
    ['nothing', Enumeratee.passAlong()],
    ['map', Enumeratee.map((n: number) => n)],
    ['timeout', Enumeratee.timeout(1_000_000)],
    ['flatten', Enumeratee.flatten(async () => Enumeratee.map((n: number) => n))],
    ['flatten of timeout', Enumeratee.flatten(async () => Enumeratee.timeout<number>(1_000_000))]
  ]

  describe.each(between)('with %s between', (_, f) => {
    test.each<readonly [string, (e: Enumerator<number>, g: Enumeratee<number, never>) => Promise<unknown>]>([
      ['through', (e, g) => e.through(g).run(Iteratee.ignore())()],
      ['transform', (e, g) => e.run(g.transform(Iteratee.ignore()))()]
    ])('recover, in %s', async (_, run) => {
      const log: string[] = []
      const told = Enumeratee.recover<number>(() => () => log.push('told'))
      await run(Enumerator.of(1, 2), told.compose(f).compose(Enumeratee.mapFlatten(failing(log, turns))))
      expect(log).toEqual([1, 2].flatMap((n) => [`acquired ${n}`, `released ${n}`, 'told']))
    })

    test('attempt, in through', async () => {
      const log: string[] = []
      const e = Enumerator.of(1).through(f).flatMap(failing(log, turns)).through(Enumeratee.attempt())
      await e.andThen(Enumerator.fromIO(() => log.push('next'))).run(Iteratee.ignore())()
      expect(log).toEqual(['acquired 1', 'released 1', 'next'])
    })

    test('attempt, in transform', async () => {
      const log: string[] = []
      const row = f.compose(Enumeratee.mapFlatten(failing(log, turns))).compose(Enumeratee.attempt())
      const next = Iteratee.foreach(() => {
        log.push('next')
      })
      await Enumerator.of(1, 2).run(row.transform(Iteratee.ignore()).flatMap(() => next))()
      expect(log).toEqual(['acquired 1', 'released 1', 'next'])
    })
  })
})
