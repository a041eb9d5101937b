import type { Either } from 'fp-ts/lib/Either.js'
import type { Option } from 'fp-ts/lib/Option.js'
import * as O from 'fp-ts/lib/Option.js'
import * as S from 'fp-ts/lib/string.js'
import type { Separated } from 'fp-ts/lib/Separated.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Step } from 'fp-ts-iteratee'
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import { describe, expect, it } from 'tstyche'

interface Named {
  readonly name: string
}
interface Aged {
  readonly age: number
}

const names = Iteratee.fold('', (all: string, { name }: Named) => all + name)
const ages = Iteratee.fold(0, (sum: number, { age }: Aged) => sum + age)

describe('two iteratees of different input take what is both', () => {
  it('in zip', () => {
    expect(Iteratee.zip(names, ages)).type.toBe<Iteratee<Named & Aged, readonly [string, number]>>()
    expect(Enumeratee.zip(names, ages)).type.toBe<Iteratee<Named & Aged, readonly [string, number]>>()
    expect(Iteratee.zipWith(names, ages, (s, n) => s.length > n)).type.toBe<Iteratee<Named & Aged, boolean>>()
  })

  it('in flatMap', () => {
    expect(names.flatMap((s) => ages.map((n) => s.length > n))).type.toBe<Iteratee<Named & Aged, boolean>>()
    expect(names.flatMapM(() => async () => ages)).type.toBe<Iteratee<Named & Aged, number>>()
    expect(names.flatMap(() => Iteratee.done(1))).type.toBe<Iteratee<Named, number>>()
    expect(
      pipe(
        names,
        Iteratee.flatMap(() => ages)
      )
    ).type.toBe<Iteratee<Named & Aged, number>>()
  })

  it('in recoverWith', () => {
    expect(names.recoverWith(() => O.some(ages))).type.toBe<Iteratee<Named & Aged, string | number>>()
  })
})

describe('an iteratee answers', () => {
  it('one or the other, where it recovers', () => {
    expect(names.recover(() => O.some(1))).type.toBe<Iteratee<Named, string | number>>()
    expect(names.recoverM(() => O.some(async () => true))).type.toBe<Iteratee<Named, string | boolean>>()
    names.recover((error) => {
      expect(error).type.toBe<Error>()
      return O.none
    })
  })

  it('all of what it repeats', () => {
    expect(Iteratee.repeat(Iteratee.head<number>())).type.toBe<Iteratee<number, ReadonlyArray<Option<number>>>>()
  })

  it('on the left an element, on the right the end', () => {
    expect(Iteratee.eofOrElse(() => 'more')(1)).type.toBe<Iteratee<unknown, Either<string, number>>>()
  })

  it('of an applied enumeratee, the inner one; joined, its result', () => {
    const applied = Enumeratee.map((s: string) => s.length).applyOn(Iteratee.getChunks<number>())
    expect(applied).type.toBe<Iteratee<string, Iteratee<number, ReadonlyArray<number>>>>()
    expect(applied.joinI()).type.toBe<Iteratee<string, ReadonlyArray<number>>>()
    const same = Enumeratee.take<string>(1).apply(Iteratee.consume(S.Monoid))
    expect(same.joinConcatI(S.Semigroup)).type.toBe<Iteratee<string, string>>()
  })

  it('a task of its result, or of its state', () => {
    expect(names.run).type.toBe<TaskEither<Error, string>>()
    expect(names.step()).type.toBe<Promise<Step<Named, string>>>()
  })
})

describe('an enumerator', () => {
  it('keeps the iteratee that it is applied to', () => {
    expect(Enumerator.of({ name: 'a', age: 1 }).apply(names)()).type.toBe<Promise<Iteratee<Named, string>>>()
  })

  it('is narrowed by a refinement, wherever that is given', () => {
    const isString = (u: string | number): u is string => typeof u === 'string'
    const mixed = Enumerator.of<string | number>('a', 1)
    expect(mixed.filter(isString)).type.toBe<Enumerator<string>>()
    expect(mixed.filter((u) => typeof u === 'number')).type.toBe<Enumerator<number>>()
    expect(mixed.through(Enumeratee.takeWhile((u) => typeof u === 'number'))).type.toBe<Enumerator<number>>()
    expect(pipe(mixed, Enumerator.filter(isString))).type.toBe<Enumerator<string>>()
    expect(pipe(mixed, Enumerator.partition(isString))).type.toBe<
      Separated<Enumerator<string | number>, Enumerator<string>>
    >()
    expect(Enumeratee.filter(isString)).type.toBe<Enumeratee<string | number, string>>()
  })

  it('that is empty, ends or fails goes with all others', () => {
    expect(Enumerator.empty).type.toBeAssignableTo<Enumerator<string>>()
    expect(Enumerator.eof).type.toBeAssignableTo<Enumerator<string>>()
    expect(Enumerator.never).type.toBeAssignableTo<Enumerator<string>>()
    expect(Enumerator.of(1).andThen(Enumerator.fail(new Error('no')))).type.toBe<Enumerator<number>>()
  })

  it('produces the sum of what it is made of', () => {
    expect(Enumerator.interleave(Enumerator.of(1), Enumerator.of(2))).type.toBe<Enumerator<number>>()
    expect(Enumerator.of(1).flatMap((n) => (n > 1 ? Enumerator.of('a') : Enumerator.empty))).type.toBe<
      Enumerator<string>
    >()
  })
})
