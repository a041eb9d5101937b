import * as S from 'fp-ts/lib/string.js'
import * as O from 'fp-ts/lib/Option.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { describe, expect, it } from 'tstyche'

const words = Enumerator.of('a', 'b')
const numbers = Enumerator.of(1, 2)
const sum = Iteratee.fold(0, (s: number, n: number) => s + n)

describe('what does not fit does not compile', () => {
  it('an enumerator and an iteratee', () => {
    expect(numbers.run).type.toBeCallableWith(sum)
    expect(words.run).type.not.toBeCallableWith(sum)
    expect(words.apply).type.not.toBeCallableWith(sum)
  })

  it('an enumerator and an enumeratee', () => {
    expect(words.through).type.not.toBeCallableWith(Enumeratee.map((n: number) => n))
    expect(words.through).type.not.toBeCallableWith(Enumeratee.heading(numbers))
    expect(words.through).type.not.toBeCallableWith(Enumeratee.intersperse(0))
    expect(words.through).type.not.toBeCallableWith(Enumeratee.grouped(sum))
  })

  it('two enumeratees', () => {
    const lengths = Enumeratee.map((s: string) => s.length)
    expect(lengths.compose).type.toBeCallableWith(Enumeratee.map((n: number) => n))
    expect(lengths.compose).type.not.toBeCallableWith(lengths)
    expect(Enumeratee.compose(lengths)).type.not.toBeCallableWith(lengths)
    expect(lengths.composeConcat).type.not.toBeCallableWith(S.Semigroup)
  })

  it('an enumeratee and an iteratee', () => {
    const lengths = Enumeratee.map((s: string) => s.length)
    expect(lengths.transform).type.toBeCallableWith(sum)
    expect(lengths.transform).type.not.toBeCallableWith(Iteratee.consume(S.Monoid))
    expect(lengths.applyOn).type.not.toBeCallableWith(Iteratee.consume(S.Monoid))
  })

  it('input and an iteratee', () => {
    expect(sum.feed).type.toBeCallableWith(Input.el(1))
    expect(sum.feed).type.toBeCallableWith(Input.eof)
    expect(sum.feed).type.not.toBeCallableWith(Input.el('a'))
    expect(sum.feed).type.not.toBeCallableWith(1)
  })
})

describe('what has no meaning does not compile', () => {
  it('to join an iteratee that does not answer one', () => {
    // @ts-expect-error The 'this' context of type 'Iteratee<number, number>' is not assignable
    sum.joinI()
    // @ts-expect-error The 'this' context of type 'Iteratee<number, number>' is not assignable
    sum.joinConcatI(S.Semigroup)
  })

  it('to take a name twice in do notation', () => {
    const one = pipe(words, Enumerator.bindTo('a'))
    pipe(
      one,
      // @ts-expect-error is not assignable to parameter of type 'never'
      Enumerator.bind('a', ({ a }) => Enumerator.of(a.length))
    )
    pipe(
      one,
      // @ts-expect-error is not assignable to parameter of type 'never'
      Enumerator.apS('a', words)
    )
    pipe(
      one,
      // @ts-expect-error is not assignable to parameter of type 'never'
      Enumerator.let('a', ({ a }) => a.length)
    )
    pipe(
      Iteratee.head<string>(),
      Iteratee.bindTo('a'),
      // @ts-expect-error is not assignable to parameter of type 'never'
      Iteratee.bind('a', () => Iteratee.head<string>())
    )
  })

  it('a policy that there is not', () => {
    const register = () => () => undefined
    expect(Enumerator.async<number>).type.toBeCallableWith(register, { capacity: 1, policy: 'dropOldest' })
    expect(Enumerator.async<number>).type.not.toBeCallableWith(register, { capacity: 1, policy: 'dropAll' })
    expect(Enumerator.async<number>).type.not.toBeCallableWith(register, { size: 1 })
  })
})

describe('a codec', () => {
  const Twice = new t.Type<number, string, string>('Twice', t.number.is, (s) => t.success(s.length), String)

  it('takes the elements that it says it takes', () => {
    expect(words.through(Enumeratee.decode(Twice))).type.toBe<Enumerator<number>>()
    expect(words.through(Enumeratee.decode(t.number))).type.toBe<Enumerator<number>>()
    expect(numbers.through).type.not.toBeCallableWith(Enumeratee.decode(Twice))
  })
})

describe('a function of a wrong kind does not compile', () => {
  it('where a task is wanted', () => {
    expect(Enumeratee.mapM<number, number>).type.toBeCallableWith((n: number) => async () => n)
    expect(Enumeratee.mapM<number, number>).type.not.toBeCallableWith(async (n: number) => n)
    expect(Enumeratee.filterM<number>).type.not.toBeCallableWith(async () => true)
    expect(Enumeratee.parMapM<number, number>).type.not.toBeCallableWith(2, async (n: number) => n)
    expect(Iteratee.foldM<number, number>).type.not.toBeCallableWith(0, async (s: number, n: number) => s + n)
  })

  it('where an Option, an enumerator, inputs or a truth value is wanted', () => {
    expect(Enumeratee.collect<number, number>).type.toBeCallableWith((n: number) => O.some(n))
    expect(Enumeratee.collect<number, number>).type.not.toBeCallableWith((n: number) => n)
    expect(Enumeratee.mapFlatten<number, number>).type.not.toBeCallableWith((n: number) => [n])
    expect(Enumeratee.mapConcatInput<number, number>).type.not.toBeCallableWith((n: number) => [n])
    expect(Enumeratee.mapInput<number, number>).type.not.toBeCallableWith((input: Input<number>) => [input])
    expect(Enumeratee.filterNot<number>).type.not.toBeCallableWith((n: number) => n)
  })

  it('where a state has a type of its own', () => {
    expect(Enumeratee.scanLeft<number, string>).type.toBeCallableWith('', (s: string, n: number) => s + n.toFixed())
    expect(Enumeratee.scanLeft<number, string>).type.not.toBeCallableWith('', (_: string, n: number) => n)
  })
})
