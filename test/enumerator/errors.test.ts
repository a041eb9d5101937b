/** Whatever fails, wherever: the run answers that very failure, once, and has released all it held. */
import { AbortError, Enumeratee, Enumerator, Input, Iteratee, IterateeError } from 'fp-ts-iteratee'
import { pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { unhandledRejections } from '../support/leaks'

type Source = Enumerator<number>
type Adapter = Enumeratee<number, number>
type It = Iteratee<number, unknown>

/** The parts of a run. */
interface Parts {
  readonly source?: Source
  readonly adapter?: Adapter
  readonly iteratee?: It
}

type Way = (source: Source, adapter: Adapter, it: It) => Promise<E.Either<Error, unknown>>

const ways: Readonly<Record<string, Way>> = {
  'run, transformed': (source, adapter, it) => source.run(adapter.transform(it))(),
  'apply, then run': async (source, adapter, it) => (await source.apply(adapter.transform(it))()).run(),
  through: (source, adapter, it) => source.through(adapter).run(it)(),
  'through, applied': async (source, adapter, it) => (await source.through(adapter).apply(it)()).run()
}

const plain: Readonly<Record<string, () => Source>> = {
  'that is there': () => Enumerator.of(1, 2, 3),
  'that waits': () => Enumerator.of(1, 2, 3).mapM((n) => async () => n)
}

/** With two finalisers around it, which are counted: [acquired, released, done]. */
const held = (source: Source) => {
  const count = [0, 0, 0]
  const note = (i: number) => () => {
    count[i] = (count[i] as number) + 1
  }
  const enumerator = Enumerator.bracket(
    async () => note(0)(),
    () => source,
    () => async () => {
      await pause(2)
      note(1)()
    }
  ).onDoneEnumerating(note(2))
  return { enumerator, count }
}

/** What comes of it, in this way; with no rejection unhandled, and all released by then. */
const resultOf = async (way: Way, { source, adapter, iteratee }: Parts): Promise<E.Either<Error, unknown>> => {
  const { enumerator, count } = held(source ?? Enumerator.of(1, 2, 3))
  let result: E.Either<Error, unknown> | undefined
  const unhandled = await unhandledRejections(async () => {
    result = await way(enumerator, adapter ?? Enumeratee.map((n) => n), iteratee ?? Iteratee.ignore())
    expect(count).toEqual([1, 1, 1])
  })
  expect(unhandled).toEqual([])
  expect(count).toEqual([1, 1, 1])
  return result as E.Either<Error, unknown>
}

const leftOf = (result: E.Either<Error, unknown>) => (E.isLeft(result) ? result.left : undefined)

type Raise = () => never
const two = (raise: () => unknown) => (n: number) => (n === 2 ? (raise(), n) : n)
const twoM = (raise: () => unknown) => (n: number) => async () => {
  await pause(1)
  return two(raise)(n)
}

/** Where a function may throw, or a task reject: at the second element, if there are elements. */
const places: Readonly<Record<string, (raise: Raise) => Parts>> = {
  'the source: defer': (raise) => ({ source: Enumerator.of(1).andThen(Enumerator.defer(raise)) }),
  'the source: repeat': (raise) => ({ source: Enumerator.repeat(raise) }),
  'the source: unfold': (raise) => ({ source: Enumerator.unfold(0, raise) }),
  'the source: an iterator': (raise) => ({ source: Enumerator.fromIterable({ [Symbol.iterator]: raise }) }),
  'the source: next of an iterator': (raise) => ({
    source: Enumerator.fromIterable({ [Symbol.iterator]: () => ({ next: raise }) })
  }),
  'the source: unfoldM, before its task': (raise) => ({ source: Enumerator.unfoldM(0, raise) }),
  'the source: unfoldM': (raise) => ({ source: Enumerator.unfoldM(0, () => async () => (await pause(1), raise())) }),
  'the source: repeatM': (raise) => ({ source: Enumerator.repeatM(async () => raise()) }),
  'the source: flatten': (raise) => ({ source: Enumerator.flatten(async () => raise()) }),
  'the source: fromTask': (raise) => ({ source: Enumerator.fromTask(async () => raise()) }),
  'the source: an async iterator': (raise) => ({
    source: Enumerator.fromAsyncIterable({ [Symbol.asyncIterator]: () => ({ next: async () => raise() }) })
  }),
  'the source: acquire': (raise) => ({
    source: Enumerator.bracket(
      async () => raise(),
      () => Enumerator.of(1),
      () => async () => undefined
    )
  }),
  'the source: use': (raise) => ({
    source: Enumerator.bracket(
      async () => 0,
      raise,
      () => async () => undefined
    )
  }),
  'the source: register': (raise) => ({ source: Enumerator.async(raise) }),
  'the source: a step': (raise) => ({ source: Enumerator.checkContinue0(raise) }),
  'the source: a branch': (raise) => ({
    source: Enumerator.interleave(
      Enumerator.of(1),
      Enumerator.never,
      Enumerator.repeatM(async () => raise())
    )
  }),
  'an enumeratee: map': (raise) => ({ adapter: Enumeratee.map(two(raise)) }),
  'an enumeratee: mapM': (raise) => ({ adapter: Enumeratee.mapM(twoM(raise)) }),
  'an enumeratee: mapM, before its task': (raise) => ({
    adapter: Enumeratee.mapM((n) => (two(raise)(n), async () => n))
  }),
  'an enumeratee: filter': (raise) => ({ adapter: Enumeratee.filter((n) => two(raise)(n) > 0) }),
  'an enumeratee: mapInput': (raise) => ({ adapter: Enumeratee.mapInput(Input.map(two(raise))) }),
  'an enumeratee: mapConcat': (raise) => ({ adapter: Enumeratee.mapConcat((n) => [two(raise)(n)]) }),
  'an enumeratee: mapFlatten': (raise) => ({ adapter: Enumeratee.mapFlatten((n) => Enumerator.of(two(raise)(n))) }),
  'an enumeratee: the iteratee of grouped': (raise) => ({
    adapter: Enumeratee.grouped(Iteratee.takeUpTo<number>(2).map((all) => (raise(), all.length)))
  }),
  'an enumeratee: parMapM': (raise) => ({ adapter: Enumeratee.parMapM(2, twoM(raise)) }),
  'an enumeratee: onIterateeDone': (raise) => ({ adapter: Enumeratee.onIterateeDone(raise) }),
  'an enumeratee: onEOF': (raise) => ({ adapter: Enumeratee.onEOF(raise) }),
  'the iteratee: fold': (raise) => ({ iteratee: Iteratee.fold(0, (_, n: number) => two(raise)(n)) }),
  'the iteratee: foldM': (raise) => ({ iteratee: Iteratee.foldM(0, (_, n: number) => twoM(raise)(n)) }),
  'the iteratee: foreach': (raise) => ({ iteratee: Iteratee.foreach(two(raise)) }),
  'the iteratee: a continuation': (raise) => ({ iteratee: Iteratee.cont(raise) }),
  'the iteratee: map': (raise) => ({ iteratee: Iteratee.getChunks<number>().map(raise) }),
  'the iteratee: mapM': (raise) => ({ iteratee: Iteratee.head<number>().mapM(() => async () => raise()) }),
  'the iteratee: flatMap': (raise) => ({ iteratee: Iteratee.head<number>().flatMap(raise) }),
  'the iteratee: the answer to a failure': (raise) => ({
    iteratee: Iteratee.cont<number, number>(() => Iteratee.error('first')).recover(raise)
  }),
  'a finaliser: onDoneEnumerating': (raise) => ({ source: Enumerator.of(1, 2, 3).onDoneEnumerating(raise) }),
  'a finaliser: release': (raise) => ({
    source: Enumerator.bracket(
      async () => 0,
      () => Enumerator.of(1),
      () => async () => raise()
    )
  }),
  'a finaliser: release, early': (raise) => ({
    source: Enumerator.bracket(
      async () => 0,
      () => Enumerator.range(1, 50),
      () => async () => raise()
    ),
    iteratee: Iteratee.head<number>()
  }),
  'a finaliser: the cleanup of async': (raise) => ({
    source: Enumerator.async<number>((channel) => (channel.push(1), channel.end(), raise))
  }),
  'a finaliser: return of an iterator': (raise) => ({
    source: Enumerator.fromIterable({
      [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }), return: raise })
    }),
    iteratee: Iteratee.head<number>()
  }),
  'a finaliser: return of an async iterator': (raise) => ({
    source: Enumerator.fromAsyncIterable({
      [Symbol.asyncIterator]: () => ({ next: async () => ({ done: false, value: 1 }), return: async () => raise() })
    }),
    iteratee: Iteratee.head<number>()
  })
}

