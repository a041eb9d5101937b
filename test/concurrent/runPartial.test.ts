/** A result, and the rest of the input. */
import * as fc from 'fast-check'
import { Concurrent, Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { unhandledRejections } from '../support/leaks'
import { told } from '../support/told'
import { turns } from '../support/turns'

const chunks = Iteratee.getChunks<number>()
const boom = new Error('boom')

const partial = async <F, A>(e: Enumerator<F>, it: Iteratee<F, A>): Promise<readonly [A, Enumerator<F>]> => {
  const result = await Concurrent.runPartial(e, it)()
  if (E.isLeft(result)) throw result.left
  return result.right
}

test("Play's: the result, and the enumerator of what follows", async () => {
  const [head, rest] = await partial(Enumerator.of('foo', 'bar'), Iteratee.head<string>())
  expect(head).toEqual(O.some('foo'))
  expect(await rest.run(Iteratee.getChunks())()).toEqual(E.right(['bar']))
})

test("Play's: nothing left in the enumerator", async () => {
  const [all, rest] = await partial(Enumerator.of(1, 2), chunks)
  expect(all).toEqual([1, 2])
  expect(await rest.run(chunks)()).toEqual(E.right([]))
})

test('what it has taken and what is left make up the input, however that is cut', async () => {
  const fed = fc.array(fc.nat(9), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(fed, Laws.cuttings, Laws.iteratees(Laws.arithmetic), async (xs, cutting, { iteratee }) => {
      const whole = await Laws.running(Enumerator.of(...xs), Laws.withRest(iteratee))
      const result = Laws.seen(await Concurrent.runPartial(cutting.produce(xs), iteratee)())
      if (E.isLeft(result)) expect(result).toEqual(await Laws.running(Enumerator.of(...xs), iteratee))
      else {
        const rest = await Laws.running(result.right[1], chunks)
        if (E.isRight(whole)) expect([result.right[0], rest]).toEqual([whole.right[0], E.right(whole.right[1])])
        else expect(rest).toEqual(E.right([]))
      }
    })
  )
})

test('an iteratee that is ended by EOF and leaves nothing over: the rest is empty, also if it is run before', async () => {
  const counting = (n: number): Iteratee<number, number> =>
    Iteratee.cont(
      Input.match({ el: () => counting(n + 1), empty: () => counting(n), eof: () => Iteratee.done(n, Input.empty) })
    )
  const [count, rest] = await partial(Enumerator.of(1, 2), counting(0))
  expect([count, await rest.run(chunks)()]).toEqual([2, E.right([])])
})

describe('whoever has been answered owns the source', () => {
  const begun = async () => {
    const source = told<number>()
    const result = partial(source.enumerator, Iteratee.head<number>())
    const channel = await source.channels.next()
    for (const n of [1, 2, 3]) channel.push(n)
    const [, rest] = await result
    return { source, channel, rest }
  }

  test('it stays open until the rest is run', async () => {
    const { source, channel, rest } = await begun()
    await turns(3)
    expect(source.released).toBe(0)
    channel.push(4)
    channel.end()
    expect(await rest.run(chunks)()).toEqual(E.right([2, 3, 4]))
    expect(source.released).toBe(1)
  })

  test.each<readonly [string, (rest: Enumerator<number>) => Promise<E.Either<Error, unknown>>]>([
    ['needs nothing of it', (rest) => rest.run(Iteratee.done(0))()],
    ['needs nothing of what it becomes', (rest) => rest.map(String).andThen(Enumerator.of('')).run(Iteratee.done(0))()],
    ['takes nothing', (rest) => rest.through(Enumeratee.take(0)).run(Iteratee.ignore())()],
    ['takes some', (rest) => rest.run(Iteratee.head())()],
    ['fails', (rest) => rest.run(Iteratee.foreach(() => { throw boom }))()], // prettier-ignore
    ['is interrupted', (rest) => {
      const controller = new AbortController()
      const result = rest.run(chunks, { signal: controller.signal })()
      controller.abort()
      return result
    }] // prettier-ignore
  ])('it is released by a run that %s', async (_, run) => {
    const { source, rest } = await begun()
    const unhandled = await unhandledRejections(async () => {
      await run(rest)
      await turns(1)
    })
    expect([source.released, unhandled]).toEqual([1, []])
  })

  test('the rest can be run once', async () => {
    const { rest } = await begun()
    expect(await rest.run(Iteratee.head())()).toEqual(E.right(O.some(2)))
    const again = await rest.run(chunks)()
    expect(E.isLeft(again) && again.left.message).toMatch(/runPartial: the rest .*already/)
  })

  test('each time that the task is run the enumerator is, anew', async () => {
    const task = Concurrent.runPartial(Enumerator.of(1, 2), Iteratee.head<number>())
    for (const result of [await task(), await task()]) {
      expect(E.isRight(result) && (await result.right[1].run(chunks)())).toEqual(E.right([2]))
    }
  })
})

describe('failures', () => {
  test('before there is a result: the source has been released', async () => {
    let released = 0
    const source = Enumerator.of(1).onDoneEnumerating(() => released++)
    const failing = source.andThen(Enumerator.fail(boom))
    expect(await Concurrent.runPartial(failing, chunks)()).toEqual(E.left(boom))
    expect(await Concurrent.runPartial(source, Iteratee.error(boom))()).toEqual(E.left(boom))
    expect(await Concurrent.runPartial(source, Iteratee.foreach(() => { throw boom }))()).toEqual(E.left(boom)) // prettier-ignore
    expect(released).toBe(2)
  })

  test('later: of the rest', async () => {
    const [head, rest] = await partial(Enumerator.of(1, 2).andThen(Enumerator.fail(boom)), Iteratee.head<number>())
    expect([head, await Laws.delivered(rest)]).toEqual([O.some(1), { elements: [2], failure: 'boom' }])
  })

  test('of the release, later', async () => {
    const source = Enumerator.of(1, 2).onDoneEnumerating(() => { throw boom }) // prettier-ignore
    const [, rest] = await partial(source, Iteratee.head<number>())
    expect(await Laws.delivered(rest)).toEqual({ elements: [2], failure: 'boom' })
  })
})
