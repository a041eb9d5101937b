import type { Either } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import * as N from 'fp-ts/lib/number.js'
import * as t from 'io-ts'
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { describe, expect, it } from 'tstyche'

const words = Enumerator.of('kiki', 'foo')

describe('a function in a chain gets the type of the elements', () => {
  it('of collect', () => {
    expect(words.through(Enumeratee.collect((s) => O.some(s.length)))).type.toBe<Enumerator<number>>()
  })

  it('of mapInput and its kin', () => {
    expect(words.through(Enumeratee.mapInput((input) => Input.map((s: string) => s.length)(input)))).type.toBe<
      Enumerator<number>
    >()
    expect(
      words.through(Enumeratee.mapInput((input) => (input._tag === 'El' ? Input.el(input.value.length) : Input.empty)))
    ).type.toBe<Enumerator<number>>()
    expect(words.through(Enumeratee.mapInputM((input) => async () => input))).type.toBe<Enumerator<string>>()
    expect(
      words.through(
        Enumeratee.mapInputFlatten((input) =>
          input._tag === 'El' ? Enumerator.of(input.value.length) : Enumerator.empty
        )
      )
    ).type.toBe<Enumerator<number>>()
  })

  it('of mapFlatten, mapConcat and mapConcatInput', () => {
    expect(words.through(Enumeratee.mapFlatten((s) => Enumerator.of(s.length)))).type.toBe<Enumerator<number>>()
    expect(words.through(Enumeratee.mapConcat((s) => s.split('')))).type.toBe<Enumerator<string>>()
    expect(words.through(Enumeratee.mapConcatInput((s) => [Input.el(s.length), Input.empty]))).type.toBe<
      Enumerator<number>
    >()
  })

  it('of those that wait', () => {
    expect(words.through(Enumeratee.mapM((s) => async () => s.length))).type.toBe<Enumerator<number>>()
    expect(words.through(Enumeratee.filterM((s) => async () => s.length > 3))).type.toBe<Enumerator<string>>()
    expect(words.through(Enumeratee.parMapM(2, (s) => async () => s.length))).type.toBe<Enumerator<number>>()
    expect(words.through(Enumeratee.parMapMUnordered(2, (s) => async () => s.length))).type.toBe<Enumerator<number>>()
  })

  it('of predicates', () => {
    expect(words.through(Enumeratee.filter((s) => s.length > 3))).type.toBe<Enumerator<string>>()
    expect(words.through(Enumeratee.filterNot((s) => s.length > 3))).type.toBe<Enumerator<string>>()
    expect(words.through(Enumeratee.takeWhile((s) => s.length > 3))).type.toBe<Enumerator<string>>()
    expect(words.through(Enumeratee.dropWhile((s) => s.length > 3))).type.toBe<Enumerator<string>>()
    expect(words.through(Enumeratee.breakE((s) => s.length > 3))).type.toBe<Enumerator<string>>()
  })

  it('of scanLeft, whose state has a type of its own', () => {
    expect(words.through(Enumeratee.scanLeft(0, (n, s) => n + s.length))).type.toBe<Enumerator<number>>()
  })

  it('of recover', () => {
    const noted = words.through(
      Enumeratee.recover((error, input) => () => {
        expect(error).type.toBe<Error>()
        expect(input).type.toBe<Input<string>>()
      })
    )
    expect(noted).type.toBe<Enumerator<string>>()
  })
})

describe('an enumeratee without a function takes on the type of the elements', () => {
  it('and keeps it', () => {
    expect(words.through(Enumeratee.take(1))).type.toBe<Enumerator<string>>()
    expect(words.through(Enumeratee.drop(1))).type.toBe<Enumerator<string>>()
    expect(words.through(Enumeratee.passAlong())).type.toBe<Enumerator<string>>()
    expect(words.through(Enumeratee.intersperse(','))).type.toBe<Enumerator<string>>()
    expect(words.through(Enumeratee.heading(Enumerator.of('a')))).type.toBe<Enumerator<string>>()
    expect(words.through(Enumeratee.onEOF(() => undefined))).type.toBe<Enumerator<string>>()
    expect(words.through(Enumeratee.onIterateeDone(() => undefined))).type.toBe<Enumerator<string>>()
    expect(words.through(Enumeratee.throttle(1))).type.toBe<Enumerator<string>>()
  })

  it('and puts it into its own', () => {
    expect(words.through(Enumeratee.zipWithIndex())).type.toBe<Enumerator<readonly [string, number]>>()
    expect(words.through(Enumeratee.attempt())).type.toBe<Enumerator<Either<Error, string>>>()
    expect(words.through(Enumeratee.grouped(Iteratee.takeUpTo(2)))).type.toBe<Enumerator<ReadonlyArray<string>>>()
    expect(words.through(Enumeratee.groupedWithin(2, 10))).type.toBe<Enumerator<ReadonlyArray<string>>>()
    expect(words.through(Enumeratee.grouped(Iteratee.fold(0, (n, s) => n + s.length)))).type.toBe<Enumerator<number>>()
  })

  it('of a codec is what that decodes', () => {
    const User = t.type({ name: t.string, age: t.union([t.number, t.null]) })
    expect(Enumerator.of<unknown>({}).through(Enumeratee.decode(User))).type.toBe<
      Enumerator<{ name: string; age: number | null }>
    >()
    expect(Enumeratee.decode(t.string)).type.toBe<Enumeratee<unknown, string>>()
  })
})