const failure = new Error('on purpose')

describe.each(Object.entries(ways))('%s', (_, way) => {
  describe.each(Object.entries(places))('a failure in %s', (_, place) => {
    test('that is an Error is the answer, that very object', async () => {
      const raise = jest.fn((): never => {
        throw failure
      })
      expect(leftOf(await resultOf(way, place(raise)))).toBe(failure)
      expect(raise).toHaveBeenCalledTimes(1)
    })

    test.each<readonly [unknown]>([['text'], [undefined], [{ code: 1 }]])('%p is its cause', async (thrown) => {
      const raise = (): never => {
        throw thrown
      }
      const error = leftOf(await resultOf(way, place(raise)))
      expect(error).toBeInstanceOf(Error)
      expect(error?.cause).toBe(thrown)
    })
  })

  describe.each(Object.entries(plain))('from a source %s', (_, source) => {
    test('an iteratee’s own error is the answer, with what it left over', async () => {
      const own = new IterateeError('own', Input.el(2))
      const refusing: It = Iteratee.cont<number, unknown>((input: Input<number>) =>
        input._tag === 'El' && input.value === 2 ? Iteratee.error(own, input) : refusing
      )
      expect(leftOf(await resultOf(way, { source: source(), iteratee: refusing }))).toBe(own)
      const told: It = Iteratee.cont((input: Input<number>) => Iteratee.error('told', input))
      const error = leftOf(await resultOf(way, { source: source(), iteratee: told }))
      expect(error).toBeInstanceOf(IterateeError)
      expect(error).toMatchObject({ message: 'told', remaining: Input.el(1) })
    })

    test('one that wants more after EOF is an IterateeError', async () => {
      const insatiable: It = Iteratee.cont(() => insatiable)
      const error = leftOf(await resultOf(way, { source: source(), iteratee: insatiable }))
      expect(error).toBeInstanceOf(IterateeError)
      expect(error).toMatchObject({ message: 'diverging iteratee after Input.EOF', remaining: Input.eof })
    })

    test('a finaliser that fails hides neither', async () => {
      const raising = () =>
        source().onDoneEnumerating(() => {
          throw new Error('second')
        })
      const told: It = Iteratee.cont(() => Iteratee.error(failure))
      const throwing: It = Iteratee.foreach(() => {
        throw failure
      })
      for (const iteratee of [told, throwing, told.map((a) => a)]) {
        expect(leftOf(await resultOf(way, { source: raising(), iteratee }))).toBe(failure)
      }
    })
  })
})

