/** What an iteratee shows of itself, and what goes on from there: `step`, `fold` and their like. */
import { Enumerator, Input, Iteratee, Step } from 'fp-ts-iteratee'
import { pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'

const failure = new Error('on purpose')
const left = Input.el('x')
const k = (_: Input<string>): Iteratee<string, number> => Iteratee.done(2, left)

const states: Readonly<Record<string, Iteratee<string, number>>> = {
  done: Iteratee.done(1, left),
  cont: Iteratee.cont(k),
  error: Iteratee.error(failure, left)
}

const seen = Step.match<string, number, unknown>({
  done: (value, remaining) => ['done', value, remaining],
  cont: () => ['cont'],
  error: (error, remaining) => ['error', error, remaining]
})

const expected: Readonly<Record<string, unknown>> = {
  done: ['done', 1, left],
  cont: ['cont'],
  error: ['error', failure, left]
}

/** The same, once it is there. */
const later: Readonly<Record<string, (it: Iteratee<string, number>) => Iteratee<string, number>>> = {
  'at once': (it) => it,
  flattened: (it) => Iteratee.flatten(() => Promise.resolve(it)),
  'flattened, late': (it) =>
    Iteratee.flatten(async () => {
      await pause(3)
      return it
    })
}

describe.each(Object.entries(later))('%s', (_, make) => {
  describe.each(Object.keys(states))('the state of one that is %s', (name) => {
    const it = make(states[name] as Iteratee<string, number>)

    test('is what step answers', async () => {
      expect(seen(await it.step())).toEqual(expected[name])
    })

    test('is what fold and pureFold are given, once', async () => {
      const folder = jest.fn(seen)
      expect(await it.fold((step) => async () => folder(step))()).toEqual(expected[name])
      expect(folder).toHaveBeenCalledTimes(1)
      expect(await it.pureFold(folder)()).toEqual(expected[name])
      expect(folder).toHaveBeenCalledTimes(2)
    })

    test('is what flatFold, pureFlatFold and flatMapInput go on from, once', async () => {
      const folder = jest.fn((step: Step<string, number>) => Iteratee.done(seen(step)))
      const made = [it.flatFold((step) => async () => folder(step)), it.pureFlatFold(folder), it.flatMapInput(folder)]
      for (const [i, going] of made.entries()) {
        expect(await going.run()).toEqual(E.right(expected[name]))
        expect(folder).toHaveBeenCalledTimes(i + 1)
      }
    })

    test('leaves the input to what goes on from it', async () => {
      const all = () => Iteratee.getChunks<string>()
      for (const going of [it.flatFold(() => async () => all()), it.pureFlatFold(all), it.flatMapInput(all)]) {
        expect(await Enumerator.of('a', 'b').run(going)()).toEqual(E.right(['a', 'b']))
      }
    })

    test('a folder that throws, or whose task rejects: the task of fold rejects with that', async () => {
      const fail = (): never => {
        throw failure
      }
      await expect(it.fold(fail)()).rejects.toBe(failure)
      await expect(it.fold(() => () => Promise.reject(failure))()).rejects.toBe(failure)
      await expect(it.fold(() => fail)()).rejects.toBe(failure)
      await expect(it.pureFold(fail)()).rejects.toBe(failure)
    })

    test('a folder that throws, or whose task rejects: what goes on is an iteratee that has failed', async () => {
      const fail = (): never => {
        throw failure
      }
      const failing = [
        it.flatFold(fail),
        it.flatFold(() => fail),
        it.flatFold(() => () => Promise.reject(failure)),
        it.pureFlatFold(fail),
        it.flatMapInput(fail)
      ]
      for (const one of failing) {
        const step = await one.step()
        expect(step._tag === 'Error' && step.error).toBe(failure)
        const result = await Enumerator.of('a').run(one)()
        expect(E.isLeft(result) && result.left).toBe(failure)
      }
    })
  })
})

test('the continuation of a state is what the iteratee was made with', async () => {
  const step = await Iteratee.cont(k).step()
  expect(step._tag === 'Cont' && seen(await step.k(Input.empty).step())).toEqual(['done', 2, left])
})

test('nothing is asked of a continuation, nor of a flattened task, before the state is', async () => {
  const continuation = jest.fn(k)
  const task = jest.fn(async () => Iteratee.cont(continuation))
  const it = Iteratee.flatten(task)
  const mapped = it.map((n) => n).flatMap((n) => Iteratee.done(n))
  expect(task).not.toHaveBeenCalled()
  await mapped.step()
  expect(task).toHaveBeenCalledTimes(1)
  expect(continuation).not.toHaveBeenCalled()
})

test('a flattened task runs once for each run', async () => {
  let runs = 0
  const it = Iteratee.flatten(async () => {
    runs++
    return Iteratee.getChunks<number>()
  })
  expect(await Enumerator.of(1, 2, 3).run(it)()).toEqual(E.right([1, 2, 3]))
  expect(runs).toBe(1)
  await Enumerator.of(1).run(it)()
  expect(runs).toBe(2)
})

describe('what an iteratee that is done leaves over', () => {
  const done = Iteratee.done(3, Input.el('remaining'))
  const state = async <A>(it: Iteratee<string, A>) => it.step<string>()

  test('is left over by one that follows and takes nothing', async () => {
    const following = done.flatMap((n) => Iteratee.done(n * 2))
    expect(await state(following)).toEqual({ _tag: 'Done', value: 6, remaining: Input.el('remaining') })
  })

  test('is fed to a continuation that follows', async () => {
    const following = done.flatMap((n) => Iteratee.cont((input: Input<string>) => Iteratee.done(n * 2, input)))
    expect(await state(following)).toEqual({ _tag: 'Done', value: 6, remaining: Input.el('remaining') })
  })

  test('is nothing where it was made with none', async () => {
    expect(
      await Iteratee.done(3)
        .flatMap((n) => Iteratee.done(n * 2))
        .step()
    ).toEqual({
      _tag: 'Done',
      value: 6,
      remaining: Input.empty
    })
  })

  test('flatMapM and flatMapInput go on from it', async () => {
    const following = done.flatMapM((n) => async () => Iteratee.getChunks<string>().map((rest) => [n, rest]))
    expect(await Enumerator.of('a').run(following)()).toEqual(E.right([3, ['remaining', 'a']]))
    expect(await done.flatMapInput(() => Iteratee.done(1)).run()).toEqual(E.right(1))
  })
})

test('an error stays what it is, with what it left over, through map, flatMap and their like', async () => {
  const failed = Iteratee.error<string>(failure, Input.el('bad'))
  const never = jest.fn(() => Iteratee.done('done'))
  const after = [
    failed.map(never),
    failed.mapM(() => async () => never()),
    failed.flatMap(never),
    failed.flatMapM(() => async () => never()),
    failed.map(never).flatMap(() => Iteratee.done(1))
  ]
  for (const it of after) {
    expect(await it.step<string>()).toEqual({ _tag: 'Error', error: failure, remaining: Input.el('bad') })
  }
  expect(never).not.toHaveBeenCalled()
})

test('a message becomes an IterateeError that carries what remains', async () => {
  const step = await Iteratee.error('msg', Input.el('x')).step<string>()
  expect(step).toMatchObject({
    _tag: 'Error',
    error: { name: 'IterateeError', message: 'msg', remaining: Input.el('x') },
    remaining: Input.el('x')
  })
})

test('a continuation is fed what it asks for, and what follows goes on', async () => {
  const it = Iteratee.cont<number, number>(() => Iteratee.done(3)).flatMap((n) => Iteratee.done(n * 2))
  const step = await (await it.feed(Input.el(11))()).step()
  expect(step).toEqual({ _tag: 'Done', value: 6, remaining: Input.empty })
})

test('map and mapM change the result after several elements', async () => {
  const sum = Iteratee.fold(0, (s: number, n: number) => s + n)
  const numbers = Enumerator.of(1, 2, 3, 4)
  expect(await numbers.run(sum.map((n) => n * 2))()).toEqual(E.right(20))
  expect(await numbers.run(sum.mapM((n) => async () => n * 2))()).toEqual(E.right(20))
})