describe('a chain of several', () => {
  it('passes the types on', () => {
    const chain = words
      .through(Enumeratee.map((s) => s.length))
      .through(Enumeratee.zipWithIndex())
      .through(Enumeratee.filter(([n, i]) => n > i))
      .through(Enumeratee.scanLeft('', (s, [n, i]) => s + n.toFixed(i)))
    expect(chain).type.toBe<Enumerator<string>>()
  })

  it('of compose passes the types on', () => {
    const f = Enumeratee.map((s: string) => s.length)
      .compose(Enumeratee.zipWithIndex())
      .compose(Enumeratee.map(([n, i]) => n * i))
      .compose(Enumeratee.grouped(Iteratee.takeUpTo(2)))
      .compose(Enumeratee.collect(([first]) => O.fromNullable(first)))
    expect(f).type.toBe<Enumeratee<string, number>>()
  })

  it('of composeConcat keeps the type', () => {
    const f = Enumeratee.map((s: string) => s.length).composeConcat(N.SemigroupSum)(Enumeratee.filter((n) => n > 1))
    expect(f).type.toBe<Enumeratee<string, number>>()
  })

  it('in transform gives the iteratee its type', () => {
    const it = Enumeratee.map((s: string) => s.length).transform(Iteratee.fold('', (all, n) => all + n.toFixed()))
    expect(it).type.toBe<Iteratee<string, string>>()
  })
})

describe('in pipe, data last', () => {
  it('enumerators', () => {
    const piped = pipe(
      Enumerator.of(1, 2),
      Enumerator.map((n) => n.toFixed()),
      Enumerator.flatMap((s) => Enumerator.of<string | number>(s, s.length)),
      Enumerator.filter((x) => typeof x === 'string'),
      Enumerator.filterMap((s) => (s === '' ? O.none : O.some(s.length))),
      Enumerator.alt(() => Enumerator.of(true))
    )
    expect(piped).type.toBe<Enumerator<number | boolean>>()
    expect(pipe(Enumerator.of(O.some(1), O.none), Enumerator.compact)).type.toBe<Enumerator<number>>()
  })

  it('iteratees', () => {
    const piped = pipe(
      Iteratee.head<number>(),
      Iteratee.map((first) => O.isSome(first)),
      Iteratee.flatMap((some) => Iteratee.done(some ? 'a' : 'b')),
      Iteratee.contramap((s: string) => s.length)
    )
    expect(piped).type.toBe<Iteratee<string, string>>()
  })

  it('enumeratees', () => {
    const piped = pipe(
      Enumeratee.take<number>(2),
      Enumeratee.compose(Enumeratee.map((n: number) => n > 1)),
      Enumeratee.promap(
        (s: string) => s.length,
        (b) => !b
      )
    )
    expect(piped).type.toBe<Enumeratee<string, boolean>>()
  })
})

describe('do notation', () => {
  it('for enumerators gathers names', () => {
    const pairs = pipe(
      Enumerator.Do,
      Enumerator.bind('a', () => Enumerator.of(1)),
      Enumerator.bind('b', ({ a }) => Enumerator.of(a.toFixed())),
      Enumerator.let('c', ({ a, b }) => b.length > a),
      Enumerator.apS('d', Enumerator.of(null)),
      Enumerator.map(({ a, b, c, d }) => [a, b, c, d] as const)
    )
    expect(pairs).type.toBe<Enumerator<readonly [number, string, boolean, null]>>()
    expect(pipe(words, Enumerator.bindTo('s'))).type.toBe<Enumerator<{ readonly s: string }>>()
  })

  it('for iteratees gathers names', () => {
    const both = pipe(
      Iteratee.head<string>(),
      Iteratee.bindTo('first'),
      Iteratee.bind('rest', ({ first }) => Iteratee.getChunks<string>().map((all) => [first, all.length] as const)),
      Iteratee.let('n', ({ rest: [, n] }) => n),
      Iteratee.map(({ first, n }) => [first, n] as const)
    )
    expect(both).type.toBe<Iteratee<string, readonly [O.Option<string>, number]>>()
  })
})
