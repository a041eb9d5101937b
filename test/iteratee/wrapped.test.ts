/** An iteratee that acts by itself does so within those that are built of it: it ends, fails, is left and is fed in parts as it would alone. */
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import { identity } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import { afterMs, elapse, pushed, stopTheClock, timersRunning, within } from '../support/timed'

stopTheClock()

const failure = new Error('on purpose')

type Wrap = <A>(it: Iteratee<number, A>) => Iteratee<number, A>

const first = <A>([a]: readonly [A, unknown]): A => a
const second = <A>([, a]: readonly [unknown, A]): A => a

const wraps: ReadonlyArray<readonly [string, Wrap]> = [
  ['alone', identity],
  ['zip, beside one that is done', (it) => Iteratee.zip(it, Iteratee.done(0)).map(first)],
  ['zip, behind one that is done', (it) => Iteratee.zip(Iteratee.done(0), it).map(second)],
  ['zip, beside one that is done soon', (it) => Iteratee.zip(it, Iteratee.head<number>()).map(first)],
  ['zip, behind one that is done soon', (it) => Iteratee.zip(Iteratee.head<number>(), it).map(second)],
  ['zip, with another like it', (it) => Iteratee.zip(it, it).map(second)],
  ['contramap', (it) => Iteratee.contramap((n: number) => n)(it)],
  [
    'promap',
    <A>(it: Iteratee<number, A>) =>
      Iteratee.promap(
        (n: number) => n,
        (a: A) => a
      )(it)
  ],
  ['recover', (it) => it.recover(() => O.none)],
  ['transform', (it) => Enumeratee.map((n: number) => n).transform(it)]
]

const group = Enumeratee.groupedWithin<number>(9, 5)

/** What is collected within 5 ms. */
const ending = group.transform(Iteratee.head())

describe.each(wraps)('%s', (_, wrap) => {
  test('ends, while the source is idle', async () => {
    const source = pushed()
    const result = source.enumerator.run(wrap(ending))()
    await elapse(1)
    source.channel.push(1)
    expect(await within(5, result)).toEqual(E.right(O.some([1])))
    expect([source.released, timersRunning()]).toEqual([1, 0])
  })

  test('fails, while the source is idle', async () => {
    const failing = group.transform(
      Iteratee.foreach(() => {
        throw failure
      })
    )
    const source = pushed()
    const result = source.enumerator.run(wrap(failing))()
    await elapse(1)
    source.channel.push(1)
    expect(await within(5, result)).toEqual(E.left(failure))
    expect([source.released, timersRunning()]).toEqual([1, 0])
  })

  test('leaves no timer behind when it is interrupted', async () => {
    const source = pushed()
    const { signal, abort } = ((controller) => ({ signal: controller.signal, abort: () => controller.abort() }))(
      new AbortController()
    )
    const result = source.enumerator.run(wrap(ending), { signal })()
    await elapse(1)
    source.channel.push(1)
    await elapse(2)
    expect(timersRunning()).toBeGreaterThan(0)
    abort()
    expect(await within(0, result)).toMatchObject({ left: { name: 'AbortError' } })
    expect([source.released, timersRunning()]).toEqual([1, 0])
  })

  test('has what came before a failure of the source first', async () => {
    const source = pushed()
    const result = source.enumerator.run(wrap(ending))()
    await elapse(1)
    source.channel.push(1)
    await elapse(2)
    source.channel.endWith(failure)
    expect(await within(0, result)).toEqual(E.right(O.some([1])))
    expect([source.released, timersRunning()]).toEqual([1, 0])
  })

  test('has a failure of the source, where it makes an element of that', async () => {
    const attempts = Enumeratee.attempt<number>().transform(Iteratee.getChunks())
    const source = Enumerator.of(1, 2).andThen(Enumerator.fail(failure))
    expect(await source.run(wrap(attempts))()).toEqual(E.right([E.right(1), E.right(2), E.left(failure)]))
  })

  test('fails with the source, where it does not', async () => {
    const source = Enumerator.of(1, 2).andThen(Enumerator.fail(failure))
    expect(await source.run(wrap(group.transform(Iteratee.getChunks())))()).toEqual(E.left(failure))
    expect(timersRunning()).toBe(0)
  })

  test('is fed in parts: each part is over when what it began is', async () => {
    const collecting = Iteratee.foldM<number, ReadonlyArray<number>>([], (all, n) => afterMs(5, [...all, n]))
    const slow = Enumeratee.parMapM(2, (n: number) => afterMs(1, n * 10)).transform(collecting)
    const brisk = Enumeratee.groupedWithin<number>(1, 5)
      .compose(Enumeratee.mapConcat((ns) => ns))
      .transform(collecting)
    for (const [it, expected] of [
      [slow, [10, 20, 30]],
      [brisk, [1, 2, 3]]
    ] as const) {
      // prettier-ignore
      const fed = (async () => {
        let left = wrap(it)
        for (const n of [1, 2, 3]) left = await left.feed(Input.el(n))()
        return (await left.feed(Input.eof)()).step()
      })()
      expect(await within(100, fed.then(E.right))).toMatchObject(E.right({ _tag: 'Done', value: expected }))
      expect(timersRunning()).toBe(0)
    }
  })
})
