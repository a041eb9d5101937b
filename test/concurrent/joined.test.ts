/** An iteratee and an enumerator that are one stream; the rest of an input. */
import * as fc from 'fast-check'
import { AbortError, Concurrent, Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { gated } from '../support/gated'
import { unhandledRejections } from '../support/leaks'
import { told } from '../support/told'
import { turns } from '../support/turns'

const chunks = Iteratee.getChunks<number>()
const done = E.right(undefined)
const boom = new Error('boom')

describe("Play's behaviour", () => {
  test('the enumerator is run first', async () => {
    const [iteratee, enumerator] = Concurrent.joined<string>()
    const result = enumerator.run(Iteratee.getChunks())()
    const feeding = Enumerator.of('foo', 'bar').run(iteratee)()
    expect(await Promise.all([result, feeding])).toEqual([E.right(['foo', 'bar']), done])
  })

  test('the iteratee is fed first', async () => {
    const [iteratee, enumerator] = Concurrent.joined<string>()
    const feeding = Enumerator.of('foo', 'bar').run(iteratee)()
    const result = enumerator.run(Iteratee.getChunks())()
    expect(await Promise.all([result, feeding])).toEqual([E.right(['foo', 'bar']), done])
  })

  test('the enumerator is run while the iteratee is being fed', async () => {
    const [iteratee, enumerator] = Concurrent.joined<string>()
    const [messages, channel] = Concurrent.broadcast<string>()
    const feeding = messages.run(iteratee)()
    channel.push('foo')
    await turns(2)
    const result = enumerator.run(Iteratee.getChunks())()
    channel.push('bar')
    channel.end()
    expect(await Promise.all([result, feeding])).toEqual([E.right(['foo', 'bar']), done])
  })

  test.each(['first', 'last'])('breaking early from an endless enumerator, the iteratee fed %s', async (order) => {
    const [iteratee, enumerator] = Concurrent.joined<string>()
    let released = 0
    const feed = () =>
      Enumerator.repeat(() => 'foo')
        .onDoneEnumerating(() => released++)
        .run(iteratee)()
    const early = order === 'first' ? feed() : undefined
    const head = enumerator.run(Iteratee.head())()
    expect(await (early ?? feed())).toEqual(done)
    expect([await head, released]).toEqual([E.right(O.some('foo')), 1])
  })
})

test('whatever is cut and whoever is late: the same elements, in order', async () => {
  const fed = fc.array(fc.nat(9), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(
      fed,
      Laws.cuttings,
      Laws.iteratees(Laws.arithmetic),
      fc.boolean(),
      async (xs, cutting, it, first) => {
        const [iteratee, enumerator] = Concurrent.joined<number>()
        const feed = () => Laws.running(cutting.produce(xs), iteratee)
        const early = first ? feed() : undefined
        const result = Laws.running(enumerator, it.iteratee)
        await (early ?? feed())
        expect(await result).toEqual(await Laws.running(Enumerator.of(...xs), it.iteratee))
      }
    )
  )
})

test('what is left over stays with the source, exactly, where the one who takes has enough', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(6), Laws.cuttings, fc.scheduler(), async (n, cutting, s) => {
      const [iteratee, enumerator] = Concurrent.joined<number>()
      const feeding = Laws.running(cutting.produce([0, 1, 2, 3, 4]), Laws.withRest(iteratee))
      const slow = Enumeratee.mapM((e: number) => () => s.schedule(Promise.resolve(e), 'taker'))
      const taken = enumerator.through(Enumeratee.take(n)).through(slow).run(chunks)()
      const [fed, result] = await s.waitFor(Promise.all([feeding, taken]))
      expect(result).toEqual(E.right([0, 1, 2, 3, 4].slice(0, n)))
      expect(fed).toEqual(E.right([undefined, [0, 1, 2, 3, 4].slice(n)]))
    })
  )
})

test('nothing is kept between the two: the source goes as fast as the taker', async () => {
  const [iteratee, enumerator] = Concurrent.joined<number>()
  let asked = 0
  const feeding = Enumerator.repeat(() => ++asked).run(iteratee)()
  await turns(3)
  expect(asked).toBe(1)
  const slow = gated(enumerator)
  for (let n = 1; n < 20; n++) {
    await turns(1)
    expect([slow.handed.length, asked]).toEqual([n, n])
    slow.grant()
  }
  slow.leave()
  expect(E.isLeft(await feeding)).toBe(true)
})

test('EOF ends the enumerator, which sends none itself', async () => {
  const [iteratee, enumerator] = Concurrent.joined<number>()
  const feeding = Enumerator.of(1).andThen(Enumerator.eof).run(iteratee)()
  expect(await enumerator.andThen(Enumerator.of(2)).run(chunks)()).toEqual(E.right([1, 2]))
  expect(await feeding).toEqual(done)
})

test('an end before anybody takes is the end', async () => {
  const [iteratee, enumerator] = Concurrent.joined<number>()
  expect(await Enumerator.empty.run(iteratee)()).toEqual(done)
  expect(await enumerator.run(chunks)()).toEqual(E.right([]))
})

