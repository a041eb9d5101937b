/** The kit's laws of fp-ts instances: lawful ones pass, and each law is seen to be violated. */
import * as fc from 'fast-check'
import { Input } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import type { Alternative1 } from 'fp-ts/lib/Alternative.js'
import type { Category2 } from 'fp-ts/lib/Category.js'
import type { Filterable1 } from 'fp-ts/lib/Filterable.js'
import type { Functor1 } from 'fp-ts/lib/Functor.js'
import type { Monad1 } from 'fp-ts/lib/Monad.js'
import type { Profunctor2 } from 'fp-ts/lib/Profunctor.js'
import * as A from 'fp-ts/lib/ReadonlyArray.js'
import * as E from 'fp-ts/lib/Either.js'
import * as N from 'fp-ts/lib/number.js'
import * as O from 'fp-ts/lib/Option.js'
import * as Ord from 'fp-ts/lib/Ord.js'
import * as P from 'fp-ts/lib/Predicate.js'
import * as R from 'fp-ts/lib/Reader.js'
import * as T from 'fp-ts/lib/Task.js'

const few = { numRuns: 30, seed: 1 }
const options = fc.option(fc.nat(9)).map((n) => O.fromNullable(n))
const arrays = fc.array(fc.nat(9), { maxLength: 3 })
const eithers = fc.oneof(fc.nat(9).map(E.right), fc.string({ maxLength: 2 }).map(E.left))
const { same } = Laws

describe('lawful instances pass', () => {
  const ofOptions = { values: options, equal: same }
  const ofArrays = { values: arrays, equal: same }

  test.each<readonly [string, () => Promise<void>]>([
    ['functor: Input', () => Laws.functor(Input.Functor)({ values: Laws.inputs(fc.string()), equal: same }, few)],
    ['functor: Either', () => Laws.functor(E.Functor)({ values: eithers, equal: same }, few)],
    ['apply', () => Laws.apply(A.Apply)(ofArrays, few)],
    ['applicative', () => Laws.applicative(E.Applicative)({ values: eithers, equal: same }, few)],
    ['chain', () => Laws.chain(A.Chain)(ofArrays, few)],
    ['monad: ReadonlyArray', () => Laws.monad(A.Monad)(ofArrays, few)],
    ['monad: Either', () => Laws.monad(E.Monad)({ values: eithers, equal: same }, few)],
    ['alt', () => Laws.alt(E.Alt)({ values: eithers, equal: same }, few)],
    ['zero', () => Laws.zero({ ...A.Alt, ...A.Zero })(ofArrays, few)],
    ['alternative', () => Laws.alternative(A.Alternative)(ofArrays, few)],
    ['compactable', () => Laws.compactable({ ...A.Compactable, ...A.Functor })(ofArrays, few)],
    ['filterable', () => Laws.filterable(O.Filterable)(ofOptions, few)],
    ['monoid', () => Laws.monoid(O.getMonoid(N.SemigroupSum))(ofOptions, few)]
  ])('%s', (_, check) => check())

  test('contravariant', async () => {
    const values = fc.nat(9).map(
      (k): P.Predicate<number> =>
        (n) =>
          n > k
    )
    const equal = (p: P.Predicate<number>, q: P.Predicate<number>) => [0, 3, 6, 9].every((n) => p(n) === q(n))
    await Laws.contravariant(P.Contravariant)({ values, inputs: fc.nat(9), equal }, few)
  })

  test('profunctor', async () => {
    const values = fc.nat(9).map(
      (k): R.Reader<number, number> =>
        (n) =>
          n + k
    )
    const equal = <B>(f: R.Reader<number, B>, g: R.Reader<number, B>) => [0, 9].every((n) => same(f(n), g(n)))
    await Laws.profunctor(R.Profunctor)({ values, inputs: fc.nat(9), equal }, few)
  })

  test('those that wait', async () => {
    const values = fc.tuple(fc.nat(9), fc.nat(3)).map(([n, turns]) => Laws.late(n, turns))
    await Laws.monad(T.Monad)({ values, equal: async (x, y) => same(await x(), await y()) }, few)
  })
})

