/** Two iteratees of the same input: who is fed what, what fails, what is left over, and who waits for whom. */
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { identity } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import { unhandledRejections } from '../support/leaks'

const failure = new Error('on purpose')
const second = new Error('second')

type It<A> = Iteratee<number, A>

/** Fails on the element `bad`, and leaves it over. */
const refusing = (bad: number, error: Error): It<never> => {
  const it: It<never> = Iteratee.cont(
    Input.match({
      el: (n: number) => (n === bad ? Iteratee.error(error, Input.el(n)) : it),
      empty: () => it,
      eof: () => Iteratee.error(error, Input.eof)
    })
  )
  return it
}

const raise = (error: Error): never => {
  throw error
}

/** Each fails on the element 3. */
const failing: Readonly<Record<string, (error: Error) => It<unknown>>> = {
  'by its state': (error) => refusing(3, error),
  'by a throw of fold': (error) => Iteratee.fold(0, (s, n: number) => (n === 3 ? raise(error) : s + n)),
  'by a throw of foreach': (error) => Iteratee.foreach((n: number) => n === 3 && raise(error)),
  'by a throw of foldM': (error) => Iteratee.foldM(0, (s, n: number) => (n === 3 ? raise(error) : async () => s)),
  'by a rejection': (error) => Iteratee.foldM(0, (s, n: number) => async () => (n === 3 ? raise(error) : s)),
  'later, by a rejection': (error) =>
    Iteratee.foldM(0, (s, n: number) => async () => {
      await pause(2)
      return n === 3 ? raise(error) : s
    }),
  'in map': (error) => Iteratee.takeUpTo<number>(3).map(() => raise(error))
}

const others: Readonly<Record<string, (fed: number[]) => It<unknown>>> = {
  'that folds': (fed) => Iteratee.fold(0, (_, n: number) => fed.push(n)),
  'that waits': (fed) =>
    Iteratee.foldM(0, (_, n: number) => async () => {
      await pause(2)
      return fed.push(n)
    }),
  'that is done': () => Iteratee.done(1),
  'that is done soon': () => Iteratee.head(),
  'that will fail later': () => refusing(4, second)
}

const sources: Readonly<Record<string, Enumerator<number>>> = {
  'an array': Enumerator.of(1, 2, 3, 4),
  'one by one': Enumerator.of(1).andThen(Enumerator.of(2)).andThen(Enumerator.of(3)).andThen(Enumerator.of(4)),
  'what waits': Enumerator.of(1, 2, 3, 4).mapM((n) => async () => n)
}

describe.each(Object.entries(failing))('a failure %s', (_, fails) => {
  test.each(Object.entries(others))('of either ends both, beside one %s', async (_, other) => {
    for (const source of Object.values(sources)) {
      for (const zipped of [Iteratee.zip(fails(failure), other([])), Iteratee.zip(other([]), fails(failure))]) {
        const result = await source.run(zipped)()
        expect(E.isLeft(result) && result.left).toBe(failure)
      }
    }
  })

  test('of both on one element is that of the first', async () => {
    for (const source of Object.values(sources)) {
      const result = await source.run(Iteratee.zip(fails(failure), refusing(3, second)))()
      expect(E.isLeft(result) && result.left).toBe(failure)
      const turned = await source.run(Iteratee.zip(refusing(3, second), fails(failure)))()
      expect(E.isLeft(turned) && turned.left).toBe(second)
    }
  })

  test('of a later element is not that of both, where the second fails on an earlier one', async () => {
    const earlier = Iteratee.fold(0, (s, n: number) => (n === 2 ? raise(second) : s + n))
    for (const source of Object.values(sources)) {
      for (const other of [earlier, earlier.map(identity), refusing(2, second)]) {
        for (const late of [fails(failure), fails(failure).map(identity)]) {
          const result = await source.run(Iteratee.zip(late, other))()
          expect(E.isLeft(result) && result.left).toBe(second)
        }
      }
    }
  })

  test('stops the source: the element after is not asked for', async () => {
    const asked: number[] = []
    const waiting = Enumerator.range(1, 10).mapM((n) => async () => (asked.push(n), n))
    await waiting.run(Iteratee.zip(Iteratee.head<number>(), fails(failure)))()
    expect(asked).toEqual([1, 2, 3])
  })

  test('leaves no rejection unhandled, and is recovered from as one failure', async () => {
    const unhandled = await unhandledRejections(async () => {
      for (const source of Object.values(sources)) {
        const answer = jest.fn((_: Error) => O.some('recovered'))
        const zipped = Iteratee.zip(fails(failure), refusing(3, second)).recover(answer)
        expect(await source.run(zipped)()).toEqual(E.right('recovered'))
        expect(answer.mock.calls).toEqual([[failure]])
      }
    })
    expect(unhandled).toEqual([])
  })
})

