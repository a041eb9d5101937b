import { sequenceS, sequenceT } from 'fp-ts/lib/Apply.js'
// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- it is a folder there; types only
import type { Kind, Kind2, URIS, URIS2 } from 'fp-ts/lib/HKT'
import type { Monad1, Monad2 } from 'fp-ts/lib/Monad.js'
import { concatAll } from 'fp-ts/lib/Monoid.js'
import type { Option } from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { pipe } from 'fp-ts/lib/function.js'
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import { describe, expect, it } from 'tstyche'

const twice1 =
  <F extends URIS>(F: Monad1<F>) =>
  <A>(fa: Kind<F, A>): Kind<F, readonly [A, A]> =>
    F.chain(fa, (x) => F.map(fa, (y) => [x, y] as const))

const twice2 =
  <F extends URIS2>(F: Monad2<F>) =>
  <E, A>(fa: Kind2<F, E, A>): Kind2<F, E, readonly [A, A]> =>
    F.chain(fa, (x) => F.map(fa, (y) => [x, y] as const))

describe('of enumerators', () => {
  it('Monad is one where a generic function asks for one', () => {
    expect(twice1(Enumerator.Monad)(Enumerator.of(1))).type.toBe<Enumerator<readonly [number, number]>>()
  })

  it('Applicative traverses and sequences', () => {
    const lengths = pipe(
      ['a', 'b'],
      RA.traverse(Enumerator.Applicative)((s) => Enumerator.of(s.length))
    )
    expect(lengths).type.toBe<Enumerator<ReadonlyArray<number>>>()
    expect(sequenceT(Enumerator.Apply)(Enumerator.of(1), Enumerator.of('a'))).type.toBe<Enumerator<[number, string]>>()
    expect(sequenceS(Enumerator.Apply)({ n: Enumerator.of(1), s: Enumerator.of('a') })).type.toBe<
      Enumerator<{ n: number; s: string }>
    >()
  })

  it('getMonoid joins many', () => {
    expect(concatAll(Enumerator.getMonoid<number>())([Enumerator.of(1), Enumerator.empty])).type.toBe<
      Enumerator<number>
    >()
  })

  it('Filterable filters', () => {
    const large = Enumerator.Filterable.filter(Enumerator.of(1, 2), (n) => n > 1)
    expect(large).type.toBe<Enumerator<number>>()
  })

  it('are not for iteratees', () => {
    expect(twice1).type.not.toBeCallableWith(Iteratee.Monad)
    expect(twice1(Enumerator.Monad)).type.not.toBeCallableWith(Iteratee.head<number>())
  })
})

describe('of iteratees', () => {
  it('Monad is one where a generic function asks for one', () => {
    expect(twice2(Iteratee.Monad)(Iteratee.head<number>())).type.toBe<
      Iteratee<number, readonly [Option<number>, Option<number>]>
    >()
  })

  it('Applicative traverses and sequences', () => {
    const firsts = pipe(
      [1, 2],
      RA.traverse(Iteratee.Applicative)((n) => Iteratee.takeUpTo<string>(n))
    )
    expect(firsts).type.toBe<Iteratee<string, ReadonlyArray<ReadonlyArray<string>>>>()
    expect(sequenceT(Iteratee.Applicative)(Iteratee.head<string>(), Iteratee.getChunks<string>())).type.toBe<
      Iteratee<string, [Option<string>, ReadonlyArray<string>]>
    >()
  })

  it('Profunctor changes both sides', () => {
    const it = Iteratee.Profunctor.promap(
      Iteratee.head<number>(),
      (s: string) => s.length,
      (first) => first._tag
    )
    expect(it).type.toBe<Iteratee<string, 'None' | 'Some'>>()
  })
})

describe('of enumeratees', () => {
  it('Category composes from the right', () => {
    const lengths = Enumeratee.map((s: string) => s.length)
    const large = Enumeratee.map((n: number) => n > 1)
    expect(Enumeratee.Category.compose(large, lengths)).type.toBe<Enumeratee<string, boolean>>()
    expect(Enumeratee.Category.id<number>()).type.toBe<Enumeratee<number, number>>()
    expect(Enumeratee.Category.compose).type.not.toBeCallableWith(lengths, lengths)
  })

  it('Profunctor changes both sides', () => {
    const f = Enumeratee.Profunctor.promap(
      Enumeratee.take<number>(1),
      (s: string) => s.length,
      (n) => n > 1
    )
    expect(f).type.toBe<Enumeratee<string, boolean>>()
  })
})
