/** A failure of an iteratee is the very error, once, with what was left over; the source is asked for no more. */
import { Enumerator, Input, Iteratee, IterateeError } from 'fp-ts-iteratee'
import { pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as N from 'fp-ts/lib/number.js'
import { unhandledRejections } from '../support/leaks'

type It = Iteratee<number, unknown>
type Fail = () => never

const all = Iteratee.getChunks<number>()
const one = Iteratee.head<number>()
const rejecting = (fail: Fail) => async () => {
  await pause(1)
  return fail()
}
const onTwo = (n: number, fail: Fail) => (n === 2 ? fail() : n)

/** Each fails at the element 2, and so before 3 is asked for. */
const atTwo: Readonly<Record<string, (fail: Fail) => It>> = {
  'fold1, thrown': (fail) =>
    Iteratee.fold1(
      async () => 0,
      (_, n: number) => (onTwo(n, fail), async () => 0)
    ),
  'fold1, rejected': (fail) =>
    Iteratee.fold1(
      async () => 0,
      (_, n: number) => async () => onTwo(n, fail)
    ),
  'fold2, thrown': (fail) => Iteratee.fold2(0, (_, n: number) => (onTwo(n, fail), async () => [0, false] as const)),
  'fold2, rejected': (fail) => Iteratee.fold2(0, (_, n: number) => async () => [onTwo(n, fail), false] as const),
  'foreachM, thrown': (fail) => Iteratee.foreachM((n: number) => (onTwo(n, fail), async () => 0)),
  'foreachM, thrown by the task': (fail) =>
    Iteratee.foreachM((n: number) => (): Promise<number> => Promise.resolve(onTwo(n, fail))),
  'foreachM, rejected': (fail) => Iteratee.foreachM((n: number) => async () => onTwo(n, fail)),
  consume: (fail) => Iteratee.consume({ empty: 0, concat: (_: number, n: number) => onTwo(n, fail) }),
  eofOrElse: (fail) => one.flatMap(() => Iteratee.eofOrElse(fail)(0)),
  contramap: (fail) => Iteratee.contramap((n: number) => onTwo(n, fail))(all),
  'promap, before': (fail) => Iteratee.promap((n: number) => onTwo(n, fail), String)(all),
  'flatMapM, later': (fail) => one.flatMapM(() => async () => Iteratee.fold(0, (_, n: number) => onTwo(n, fail))),
  'pureFlatFold of its continuation': (fail) =>
    Iteratee.foreach((n: number) => onTwo(n, fail)).pureFlatFold<number, unknown>((step) =>
      step._tag === 'Cont' ? Iteratee.cont(step.k) : Iteratee.done(0)
    )
}

const two = Iteratee.takeUpTo<number>(2)

const afterTwo: Readonly<Record<string, (fail: Fail) => It>> = {
  'map, thrown': (fail) => two.map(fail),
  'mapM, thrown': (fail) => two.mapM(fail),
  'mapM, thrown by the task': (fail) => two.mapM(() => fail),
  'mapM, rejected': (fail) => two.mapM(() => rejecting(fail)),
  'flatMap, thrown': (fail) => two.flatMap(fail),
  'flatMapM, thrown': (fail) => two.flatMapM(fail),
  'flatMapM, thrown by the task': (fail) => two.flatMapM(() => fail),
  'flatMapM, rejected': (fail) => two.flatMapM(() => rejecting(fail)),
  'flatMapTraversable, thrown': (fail) => two.flatMapTraversable(N.SemigroupSum)(fail),
  'promap, after': (fail) => Iteratee.promap((n: number) => n, fail)(two),
  ap: (fail) => Iteratee.ap(Iteratee.done(1))(two.map(() => fail)),
  zipWith: (fail) => Iteratee.zipWith(two, one, fail),
  'flatten behind flatMap': (fail) => two.flatMap(() => Iteratee.flatten(rejecting(fail))),
  'fromIO behind flatMap': (fail) => two.flatMap(() => Iteratee.fromIO(fail)),
  'fromTask behind flatMap': (fail) => two.flatMap(() => Iteratee.fromTask(rejecting(fail))),
  'fromTask, thrown': (fail) => two.flatMap(() => Iteratee.fromTask(fail)),
  let: (fail) => pipe(two, Iteratee.bindTo('a'), Iteratee.let('b', fail)),
  bind: (fail) => pipe(two, Iteratee.bindTo('a'), Iteratee.bind('b', fail))
}

const atOnce: Readonly<Record<string, (fail: Fail) => It>> = {
  'flatten, rejected': (fail) => Iteratee.flatten(rejecting(fail)),
  'flatten, thrown': (fail) => Iteratee.flatten(fail),
  'fold1, its state rejected': (fail) => Iteratee.fold1<number, number>(rejecting(fail), (_, n) => async () => n),
  'fold1, its state thrown': (fail) => Iteratee.fold1<number, number>(fail, (_, n) => async () => n),
  fromIO: (fail) => Iteratee.fromIO(fail),
  fromTask: (fail) => Iteratee.fromTask(rejecting(fail)),
  'map of done': (fail) => Iteratee.done(1).map(fail),
  'mapM of done': (fail) => Iteratee.done(1).mapM(() => rejecting(fail)),
  'flatMap of done': (fail) => Iteratee.done(1).flatMap(fail)
}

const tables: ReadonlyArray<readonly [string, Readonly<Record<string, (fail: Fail) => It>>, number]> = [
  ['at the second element', atTwo, 2],
  ['after the second element', afterTwo, 2],
  ['before the first element', atOnce, 0]
]

const failure = new Error('on purpose')

describe.each(tables)('%s', (_, table, asked) => {
  test.each(Object.entries(table))('%s: the run fails with that very error', async (_, make) => {
    const unhandled = await unhandledRejections(async () => {
      const pulled = jest.fn((n: number) => async () => n)
      const fail = jest.fn((): never => {
        throw failure
      })
      const released = jest.fn()
      const source = Enumerator.range(1, 5).mapM(pulled).onDoneEnumerating(released)
      const result = await source.run(make(fail))()
      expect(E.isLeft(result) && result.left).toBe(failure)
      expect(pulled).toHaveBeenCalledTimes(asked)
      expect(fail).toHaveBeenCalledTimes(1)
      expect(released).toHaveBeenCalledTimes(asked === 0 ? 0 : 1)
    })
    expect(unhandled).toEqual([])
  })

  test.each(Object.entries(table))('%s: so it is by apply, and by feed', async (_, make) => {
    const fail = (): never => {
      throw failure
    }
    const applied = await Enumerator.of(1, 2).apply(make(fail))()
    const fed = await (await make(fail).feed(Input.el(1))()).feed(Input.el(2))()
    for (const it of [applied, fed]) {
      const step = await it.step()
      expect(step).toEqual({ _tag: 'Error', error: failure, remaining: Input.empty })
      expect(step._tag === 'Error' && step.error).toBe(failure)
      const result = await Enumerator.of(3).run(it)()
      expect(E.isLeft(result) && result.left).toBe(failure)
    }
  })

  test.each(Object.entries(table))('%s: what is no Error is the cause of one', async (_, make) => {
    const thrown = { code: 1 }
    const fail = (): never => {
      throw thrown as unknown
    }
    const result = await Enumerator.of(1, 2, 3).run(make(fail))()
    expect(E.isLeft(result) && result.left).toBeInstanceOf(Error)
    expect(E.isLeft(result) && result.left.cause).toBe(thrown)
  })
})

describe('an iteratee that says it has failed', () => {
  const saying: Iteratee<number, never> = Iteratee.cont(
    Input.match({
      el: (n: number) => (n === 2 ? Iteratee.error('no', Input.el(n)) : saying),
      empty: () => saying,
      eof: () => Iteratee.error('no', Input.eof)
    })
  )

  test.each<readonly [string, It]>([
    ['by itself', saying],
    ['flattened', Iteratee.flatten(async () => saying)],
    ['after another', Iteratee.done(0).flatMap(() => saying)],
    ['before another', saying.flatMap(() => all)],
    ['zipped', Iteratee.zip(saying, all)],
    ['recovered with no answer', saying.recover(() => ({ _tag: 'None' }))],
    ['by its state', saying.flatMapInput((step) => (step._tag === 'Cont' ? Iteratee.cont(step.k) : all))]
  ])('%s: the error carries the element it left over', async (_, it) => {
    const result = await Enumerator.of(1, 2, 3).run(it)()
    expect(E.isLeft(result) && result.left).toBeInstanceOf(IterateeError)
    expect(result).toMatchObject({ left: { message: 'no', remaining: Input.el(2) } })
    const fed = await Enumerator.of(1, 2, 3).apply(it)()
    expect(await fed.step()).toMatchObject({ _tag: 'Error', remaining: Input.el(2) })
    const ended = await it.feed(Input.eof)()
    expect(await ended.step()).toMatchObject({ _tag: 'Error', remaining: Input.eof })
  })
})

test('takeUpTo takes no count that is none', () => {
  for (const n of [-1, 0.5, NaN, -Infinity]) expect(() => Iteratee.takeUpTo(n)).toThrow(RangeError)
})
