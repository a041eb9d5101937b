/** The kit's check of enumerators: lawful ones pass, and what can be violated is seen to be. */
import * as fc from 'fast-check'
import { Enumerator } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as O from 'fp-ts/lib/Option.js'

const few = { numRuns: 30, seed: 1 }

function* naturals(): Iterable<number> {
  for (let n = 0; ; n++) yield n
}

describe('lawful enumerators pass', () => {
  test.each<readonly [string, Enumerator<unknown>]>([
    ['of', Enumerator.of(1, 2, 3)],
    ['empty', Enumerator.empty],
    ['repeat, without end', Enumerator.repeat(() => 'a')],
    ['unfoldM', Enumerator.unfoldM(5, (n) => Laws.late(n === 0 ? O.none : O.some([n - 1, n] as const), 2))],
    ['flatMap', Enumerator.of(1, 2, 3).flatMap((n) => Enumerator.of(n, n))]
  ])('%s', (_, e) => Laws.enumerator(e, few))

  test('one that has no end, and its model neither', () =>
    Laws.enumerator(
      Enumerator.unfold(0, (n) => O.some([n + 1, n] as const)),
      { ...few, expected: naturals }
    ))

  test('one that says that it sends EOF', () =>
    Laws.enumerator(Enumerator.of(1).andThen(Enumerator.eof), { ...few, sendsEof: true }))

  test('all that are generated, also those that fail', () =>
    fc.assert(
      fc.asyncProperty(Laws.enumerators(fc.string()), ({ enumerator, content, failure }) =>
        Laws.enumerator(enumerator, {
          numRuns: 5,
          limit: 20,
          expected: function* () {
            yield* content
            if (failure !== undefined) throw new Error(failure)
          }
        })
      ),
      { numRuns: 30 }
    ))

  test.each(Laws.makers)('every maker: %s', (_, produce) =>
    Laws.enumerator(produce(['a', 'b', 'c']), { ...few, expected: () => ['a', 'b', 'c'] })
  )
})

/** An enumerator cannot but stop when it is told to: no constructor lets one go on. */
describe('what is unlawful is found', () => {
  const options = { ...few, limit: 5 }
  const violation = async <E>(e: Enumerator<E>, law: string, more = {}): Promise<void> => {
    await expect(Laws.enumerator(e, { ...options, ...more })).rejects.toThrow(`\n${law}: `)
    await expect(Laws.enumerator(e, { ...options, ...more, law })).rejects.toThrow(`\n${law}: `)
  }

  test.each([
    'each run delivers the same',
    'two runs at the same time do not meet',
    'empty is neutral under andThen, and so is Empty',
    'it feeds any iteratee the elements that it delivers'
  ])('an iterator that runs share: %s', (law) =>
    // used up by the first law that it is held to
    expect(Laws.enumerator(Enumerator.fromIterable(naturals()), { ...options, law })).rejects.toThrow(`\n${law}: `)
  )

  test('a state that each run sets back', async () => {
    let n = 0
    const restarting = Enumerator.defer(() => {
      n = 0
      return Enumerator.generateM(async () => {
        await Laws.pause(1)
        return n < 5 ? O.some(n++) : O.none
      })
    })
    await violation(restarting, 'two runs at the same time do not meet')
  })

  test('it sends EOF', () => violation(Enumerator.of(1).andThen(Enumerator.eof), 'it sends no EOF by itself'))

  test('it delivers something else, or fails otherwise, than expected', async () => {
    const law = 'it delivers what is expected'
    await violation(Enumerator.of(1, 2), law, { expected: () => [1, 3] })
    await violation(Enumerator.of(1, 2), law, { expected: () => [1] })
    const failing = Enumerator.of(1).andThen(
      Enumerator.repeat(() => {
        throw new Error('no')
      })
    )
    await violation(failing, law, { expected: () => [1] })
  })
})
