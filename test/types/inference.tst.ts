import type { Either } from 'fp-ts/lib/Either.js'
import type { Json } from 'fp-ts/lib/Json.js'
import { type Option, some } from 'fp-ts/lib/Option.js'
import { Comet, CometMessage, Enumeratee, Enumerator, EventId, type Html, Input, Iteratee } from 'fp-ts-iteratee'
import { describe, expect, it } from 'tstyche'

describe('inference through a chain', () => {
  it('gives functions the type of the elements', () => {
    const lengths = Enumerator.of('kiki', 'foo').through(Enumeratee.map((s) => s.length))
    expect(lengths).type.toBe<Enumerator<number>>()
    expect(Enumerator.of(1, 2).map((n) => n > 1)).type.toBe<Enumerator<boolean>>()
    expect(Enumerator.of(1, 2).flatMap((n) => Enumerator.of(String(n)))).type.toBe<Enumerator<string>>()
    expect(Enumerator.of(1).through(Enumeratee.scanLeft('', (s, n) => s + n.toFixed()))).type.toBe<Enumerator<string>>()
    expect(Enumerator.of(1).through(Enumeratee.take(2))).type.toBe<Enumerator<number>>()
  })

  it('gives what passes all along the type of the elements, a filler among them', () => {
    const mixed: Enumerator<string | number> = Enumerator.of<string | number>('a', 1)
    expect(Enumerator.of('a').through(Enumeratee.keepAlive(1, ''))).type.toBe<Enumerator<string>>()
    expect(mixed.through(Enumeratee.keepAlive<string | number>(1, ''))).type.toBe<Enumerator<string | number>>()
    expect(Enumerator.never.through(Enumeratee.keepAlive(1, ''))).type.toBe<Enumerator<string>>()
    expect(Enumeratee.keepAlive(1, '')).type.toBe<Enumeratee<string, string>>()
    expect(mixed.through(Enumeratee.takeUntil(new AbortController().signal))).type.toBe<Enumerator<string | number>>()
  })

  it('gives enumeratees the type of those before', () => {
    const f = Enumeratee.map((s: string) => s.length).compose(Enumeratee.filter((n) => n > 1))
    expect(f).type.toBe<Enumeratee<string, number>>()
  })

  it('gives iteratees the type of the elements', () => {
    expect(Enumerator.of(1).run(Iteratee.getChunks())()).type.toBe<Promise<Either<Error, ReadonlyArray<number>>>>()
    expect(Enumerator.of(1).run(Iteratee.head())()).type.toBe<Promise<Either<Error, Option<number>>>>()
    expect(Enumerator.of(1).run(Iteratee.fold('', (s, n) => s + n.toFixed()))()).type.toBe<
      Promise<Either<Error, string>>
    >()
  })

  it('narrows with a refinement', () => {
    const isString = (u: string | number): u is string => typeof u === 'string'
    const mixed: Enumerator<string | number> = Enumerator.of<string | number>('a', 1)
    expect(mixed.through(Enumeratee.filter(isString))).type.toBe<Enumerator<string>>()
    expect(mixed.through(Enumeratee.takeWhile(isString))).type.toBe<Enumerator<string>>()
    expect(mixed.filter(isString)).type.toBe<Enumerator<string>>()
  })

  it('joins what follows each other', () => {
    expect(Enumerator.of(1).andThen(Enumerator.of('a'))).type.toBe<Enumerator<number | string>>()
    expect(Enumerator.of(1).interleave(Enumerator.of('a'))).type.toBe<Enumerator<number | string>>()
    expect(Enumerator.empty.andThen(Enumerator.of('a'))).type.toBe<Enumerator<string>>()
    expect(Enumerator.of(1).andThen(Enumerator.eof)).type.toBe<Enumerator<number>>()
  })

  it('keeps the iteratee that an enumeratee is applied on', () => {
    expect(Enumeratee.take<number>(1).applyOn(Iteratee.getChunks<number>())).type.toBe<
      Iteratee<number, Iteratee<number, ReadonlyArray<number>>>
    >()
    expect(Enumeratee.map((s: string) => s.length).transform(Iteratee.head<number>())).type.toBe<
      Iteratee<string, Option<number>>
    >()
  })
})

