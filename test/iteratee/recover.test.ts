/** `recover`, `recoverM`, `recoverWith`: what goes on after a failure, and what that is fed. */
import * as fc from 'fast-check'
import { Enumerator, Input, Iteratee, IterateeError } from 'fp-ts-iteratee'
import { cuttings, pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { unhandledRejections } from '../support/leaks'
import { elements } from '../support/numbers'

type Recover = <A>(it: Iteratee<string, A>, f: (error: Error) => O.Option<string>) => Iteratee<string, A | string>

const ways: Readonly<Record<string, Recover>> = {
  recover: (it, f) => it.recover(f),
  recoverM: (it, f) => it.recoverM((error) => O.map((s: string) => async () => s)(f(error))),
  'recoverM, late': (it, f) =>
    it.recoverM((error) =>
      O.map((s: string) => async () => {
        await pause(3)
        return s
      })(f(error))
    ),
  recoverWith: (it, f) => it.recoverWith((error) => O.map((s: string) => Iteratee.done(s))(f(error)))
}

const failure = new Error('on purpose')

const fail = (): never => {
  throw failure
}

const later = <A>(it: () => Iteratee<string, A>) =>
  Iteratee.flatten(async () => {
    await pause(2)
    return it()
  })

const cont = (f: (s: string) => Iteratee<string, string>): Iteratee<string, string> =>
  Iteratee.cont(
    Input.match({ el: f, empty: () => cont(f), eof: () => Iteratee.error(new Error('too short'), Input.eof) })
  )

const wellEnding: Readonly<Record<string, Iteratee<string, string>>> = {
  done: Iteratee.done('aaa'),
  'done later': later(() => Iteratee.done('aaa')),
  'done with an element': cont((s) => Iteratee.done(s + s + s)),
  'later, done with an element': later(() => cont((s) => Iteratee.done(s + s + s))),
  'done later, with an element': cont((s) => later(() => Iteratee.done(s + s + s))),
  'done later, after several': later(() =>
    cont((a) => later(() => cont((b) => later(() => cont((c) => later(() => Iteratee.done(a + b + c)))))))
  )
}

const illEnding: Readonly<Record<string, Iteratee<string, string>>> = {
  error: Iteratee.error(failure),
  'error, later': later(() => Iteratee.error(failure)),
  'a task that throws': later(fail),
  'a task that rejects': Iteratee.flatten(() => Promise.reject(failure)),
  'a continuation that throws': Iteratee.cont(fail),
  'error with an element': cont(() => Iteratee.error(failure)),
  'error after several, later': later(() =>
    cont(() => later(() => cont(() => later(() => cont(() => later(() => Iteratee.error(failure)))))))
  ),
  'fold that throws': Iteratee.fold('', fail),
  'foldM that throws': Iteratee.foldM('', fail),
  'foldM that rejects': Iteratee.foldM('', () => () => Promise.reject(failure)),
  'fold1 whose state rejects': Iteratee.fold1(
    () => Promise.reject(failure),
    (s: string) => async () => s
  ),
  'map that throws': Iteratee.getChunks<string>().map(fail),
  'mapM that rejects': Iteratee.getChunks<string>().mapM(() => () => Promise.reject(failure)),
  'flatMap that throws': Iteratee.head<string>().flatMap(fail)
}

const source = Enumerator.of('a', 'a', 'a')

const sources: Readonly<Record<string, Enumerator<string>>> = {
  'at once': source,
  waiting: source.mapM((s) => async () => s),
  'one by one': Enumerator.enumInput(Input.el('a')).andThen(Enumerator.of('a')).andThen(Enumerator.of('a'))
}

describe.each(Object.entries(ways))('%s', (_, recover) => {
  describe.each(Object.entries(sources))('from a source %s', (_, e) => {
    test.each(Object.entries(wellEnding))('does nothing to one that is %s', async (_, it) => {
      const answer = jest.fn(() => O.some('recovered'))
      expect(await e.run(recover(it, answer))()).toEqual(E.right('aaa'))
      expect(answer).not.toHaveBeenCalled()
    })

    test.each(Object.entries(illEnding))('answers another result in place of: %s', async (_, it) => {
      const answer = jest.fn(() => O.some('recovered'))
      expect(await e.run(recover(it, answer))()).toEqual(E.right('recovered'))
      expect(answer.mock.calls).toEqual([[failure]])
    })

    test.each(Object.entries(illEnding))('without an answer leaves it the very same: %s', async (_, it) => {
      const result = await e.run(recover(it, () => O.none))()
      expect(E.isLeft(result) && result.left).toBe(failure)
    })

    test.each(Object.entries(illEnding))('the next one answers, or fails, where it throws: %s', async (_, it) => {
      const second = new Error('second')
      const throwing = recover(it, () => {
        throw second
      })
      const result = await e.run(throwing)()
      expect(E.isLeft(result) && result.left).toBe(second)
      const answered = recover(throwing, (error) => (error === second ? O.some('at last') : O.none))
      expect(await e.run(answered)()).toEqual(E.right('at last'))
    })
  })
})

const numbers = (...ns: ReadonlyArray<number>) => Enumerator.of(...ns)
const rest = Iteratee.getChunks<number>()

/** Fails on the element 3, and leaves it over. */
const refusing: Iteratee<number, never> = Iteratee.cont(
  Input.match({
    el: (n: number) => (n === 3 ? Iteratee.error(failure, Input.el(n)) : refusing),
    empty: () => refusing,
    eof: () => Iteratee.error(failure, Input.eof)
  })
)

const throwing = Iteratee.fold(0, (s: number, n: number) => (n === 3 ? fail() : s + n))

describe('what goes on after a failure is fed', () => {
  test('first what the failed one left over', async () => {
    await fc.assert(
      fc.asyncProperty(elements, cuttings, async (fed, cutting) => {
        const i = fed.indexOf(3)
        const result = await cutting.produce(fed).run(refusing.recoverWith(() => O.some(rest)))()
        expect(result).toEqual(E.right(i < 0 ? [] : fed.slice(i)))
      })
    )
  })

  test('what comes after the element on which one threw', async () => {
    await fc.assert(
      fc.asyncProperty(elements, cuttings, async (fed, cutting) => {
        const i = fed.indexOf(3)
        const result = await cutting.produce(fed).run(throwing.recoverWith(() => O.some(rest)))()
        expect(result).toEqual(E.right(i < 0 ? fed.reduce((s, n) => s + n, 0) : fed.slice(i + 1)))
      })
    )
  })

  test('and leaves it over, by recover and recoverM, to what follows', async () => {
    await fc.assert(
      fc.asyncProperty(elements, cuttings, fc.boolean(), async (fed, cutting, waits) => {
        const recovered = waits ? refusing.recoverM(() => O.some(async () => 0)) : refusing.recover(() => O.some(0))
        const i = fed.indexOf(3)
        const result = await cutting.produce(fed).run(recovered.flatMap(() => rest))()
        expect(result).toEqual(E.right(i < 0 ? [] : fed.slice(i)))
      })
    )
  })

  test.each<readonly [string, Iteratee<number, never>]>([
    ['left EOF over', refusing],
    ['left nothing over', Iteratee.cont(() => Iteratee.error(failure))],
    ['threw', Iteratee.cont(fail)],
    ['threw in map', rest.map(fail)],
    ['rejected in mapM', rest.mapM(() => () => Promise.reject(failure))],
    ['rejected in flatMapM', rest.flatMapM(() => () => Promise.reject(failure))]
  ])('EOF, where the input is over and the failed one %s', async (_, it) => {
    const inputs: Input<number>[] = []
    const noting: Iteratee<number, string> = Iteratee.cont((input: Input<number>) => {
      inputs.push(input)
      return input._tag === 'EOF' ? Iteratee.done('over', input) : noting
    })
    expect(await Enumerator.empty.run(it.recoverWith(() => O.some(noting)))()).toEqual(E.right('over'))
    expect(inputs).toEqual([Input.eof])
    const fed = await it.recoverWith(() => O.some(noting)).feed(Input.eof)()
    expect((await fed.step())._tag).toBe('Done')
    expect(inputs).toEqual([Input.eof, Input.eof])
  })

  test('once only: a failure while it is ended does not begin it again', async () => {
    const begun = jest.fn((_: Error) => O.some(Iteratee.error(new Error('second'))))
    const result = await numbers(1).run(rest.map(fail).recoverWith(begun))()
    expect(result).toMatchObject({ left: { message: 'second' } })
    expect(begun).toHaveBeenCalledTimes(1)
  })
})

test('what went before is not recovered from twice: the nearest answer counts', async () => {
  const outer = jest.fn(() => O.some('outer'))
  const it = throwing.recover(() => O.some('inner')).recover(outer)
  expect(await numbers(1, 3).run(it)()).toEqual(E.right('inner'))
  expect(outer).not.toHaveBeenCalled()
})

test('what follows in flatMap is outside, what is recovered is inside', async () => {
  const recovered = Iteratee.head<number>().recover(() => O.some('recovered'))
  const result = await numbers(1, 2).run(recovered.flatMap(() => Iteratee.error(failure)))()
  expect(E.isLeft(result) && result.left).toBe(failure)
})

test('a recovering task that rejects is the failure, and so is an iteratee that fails', async () => {
  const second = new Error('second')
  const unhandled = await unhandledRejections(async () => {
    for (const it of [
      throwing.recoverM(() => O.some(() => Promise.reject(second))),
      throwing.recoverWith(() => O.some(Iteratee.error(second))),
      throwing.recoverWith(() => O.some(Iteratee.flatten(() => Promise.reject(second))))
    ]) {
      const result = await numbers(1, 3).run(it)()
      expect(E.isLeft(result) && result.left).toBe(second)
    }
  })
  expect(unhandled).toEqual([])
})

test('what is thrown and no Error comes as one, with it as the cause', async () => {
  const it = Iteratee.fold(0, () => {
    throw 'text' as unknown
  }).recover((error) => O.some([error instanceof Error, error.cause]))
  expect(await numbers(1).run(it)()).toEqual(E.right([true, 'text']))
})

test('a message that an iteratee failed with comes as an IterateeError', async () => {
  const it = Iteratee.error('no', Input.el(7)).recover((error) => O.some(error))
  const result = await it.run()
  expect(E.isRight(result) && result.right).toBeInstanceOf(IterateeError)
  expect(result).toMatchObject({ right: { message: 'no', remaining: Input.el(7) } })
})

describe('what comes from outside is not recovered from', () => {
  const recovering = rest.recover(() => O.some('recovered'))

  test('a source that fails', async () => {
    const result = await numbers(1).andThen(Enumerator.fail(failure)).run(recovering)()
    expect(E.isLeft(result) && result.left).toBe(failure)
  })

  test('an interruption', async () => {
    const controller = new AbortController()
    const run = Enumerator.never.run(recovering, { signal: controller.signal })()
    controller.abort('reason')
    expect(await run).toMatchObject({ left: { name: 'AbortError', cause: 'reason' } })
  })
})