describe('what is unlawful is found', () => {
  const violates = (check: Promise<void>, law: string): Promise<void> =>
    expect(check).rejects.toThrow(`violates a law.\n\n${law}: the two sides are not equal\n`)
  const ofArrays = { values: fc.array(fc.nat(9), { minLength: 1, maxLength: 3 }), equal: same }
  const law = (name: string) => ({ ...few, law: name })

  test.each<readonly [string, Partial<Functor1<A.URI>>]>([
    ['map(identity) = identity', { map: (fa, f) => [...fa].reverse().map(f) }],
    ['map(g ∘ f) = map(g) ∘ map(f)', { map: (fa, f) => (same(fa.map(f), fa) ? fa.map(f) : [...fa, ...fa].map(f)) }]
  ])('functor: %s', (name, wrong) => violates(Laws.functor({ ...A.Functor, ...wrong })(ofArrays, law(name)), name))

  const zipped: Monad1<A.URI>['ap'] = (fab, fa) => fab.flatMap((f, i) => fa.slice(i, i + 1).map((a) => f(a)))
  const backwards: Monad1<A.URI>['ap'] = (fab, fa) => fa.flatMap((a) => fab.map((f) => f(a)))
  const twice: Monad1<A.URI>['chain'] = (fa, f) => [...fa, ...fa.slice(1)].flatMap((a) => f(a))

  test.each<readonly [string, Partial<Monad1<A.URI>>]>([
    [
      'ap(ap(map(g, compose), f), fa) = ap(g, ap(f, fa))',
      { ap: (fab, fa) => [...zipped(fab, fa), ...backwards(fab, fa)] }
    ],
    ['ap(of(identity), fa) = fa', { ap: zipped }],
    ['ap(of(f), of(a)) = of(f(a))', { of: (a) => [a, a] }],
    [
      'ap(f, of(a)) = ap(of((g) => g(a)), f)',
      { ap: (fab, fa) => fab.flatMap((f) => [...fa, ...fa.slice(0, fab.length - 1)].map((a) => f(a))) }
    ],
    ['map(fa, f) = ap(of(f), fa)', { ap: zipped }],
    ['chain(chain(fa, f), g) = chain(fa, (a) => chain(f(a), g))', { chain: twice }],
    ['chain(of(a), f) = f(a)', { of: (a) => [a, a] }],
    ['chain(fa, of) = fa', { chain: twice }],
    ['map(fa, f) = chain(fa, (a) => of(f(a)))', { chain: twice }],
    ['ap(f, fa) = chain(f, (g) => map(fa, g))', { ap: backwards }]
  ])('monad: %s', (name, wrong) => violates(Laws.monad({ ...A.Monad, ...wrong })(ofArrays, law(name)), name))

  test.each<readonly [string, Partial<Alternative1<A.URI>>]>([
    ['alt is associative', { alt: (fa, that) => [...fa.slice(1), ...that(), ...fa.slice(0, 1)] }],
    ['map distributes over alt', { alt: (fa, that) => (same(fa[0], 0) ? fa : that()) }],
    ['alt(zero, fa) = fa', { alt: (fa) => fa }],
    ['alt(fa, zero) = fa', { alt: (_, that) => that() }],
    ['map(zero, f) = zero', { map: (fa, f) => (fa.length === 0 ? [f(0 as never)] : fa.map((a) => f(a))) }],
    ['ap distributes over alt', { ap: zipped }],
    ['ap(zero, fa) = zero', { ap: (_, fa) => fa as never }]
  ])('alternative: %s', (name, wrong) =>
    violates(Laws.alternative({ ...A.Alternative, ...wrong })(ofArrays, law(name)), name)
  )

  const lazy = <X>(all: ReadonlyArray<X>) => all.slice(1)

  test.each<readonly [string, Partial<Filterable1<A.URI>>]>([
    ['compact(map(fa, some)) = fa', { compact: (fa) => lazy(A.compact(fa)) }],
    [
      'compact(map(map(fa, f), map(g))) = map(compact(map(fa, f)), g)',
      { compact: (fa) => A.compact(fa).filter((a) => typeof a !== 'number' || a > 4) }
    ],
    ['separate(fe).right = compact(map(fe, getRight))', { separate: (fe) => ({ ...A.separate(fe), right: [] }) }],
    ['separate(fe).left = compact(map(fe, getLeft))', { separate: (fe) => ({ ...A.separate(fe), left: [] }) }],
    ['filterMap(fa, f) = compact(map(fa, f))', { filterMap: () => [] }],
    ['filter(fa, () => true) = fa', { filter: <X>(fa: ReadonlyArray<X>) => lazy(fa) }],
    [
      'filter(filter(fa, p), q) = filter(fa, p and q)',
      { filter: <X>(fa: ReadonlyArray<X>, p: (x: X) => boolean) => (fa.every(p) ? fa : lazy(fa)) }
    ],
    ['partition(fa, p).right = filter(fa, p)', { partition: () => ({ left: [], right: [] }) }],
    ['partition(fa, p).left = filter(fa, not p)', { partition: () => ({ left: [], right: [] }) }],
    ['partitionMap(fa, f).right = separate(map(fa, f)).right', { partitionMap: () => ({ left: [], right: [] }) }],
    ['partitionMap(fa, f).left = separate(map(fa, f)).left', { partitionMap: () => ({ left: [], right: [] }) }]
  ])('filterable: %s', (name, wrong) =>
    violates(Laws.filterable({ ...A.Filterable, ...wrong })(ofArrays, law(name)), name)
  )

  test.each([
    ['concat is associative', { concat: (x: number, y: number) => x - y, empty: 0 }],
    ['concat(empty, x) = x', { concat: (x: number, _: number) => x, empty: 0 }],
    ['concat(x, empty) = x', { concat: (_: number, y: number) => y, empty: 0 }]
  ])('monoid: %s', (name, wrong) =>
    violates(Laws.monoid(wrong)({ values: fc.nat(9), equal: N.Eq.equals }, law(name)), name)
  )

  const readers = {
    values: fc.nat(9).map(
      (k): R.Reader<number, number> =>
        (n) =>
          n + k + 1
    ),
    equal: <B>(f: R.Reader<number, B>, g: R.Reader<number, B>) => [0, 9].every((n) => same(f(n), g(n)))
  }

  test.each<readonly [string, Partial<Category2<R.URI>>]>([
    ['compose is associative', { compose: (bc, ab) => (a) => ((bc(ab(a)) as number) - (ab(a) as number)) as never }],
    ['compose(id, ab) = ab', { id: () => () => 0 as never }],
    ['compose(ab, id) = ab', { id: () => () => 0 as never }]
  ])('category: %s', (name, wrong) => violates(Laws.category({ ...R.Category, ...wrong })(readers, law(name)), name))

  test.each<readonly [string, <X>(fa: Ord.Ord<X>) => Ord.Ord<X>]>([
    ['contramap(identity) = identity', (fa) => Ord.reverse(fa)],
    ['contramap(f ∘ g) = contramap(g) ∘ contramap(f)', (fa) => Ord.reverse(fa)]
  ])('contravariant: %s', (name, turned) => {
    const equal = (x: Ord.Ord<number>, y: Ord.Ord<number>) =>
      [0, 1, 2, 3].every((a) => [0, 1, 2, 3].every((b) => x.compare(a, b) === y.compare(a, b)))
    const wrong: typeof Ord.Contravariant = {
      ...Ord.Contravariant,
      contramap: (fa, f) => turned(Ord.Contravariant.contramap(fa, f))
    }
    const samples = { values: fc.constantFrom(N.Ord, Ord.reverse(N.Ord)), inputs: fc.nat(3), equal }
    return violates(Laws.contravariant(wrong)(samples, law(name)), name)
  })

  const lost = () => () => 0 as never

  test.each<readonly [string, Partial<Profunctor2<R.URI>>]>([
    ['promap(identity, identity) = identity', { promap: lost }],
    [
      'promap(f ∘ g, i ∘ h) = promap(g, i) ∘ promap(f, h)',
      { promap: (fa, f, g) => (e) => (g(fa(f(e))) + '!') as never }
    ],
    ['map(f) = promap(identity, f)', { promap: lost }]
  ])('profunctor: %s', (name, wrong) =>
    violates(Laws.profunctor({ ...R.Profunctor, ...wrong })({ ...readers, inputs: fc.nat(9) }, law(name)), name)
  )
})