test('an element that the first has failed on is not fed to the second', async () => {
  const fed: number[] = []
  const noting = Iteratee.foreach((n: number) => fed.push(n))
  await Enumerator.of(1, 2, 3, 4).run(Iteratee.zip(refusing(3, failure), noting))()
  expect(fed).toEqual([1, 2])
})

test('a failure leaves over what the failed one did', async () => {
  const fed = await Enumerator.of(1, 2, 3).apply(Iteratee.zip(refusing(3, failure), Iteratee.ignore<number>()))()
  expect(await fed.step()).toEqual({ _tag: 'Error', error: failure, remaining: Input.el(3) })
})

describe('each element goes to the first, then to the second', () => {
  const noting = (name: string, log: string[]) => Iteratee.foreach((n: number) => log.push(`${name}${n}`))
  const slowly = (name: string, log: string[], turns: number) =>
    Iteratee.foreachM((n: number) => async () => {
      await pause(turns)
      log.push(`${name}${n}`)
    })

  test.each<readonly [string, (log: string[]) => readonly [It<void>, It<void>]]>([
    ['both at once', (log) => [noting('a', log), noting('b', log)]],
    ['the first waits', (log) => [slowly('a', log, 5), noting('b', log)]],
    ['the second waits', (log) => [noting('a', log), slowly('b', log, 5)]],
    ['both wait, the first longer', (log) => [slowly('a', log, 7), slowly('b', log, 1)]],
    ['the first is not there yet', (log) => [Iteratee.flatten(async () => noting('a', log)), noting('b', log)]]
  ])('%s', async (_, make) => {
    for (const source of [Enumerator.of(1, 2, 3), Enumerator.of(1, 2, 3).mapM((n) => async () => n)]) {
      const log: string[] = []
      expect(await source.run(Iteratee.zip(...make(log)))()).toEqual(E.right([undefined, undefined]))
      expect(log).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'b3'])
    }
  })

  test('the source waits for both', async () => {
    const log: string[] = []
    const source = Enumerator.range(1, 3).mapM((n) => async () => (log.push(`source ${n}`), n))
    await source.run(Iteratee.zip(slowly('a', log, 5), slowly('b', log, 2)))()
    expect(log).toEqual(['source 1', 'a1', 'b1', 'source 2', 'a2', 'b2', 'source 3', 'a3', 'b3'])
  })
})