interface Animal {
  readonly name: string
}
interface Dog extends Animal {
  readonly barks: boolean
}

describe('variance', () => {
  it('of enumerators is out', () => {
    expect<Enumerator<Animal>>().type.toBeAssignableFrom<Enumerator<Dog>>()
    expect<Enumerator<Dog>>().type.not.toBeAssignableFrom<Enumerator<Animal>>()
  })

  it('of iteratees is in for what they take, out for what they answer', () => {
    expect<Iteratee<Dog, string>>().type.toBeAssignableFrom<Iteratee<Animal, string>>()
    expect<Iteratee<Animal, string>>().type.not.toBeAssignableFrom<Iteratee<Dog, string>>()
    expect<Iteratee<string, Animal>>().type.toBeAssignableFrom<Iteratee<string, Dog>>()
  })

  it('of enumeratees is in for what they take, out for what they hand on', () => {
    expect<Enumeratee<Dog, string>>().type.toBeAssignableFrom<Enumeratee<Animal, string>>()
    expect<Enumeratee<string, Animal>>().type.toBeAssignableFrom<Enumeratee<string, Dog>>()
    expect<Enumeratee<Animal, string>>().type.not.toBeAssignableFrom<Enumeratee<Dog, string>>()
  })
})

describe('iteratees in a known state', () => {
  it('take anything where nothing is left over', () => {
    expect(Iteratee.done(1)).type.toBe<Iteratee<unknown, number>>()
    expect(Iteratee.done(1, Input.eof)).type.toBe<Iteratee<unknown, number>>()
    expect(Iteratee.done(1, Input.el('a'))).type.toBe<Iteratee<string, number>>()
  })
})

describe('Comet', () => {
  it('makes markup of strings and of JSON values', () => {
    expect(Enumerator.of('kiki', 'foo', 'bar').through(Comet('console.log'))).type.toBe<Enumerator<Html>>()
    expect(Enumerator.of({ a: [1, null] }).through(Comet('console.log'))).type.toBe<Enumerator<Html>>()
  })

  it('takes nothing else without a message of its own', () => {
    expect(Enumerator.of(new Date()).through).type.not.toBeCallableWith(Comet('console.log'))
    const message = CometMessage.contramap((d: Date) => d.toISOString())(CometMessage.string)
    expect(Enumerator.of(new Date()).through(Comet('console.log', { message }))).type.toBe<Enumerator<Html>>()
  })

  it('takes the ids of what it takes', () => {
    const id: EventId<{ id: string }> = { eventId: ({ id }) => some(id) }
    expect(Comet('console.log', { id })).type.toBe<Enumeratee<{ id: string }, Html>>()
    expect(Comet('console.log', { id: EventId.none })).type.toBe<Enumeratee<Json, Html>>()
    expect(Enumerator.of({ id: '1' }).through(Comet('console.log', { id }))).type.toBe<Enumerator<Html>>()
    expect(Enumerator.of({ name: 'kiki' }).through).type.not.toBeCallableWith(Comet('console.log', { id }))
    const ofDates: EventId<Date> = { eventId: (d) => some(d.toISOString()) }
    expect(Comet).type.not.toBeCallableWith('console.log', { id: ofDates })
    const message = CometMessage.contramap((d: Date) => d.toISOString())(CometMessage.string)
    expect(Comet('console.log', { message, id: ofDates })).type.toBe<Enumeratee<Date, Html>>()
    expect(Comet).type.not.toBeCallableWith('console.log', { message, id })
  })

  it('is told text from markup', () => {
    expect<Html>().type.not.toBeAssignableFrom<string>()
    expect<string>().type.toBeAssignableFrom<Html>()
  })
})
