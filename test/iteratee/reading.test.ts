/** `takeUpTo`, `isEmpty`, `eofOrElse`, folds and the like: their edges, and when they ask for more. */
import { Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { late } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { getMonoid } from 'fp-ts/lib/ReadonlyArray.js'
import * as S from 'fp-ts/lib/string.js'

const e = Input.empty
const el = Input.el

/** These inputs, as they are, `Empty` too. */
const inputs = (...all: ReadonlyArray<Input<number>>): Enumerator<number> =>
  all.reduce<Enumerator<number>>((before, input) => before.andThen(Enumerator.enumInput(input)), Enumerator.empty)

const counted = () => {
  let asked = 0
  const source = Enumerator.range(1, 50).mapM((n) => async () => {
    asked++
    return n
  })
  return { source, asked: () => asked }
}

describe('takeUpTo, and whether anything follows', () => {
  test.each<readonly [ReadonlyArray<Input<number>>, number, ReadonlyArray<number>, boolean]>([
    [[], 0, [], true],
    [[], 2, [], true],
    [[Input.eof], 2, [], true],
    [[el(1), el(2)], 0, [], false],
    [[el(1), el(2)], 1, [1], false],
    [[el(1), el(2)], 2, [1, 2], true],
    [[el(1), el(2)], 3, [1, 2], true],
    [[el(1), el(2)], Infinity, [1, 2], true],
    [[el(1), el(2), Input.eof, el(3)], 3, [1, 2], true],
    [[e, el(1), e, el(2), e], 2, [1, 2], true],
    [[e, el(1), e, e, el(2), e, el(3)], 2, [1, 2], false]
  ])('of %j, %d: %j', async (fed, n, taken, over) => {
    const both = Iteratee.takeUpTo<number>(n).flatMap((some) => Iteratee.isEmpty<number>().map((is) => [some, is]))
    expect(await inputs(...fed).run(both)()).toEqual(E.right([taken, over]))
  })

  test('takeUpTo asks for as many as it takes, and takeUpTo(0) for none', async () => {
    for (const n of [0, 1, 5]) {
      const { source, asked } = counted()
      await source.run(Iteratee.takeUpTo(n))()
      expect(asked()).toBe(n)
    }
  })

  test('takeUpTo is done with its last element, and not before it is told so', async () => {
    expect((await Iteratee.takeUpTo<number>(0).step())._tag).toBe('Done')
    const one = await Iteratee.takeUpTo<number>(2).feed(el(1))()
    expect((await one.step())._tag).toBe('Cont')
    expect(await (await one.feed(el(2))()).step()).toEqual({ _tag: 'Done', value: [1, 2], remaining: e })
    expect(await (await one.feed(Input.eof)()).step()).toMatchObject({ _tag: 'Done', value: [1] })
  })
})

describe('isEmpty', () => {
  test.each<readonly [ReadonlyArray<Input<number>>, boolean]>([
    [[Input.eof], true],
    [[e, Input.eof], true],
    [[e, e], true],
    [[el(1)], false],
    [[el(1), el(2)], false],
    [[e, el(1)], false]
  ])('of %j: %p', async (fed, is) => {
    expect(await inputs(...fed).run(Iteratee.isEmpty())()).toEqual(E.right(is))
  })

  test('leaves over what it has seen', async () => {
    expect(await (await Iteratee.isEmpty().feed(el(1))()).step()).toEqual({
      _tag: 'Done',
      value: false,
      remaining: el(1)
    })
    expect(await (await Iteratee.isEmpty().feed(Input.eof)()).step()).toMatchObject({
      value: true,
      remaining: Input.eof
    })
    expect((await (await Iteratee.isEmpty().feed(e)()).step())._tag).toBe('Cont')
  })

  test('asks for one element', async () => {
    const { source, asked } = counted()
    expect(await source.run(Iteratee.isEmpty())()).toEqual(E.right(false))
    expect(asked()).toBe(1)
  })
})

describe('eofOrElse', () => {
  test('calls its function on an element only, and leaves that over', async () => {
    const otherwise = jest.fn(() => 'more')
    const it = Iteratee.eofOrElse(otherwise)('over')
    const ended = await it.feed(Input.eof)()
    expect(await ended.step()).toEqual({ _tag: 'Done', value: E.right('over'), remaining: Input.eof })
    expect(otherwise).not.toHaveBeenCalled()
    const fed = await it.feed(el(1))()
    expect(await fed.step<unknown>()).toEqual({ _tag: 'Done', value: E.left('more'), remaining: el(1) })
    await fed.step()
    expect(otherwise).toHaveBeenCalledTimes(1)
  })
})

describe('fold2', () => {
  const untilMore = (limit: number) =>
    Iteratee.fold2(0, (s: number, n: number) => async () => [s + n, n > limit] as const)

  test('folds all, where there is never enough', async () => {
    expect(await Enumerator.of(1, 2, 3, 4).run(untilMore(9))()).toEqual(E.right(10))
  })

  test('asks for no more once there is enough', async () => {
    const { source, asked } = counted()
    expect(await source.run(untilMore(2))()).toEqual(E.right(6))
    expect(asked()).toBe(3)
  })
})

describe('fold1', () => {
  test('waits for its state once for each run, before the first element is asked for', async () => {
    const log: string[] = []
    const state = async () => {
      log.push('state')
      return 0
    }
    const source = Enumerator.of(1, 2).mapM((n) => async () => {
      log.push('element')
      return n
    })
    const sum = Iteratee.fold1(state, (s, n: number) => late(s + n, 1))
    expect(await source.run(sum)()).toEqual(E.right(3))
    expect(log).toEqual(['state', 'element', 'element'])
    expect(await Enumerator.of(1, 2, 3, 4).run(sum)()).toEqual(E.right(10))
  })
})

describe('foreachM', () => {
  test('acts on one element after the other; the source waits', async () => {
    const log: string[] = []
    const act = (n: number) => async () => {
      log.push(`begin ${n}`)
      await late(n, 3)()
      log.push(`end ${n}`)
      return 'counts for nothing'
    }
    const source = Enumerator.range(1, 2).map((n) => (log.push(`ask ${n}`), n))
    expect(await source.run(Iteratee.foreachM(act))()).toEqual(E.right(undefined))
    expect(log).toEqual(['ask 1', 'begin 1', 'end 1', 'ask 2', 'begin 2', 'end 2'])
  })
})

describe('all there is', () => {
  test('consume joins in order, from the empty one', async () => {
    expect(await Enumerator.of('a', 'b', 'c').run(Iteratee.consume(S.Monoid))()).toEqual(E.right('abc'))
    expect(await Enumerator.empty.run(Iteratee.consume(S.Monoid))()).toEqual(E.right(''))
    const lists = Enumerator.of([1], [], [2, 3])
    expect(await lists.run(Iteratee.consume(getMonoid<number>()))()).toEqual(E.right([1, 2, 3]))
  })

  test('getChunks keeps it', async () => {
    expect(await Enumerator.of(1, 2, 3).run(Iteratee.getChunks())()).toEqual(E.right([1, 2, 3]))
  })

  test('skipToEof and ignore take what another one has left, to the end', async () => {
    for (const skip of [Iteratee.skipToEof<number>(), Iteratee.ignore<number>()]) {
      const asked = jest.fn((n: number) => async () => n)
      const source = Enumerator.range(1, 5).mapM(asked)
      expect(await source.run(Iteratee.head<number>().flatMap(() => skip))()).toEqual(E.right(undefined))
      expect(asked).toHaveBeenCalledTimes(5)
    }
  })

  test('a gigabyte of elements leaves nothing behind in ignore', async () => {
    const large = Enumerator.range(1, 100_000).map(() => new Uint8Array(10_000))
    expect(await large.run(Iteratee.ignore())()).toEqual(E.right(undefined))
  })
})