describe('leaving', () => {
  test('the taker has enough, or needs nothing, while the source is idle: it is released', async () => {
    for (const taker of [Iteratee.head<number>(), Iteratee.done(0)]) {
      const [iteratee, enumerator] = Concurrent.joined<number>()
      const source = told<number>()
      const feeding = source.enumerator.run(iteratee)()
      ;(await source.channels.next()).push(1)
      expect((await enumerator.run<unknown>(taker)())._tag).toBe('Right')
      expect([await feeding, source.released]).toEqual([done, 1])
    }
  })

  test('the taker is interrupted: so is the source, also while it is idle', async () => {
    const [iteratee, enumerator] = Concurrent.joined<number>()
    const source = told<number>()
    const feeding = source.enumerator.run(iteratee)()
    const controller = new AbortController()
    const result = enumerator.run(chunks, { signal: controller.signal })()
    await source.channels.next()
    controller.abort('enough')
    const aborted = E.left(new AbortError('enough'))
    expect(await Promise.all([result, feeding])).toEqual([aborted, aborted])
    expect(source.released).toBe(1)
  })

  test('the feeder is interrupted: so is the taker, when it has done with what it has', async () => {
    const [iteratee, enumerator] = Concurrent.joined<number>()
    const controller = new AbortController()
    const feeding = Enumerator.of(1, 2, 3).run(iteratee, { signal: controller.signal })()
    const slow = gated(enumerator)
    controller.abort('enough')
    const aborted = E.left(new AbortError('enough'))
    expect(await feeding).toEqual(aborted)
    expect(slow.ended()).toBeUndefined()
    slow.grant()
    expect([await slow.result, slow.handed]).toEqual([aborted, [1]])
  })
})

describe('failures cross', () => {
  test.each<readonly [string, Iteratee<number, unknown>]>([
    ['that throws', Iteratee.foreach(() => { throw boom })], // prettier-ignore
    ['that rejects', Iteratee.foreachM(() => async () => { throw boom })], // prettier-ignore
    ['that says so', Iteratee.cont(() => Iteratee.error(boom))],
    ['that has failed from the start', Iteratee.error(boom)]
  ])('of a taker %s', async (_, taker) => {
    const unhandled = await unhandledRejections(async () => {
      const [iteratee, enumerator] = Concurrent.joined<number>()
      let released = 0
      const source = Enumerator.of(1, 2).andThen(Enumerator.never).onDoneEnumerating(() => released++) // prettier-ignore
      const feeding = source.run(iteratee)()
      expect(await enumerator.run(taker)()).toEqual(E.left(boom))
      expect([await feeding, released]).toEqual([E.left(boom), 1])
    })
    expect(unhandled).toEqual([])
  })

  test.each(['first', 'last'])('of the source, after what came before; the iteratee fed %s', async (order) => {
    const [iteratee, enumerator] = Concurrent.joined<number>()
    const feed = () => Enumerator.of(1, 2).andThen(Enumerator.fail(boom)).run(iteratee)()
    const early = order === 'first' ? feed() : undefined
    const delivered = Laws.delivered(enumerator)
    expect(await (early ?? feed())).toEqual(E.left(boom))
    expect(await delivered).toEqual({ elements: [1, 2], failure: 'boom' })
  })
})

describe('each is used once', () => {
  test('the enumerator', async () => {
    const [iteratee, enumerator] = Concurrent.joined<number>()
    const result = enumerator.run(chunks)()
    const again = await enumerator.run(chunks)()
    expect(E.isLeft(again) && again.left.message).toMatch(/joined: the enumerator has been used already/)
    await Enumerator.of(1).run(iteratee)()
    expect(await result).toEqual(E.right([1]))
    expect(E.isLeft(await enumerator.run(Iteratee.done(0))())).toBe(true)
  })

  test('the iteratee: while it is in use, and after that', async () => {
    const [iteratee, enumerator] = Concurrent.joined<number>()
    const feeding = Enumerator.of(1).run(iteratee)()
    const message = /joined: the iteratee has been used already/
    const again = await Enumerator.of(2).run(iteratee)()
    expect(E.isLeft(again) && again.left.message).toMatch(message)
    expect(await enumerator.run(chunks)()).toEqual(E.right([1]))
    await feeding
    const once = await Enumerator.of(2).run(iteratee)()
    expect(E.isLeft(once) && once.left.message).toMatch(message)
  })

  test('an iteratee that is fed bit by bit is one', async () => {
    const [iteratee, enumerator] = Concurrent.joined<number>()
    const result = enumerator.run(chunks)()
    expect((await iteratee.step())._tag).toBe('Cont')
    const one = await iteratee.feed(Input.el(1))()
    const two = await Enumerator.of(2, 3).apply(one)()
    expect(await Enumerator.of(4, 5).run(Enumeratee.take<number>(1).transform(two))()).toEqual(done)
    expect(await result).toEqual(E.right([1, 2, 3, 4]))
  })
})
