/** Many runs that share one signal cost it one listener, which is gone with the last of them. */
import { AbortError, type Channel, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import { listenersOf } from '../support/leaks'
import { pushed } from '../support/timed'

const runs = 1000

const failure = new Error('on purpose')

/** So many runs of one signal, each of which waits for its source. */
const manyRuns = (iteratee: Iteratee<number, unknown>) => {
  const controller = new AbortController()
  const { signal } = controller
  const add = jest.spyOn(signal, 'addEventListener')
  const all = Array.from({ length: runs }, () => {
    const source = pushed()
    return { result: source.enumerator.run(iteratee, { signal })(), channel: source.channel }
  })
  const inTheMiddle = [add.mock.calls.length, listenersOf(signal)]
  return { controller, signal, all, inTheMiddle }
}

const throwing = Iteratee.foreach(() => {
  throw failure
})

test.each<readonly [string, Iteratee<number, unknown>, (channel: Channel<number>) => void, unknown]>([
  [
    'their sources end',
    Iteratee.ignore(),
    (channel) => {
      channel.end()
    },
    E.right(undefined)
  ],
  [
    'their consumers are done',
    Iteratee.head(),
    (channel) => {
      channel.push(1)
    },
    { right: { value: 1 } }
  ],
  [
    'their sources fail',
    Iteratee.ignore(),
    (channel) => {
      channel.endWith(failure)
    },
    E.left(failure)
  ],
  [
    'their consumers fail',
    throwing,
    (channel) => {
      channel.push(1)
    },
    E.left(failure)
  ]
])('one listener, gone when %s', async (_, iteratee, end, expected) => {
  const { signal, all, inTheMiddle } = manyRuns(iteratee)
  const [last, ...others] = all
  others.forEach(({ channel }) => {
    end(channel)
  })
  await Promise.all(others.map(({ result }) => result))
  expect([...inTheMiddle, listenersOf(signal)]).toEqual([1, 1, 1])
  if (last !== undefined) end(last.channel)
  expect(await last?.result).toMatchObject(expected as object)
  expect(listenersOf(signal)).toBe(0)
})

test('one listener, which ends them all where the signal aborts', async () => {
  const { controller, signal, all, inTheMiddle } = manyRuns(Iteratee.ignore())
  controller.abort('now')
  expect([...inTheMiddle, listenersOf(signal)]).toEqual([1, 1, 0])
  const results = await Promise.all(all.map(({ result }) => result))
  expect(results).toEqual(all.map(() => E.left(new AbortError('now'))))
})

test('a run that ends another by its end, while their signal aborts', async () => {
  const controller = new AbortController()
  const { signal } = controller
  const inner = pushed()
  const outer = Enumerator.never.onDoneEnumerating(() => {
    inner.channel.end()
  })
  const results = [outer, inner.enumerator].map((e) => e.run(Iteratee.ignore(), { signal })())
  controller.abort('now')
  expect(await Promise.all(results)).toEqual([E.left(new AbortError('now')), E.left(new AbortError('now'))])
  expect(listenersOf(signal)).toBe(0)
})