describe('one that is done early', () => {
  test('is fed nothing more, while the other goes on', async () => {
    const first = jest.fn((n: number): It<string> => Iteratee.done(`took ${n}`))
    const one: It<string> = Iteratee.cont(
      Input.match({ el: first, empty: () => one, eof: () => Iteratee.done('nothing', Input.eof) })
    )
    const result = await Enumerator.of(1, 2, 3).run(Iteratee.zip(one, Iteratee.getChunks<number>()))()
    expect(result).toEqual(E.right(['took 1', [1, 2, 3]]))
    expect(first).toHaveBeenCalledTimes(1)
  })

  test('and so is the other: nothing more is asked for', async () => {
    const asked = jest.fn((n: number) => async () => n)
    const two = Iteratee.takeUpTo<number>(2)
    const result = await Enumerator.range(1, 50).mapM(asked).run(Iteratee.zip(Iteratee.head<number>(), two))()
    expect(result).toEqual(E.right([O.some(1), [1, 2]]))
    expect(asked).toHaveBeenCalledTimes(2)
  })

  test('both from the start: nothing is asked for', async () => {
    const asked = jest.fn(() => 1)
    const both = Iteratee.zip(Iteratee.done('a'), Iteratee.takeUpTo<number>(0))
    expect(await Enumerator.repeat(asked).run(both)()).toEqual(E.right(['a', []]))
    expect(asked).not.toHaveBeenCalled()
  })

  test('whatever waits', async () => {
    const late = Iteratee.takeUpTo<number>(1).mapM((all) => async () => {
      await pause(5)
      return all
    })
    const source = Enumerator.of(1, 2, 3)
    expect(await source.run(Iteratee.zip(late, Iteratee.head<number>()))()).toEqual(E.right([[1], O.some(1)]))
    expect(await source.run(Iteratee.zip(Iteratee.head<number>(), late))()).toEqual(E.right([O.some(1), [1]]))
  })
})

describe('what is left over', () => {
  const peek: It<boolean> = Iteratee.isEmpty()
  const rest = Iteratee.getChunks<number>()
  const after = (a: It<unknown>, b: It<unknown>) => Iteratee.zip(a, b).flatMap(() => rest)

  test.each<readonly [string, It<unknown>, It<unknown>, ReadonlyArray<number>]>([
    ['neither took it', peek, peek, [1, 2, 3]],
    ['the first took it', Iteratee.head<number>(), peek, [2, 3]],
    ['the second took it', peek, Iteratee.head<number>(), [2, 3]],
    ['the first took more', Iteratee.takeUpTo<number>(2), Iteratee.head<number>(), [3]],
    ['the second took more', peek, Iteratee.takeUpTo<number>(2), [3]],
    ['the second then left one', Iteratee.head<number>(), Iteratee.head<number>().flatMap(() => peek), [2, 3]],
    ['the first then left one', Iteratee.takeUpTo<number>(2).flatMap(() => peek), peek, [3]]
  ])('where %s', async (_, a, b, expected) => {
    for (const source of [Enumerator.of(1, 2, 3), Enumerator.of(1, 2, 3).mapM((n) => async () => n)]) {
      expect(await source.run(after(a, b))()).toEqual(E.right(expected))
    }
  })

  test('is EOF, where both left that', async () => {
    const fed = await Iteratee.zip(peek, peek).feed(Input.eof)()
    expect(await fed.step()).toEqual({ _tag: 'Done', value: [true, true], remaining: Input.eof })
  })
})

test('one that wants more after EOF: the run fails', async () => {
  const insatiable: It<never> = Iteratee.cont(() => insatiable)
  const both: ReadonlyArray<It<unknown>> = [
    Iteratee.zip(insatiable, Iteratee.head()),
    Iteratee.zip(Iteratee.head(), insatiable)
  ]
  for (const zipped of both) {
    const result = await Enumerator.of(1).run(zipped)()
    expect(result).toMatchObject({ left: { name: 'IterateeError', message: 'diverging iteratee after Input.EOF' } })
  }
})

test('zipWith calls its function once, with both results; what it throws is the failure', async () => {
  const f = jest.fn((a: O.Option<number>, b: ReadonlyArray<number>) => [a, b])
  const zipped = Iteratee.zipWith(Iteratee.head<number>(), Iteratee.getChunks<number>(), f)
  expect(await Enumerator.of(1, 2).run(zipped)()).toEqual(E.right([O.some(1), [1, 2]]))
  expect(f).toHaveBeenCalledTimes(1)
  const throwing = Enumeratee.zipWith(Iteratee.head<number>(), Iteratee.ignore<number>(), () => raise(failure))
  const result = await Enumerator.of(1, 2).run(throwing)()
  expect(E.isLeft(result) && result.left).toBe(failure)
})
