/**
 * Two copies of the library in one program, as where one module is imported and another required: what one has made does in
 * the other, and only its classes are others.
 */
import type * as Library from 'fp-ts-iteratee'
import type * as Node from 'fp-ts-iteratee/node'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'

const load = (): typeof Library & { readonly node: typeof Node } => {
  let copy: unknown
  jest.isolateModules(() => {
    copy = {
      ...jest.requireActual<typeof Library>('fp-ts-iteratee'),
      node: jest.requireActual<typeof Node>('fp-ts-iteratee/node')
    }
  })
  return copy as typeof Library & { readonly node: typeof Node }
}

const one = load()
const other = load()
const sum = (total: number, n: number): number => total + n

test('they are two', () => {
  expect(one.Enumerator.Enumerator).not.toBe(other.Enumerator.Enumerator)
  expect(one.AbortError).not.toBe(other.AbortError)
})

type Copy = typeof one
type Way = (a: Copy, b: Copy, numbers: ReadonlyArray<number>) => Library.Enumerator<number>

/** Of an enumerator of one, and something of the other. */
const ways: Readonly<Record<string, Way>> = {
  run: (a, _, numbers) => a.Enumerator.fromIterable(numbers),
  'through map, filter and take': (a, b, numbers) =>
    a.Enumerator.fromIterable(numbers)
      .through(b.Enumeratee.map((n: number) => n + 1))
      .through(a.Enumeratee.filter((n: number) => n % 3 > 0))
      .through(b.Enumeratee.take(5)),
  compose: (a, b, numbers) =>
    b.Enumerator.fromIterable(numbers)
      .through(a.Enumeratee.drop<number>(1).compose(b.Enumeratee.zipWithIndex()))
      .map(([n, i]) => n * i),
  andThen: (a, b, numbers) =>
    a.Enumerator.fromIterable(numbers).andThen(b.Enumerator.of(7)).andThen(a.Enumerator.of(8)),
  flatMap: (a, b, numbers) => a.Enumerator.fromIterable(numbers).flatMap((n) => b.Enumerator.of(n, n)),
  mapM: (a, b, numbers) =>
    b.Enumerator.fromIterable(numbers)
      .mapM((n) => async () => n)
      .through(a.Enumeratee.parMapM(2, (n: number) => async () => n)),
  grouped: (a, b, numbers) =>
    a.Enumerator.fromIterable(numbers)
      .through(b.Enumeratee.grouped(a.Iteratee.takeUpTo<number>(2)))
      .map((g) => g.length),
  heading: (a, b, numbers) => a.Enumerator.fromIterable(numbers).through(b.Enumeratee.heading(a.Enumerator.of(7))),
  defer: (a, b, numbers) => a.Enumerator.defer(() => b.Enumerator.fromIterable(numbers)),
  broadcast: (a, b, numbers) => a.Concurrent.broadcast(b.Enumerator.fromIterable(numbers))[0]
}

test.each(Object.entries(ways))('%s', (_, way) =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.nat(9), { maxLength: 8 }), async (numbers) => {
      const alone = await way(one, one, numbers).run(one.Iteratee.getChunks())()
      expect(E.isRight(alone)).toBe(true)
      expect(await way(one, other, numbers).run(one.Iteratee.getChunks())()).toEqual(alone)
      expect(await way(one, other, numbers).run(other.Iteratee.getChunks())()).toEqual(alone)
    }),
    { numRuns: 10 }
  )
)

test('iteratees: in sequence, side by side, fed by hand', async () => {
  const numbers = one.Enumerator.of(1, 2, 3, 4)
  const first = other.Iteratee.takeUpTo<number>(2)
  const rest = one.Iteratee.fold(0, sum)
  expect(await numbers.run(first.flatMap((taken) => rest.map((total) => [taken, total])))()).toEqual(
    E.right([[1, 2], 7])
  )
  expect(await numbers.run(one.Iteratee.zip(first, rest))()).toEqual(E.right([[1, 2], 10]))
  const fed = await numbers.apply(first)()
  expect(await fed.run()).toEqual(E.right([1, 2]))
  expect(await fed.step()).toMatchObject({ _tag: 'Done', value: [1, 2] })
})

test('what is acquired in one is released, once, where the other ends early or fails', async () => {
  let released = 0
  const held = one.Enumerator.bracket(
    async () => 1,
    () => one.Enumerator.repeat(() => 1),
    () => async () => {
      released++
    }
  )
  await held.run(other.Iteratee.head())()
  const failure = new Error('no')
  const failing = other.Iteratee.foreach(() => {
    throw failure
  })
  expect(await held.run(failing)()).toEqual(E.left(failure))
  expect(released).toBe(2)
})

test('an error is known by its name, not by its class', async () => {
  const failed = await one.Enumerator.of(1).run(other.Iteratee.error('no'))()
  expect(failed).toMatchObject({ left: { name: 'IterateeError', message: 'no' } })
  expect(E.isLeft(failed) && failed.left instanceof one.IterateeError).toBe(false)
})

test('what is refused is called what it is', () => {
  expect(() => one.Enumerator.of(1).through(other.Iteratee.head() as never)).toThrow(
    new TypeError('Enumerator.through: expected an Enumeratee, got an Iteratee: it goes into run')
  )
})