describe('an abort', () => {
  const runs: Readonly<Record<string, (signal: AbortSignal) => Way>> = {
    'run, transformed': (signal) => (source, adapter, it) => source.run(adapter.transform(it), { signal })(),
    through: (signal) => (source, adapter, it) => source.through(adapter).run(it, { signal })()
  }
  const aborted = E.left(new AbortError('reason'))
  const never = () => new Promise<never>(() => undefined)

  const idle: Readonly<Record<string, Parts>> = {
    'the source': { source: Enumerator.of(1).andThen(Enumerator.never) },
    'the source, pushed to': { source: Enumerator.async<number>(() => () => undefined) },
    'the source, asked for more': { source: Enumerator.repeatM(never) },
    'an enumeratee': { adapter: Enumeratee.mapM(() => never) },
    'an enumeratee, side by side': { adapter: Enumeratee.parMapM(2, () => never) },
    'the iteratee': { iteratee: Iteratee.foreachM(() => never) },
    'the iteratee, between two': { iteratee: Iteratee.head<number>().mapM(() => never) },
    'the iteratee, that recovers': { iteratee: Iteratee.foreachM(() => never).recover(() => O.some(undefined)) }
  }

  describe.each(Object.entries(runs))('%s', (_, run) => {
    test('before: nothing is acquired', async () => {
      const { enumerator, count } = held(Enumerator.of(1))
      const it = Iteratee.ignore<number>()
      const result = await run(AbortSignal.abort('reason'))(enumerator, Enumeratee.passAlong(), it)
      expect(result).toEqual(aborted)
      expect(count).toEqual([0, 0, 0])
    })

    test.each(Object.entries(idle))('while %s is idle', async (_, parts) => {
      const controller = new AbortController()
      const way: Way = (...args) => {
        void pause(30).then(() => controller.abort('reason'))
        return run(controller.signal)(...args)
      }
      expect(await resultOf(way, parts)).toEqual(aborted)
    })

    // a run through `onIterateeDone` does that when it is over: an abort may be too late
    test.each(Object.entries(places).filter(([name]) => name !== 'an enumeratee: onIterateeDone'))(
      'and then a throw, from within %s: the abort counts',
      async (_, place) => {
        const controller = new AbortController()
        const raise = (): never => {
          controller.abort('reason')
          throw failure
        }
        expect(await resultOf(run(controller.signal), place(raise))).toEqual(aborted)
      }
    )

    test('after: counts for nothing', async () => {
      const controller = new AbortController()
      const result = await resultOf(run(controller.signal), { iteratee: Iteratee.getChunks() })
      controller.abort('reason')
      expect(result).toEqual(E.right([1, 2, 3]))
    })
  })
})
