/** Every fp-ts instance passes its laws, observed by running. */
import * as fc from 'fast-check'
import { CometMessage, Enumeratee, Enumerator, EventData, EventId, EventName, Input, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as N from 'fp-ts/lib/number.js'
import * as O from 'fp-ts/lib/Option.js'
import * as S from 'fp-ts/lib/string.js'
import { enumeratees, enumerators, iteratees } from '../support/numbers'

const numbers = fc.integer({ min: -3, max: 9 })
const runs = { numRuns: 50 }

test('Input is a functor, has Eq and Show', async () => {
  const inputs = Laws.inputs(numbers)
  await Laws.functor(Input.Functor)({ values: inputs, equal: Laws.same }, runs)
  const eq = Input.getEq(N.Eq)
  fc.assert(fc.property(inputs, inputs, (x, y) => eq.equals(x, y) === Laws.same(x, y)))
  expect([Input.el('a'), Input.empty, Input.eof].map(Input.getShow(S.Show).show)).toEqual(['El("a")', 'Empty', 'EOF'])
})

describe('Enumerator', () => {
  const values = enumerators.map(({ enumerator }) => enumerator)
  const samples = { values, equal: Laws.equalEnumerators }

  test.each<readonly [string, () => Promise<void>]>([
    ['Functor', () => Laws.functor(Enumerator.Functor)(samples, runs)],
    ['Apply', () => Laws.apply(Enumerator.Apply)(samples, runs)],
    ['Applicative', () => Laws.applicative(Enumerator.Applicative)(samples, runs)],
    ['Chain', () => Laws.chain(Enumerator.Chain)(samples, runs)],
    ['Monad', () => Laws.monad(Enumerator.Monad)(samples, runs)],
    ['Alt', () => Laws.alt(Enumerator.Alt)(samples, runs)],
    ['Zero', () => Laws.zero({ ...Enumerator.Alt, ...Enumerator.Zero })(samples, runs)],
    ['Alternative', () => Laws.alternative(Enumerator.Alternative)(samples, runs)],
    ['Compactable', () => Laws.compactable({ ...Enumerator.Compactable, ...Enumerator.Functor })(samples, runs)],
    ['Filterable', () => Laws.filterable(Enumerator.Filterable)(samples, runs)],
    ['the monoid', () => Laws.monoid(Enumerator.getMonoid<number>())(samples, runs)]
  ])('%s', (_, check) => check())

  test('Pointed, FromIO and FromTask are of one element', async () => {
    const [of, io, task] = [Enumerator.Pointed.of(1), Enumerator.FromIO.fromIO(() => 1), Enumerator.FromTask.fromTask(Laws.late(1, 2))] // prettier-ignore
    expect(await Promise.all([of, io, task].map((e) => Laws.delivered(e)))).toEqual(
      Array.from({ length: 3 }, () => ({ elements: [1], failure: undefined }))
    )
  })
})

describe('Iteratee', () => {
  const values = iteratees.map(({ iteratee }) => iteratee)
  const samples = { values, inputs: numbers, equal: Laws.equalIteratees(numbers) }

  test.each<readonly [string, () => Promise<void>]>([
    ['Functor', () => Laws.functor(Iteratee.Functor)(samples, runs)],
    ['Apply', () => Laws.apply(Iteratee.Apply)(samples, runs)],
    ['Applicative', () => Laws.applicative(Iteratee.Applicative)(samples, runs)],
    ['Chain', () => Laws.chain(Iteratee.Chain)(samples, runs)],
    ['Monad', () => Laws.monad(Iteratee.Monad)(samples, runs)],
    ['Profunctor, what is left over included', () => Laws.profunctor(Iteratee.Profunctor)(samples, runs)]
  ])('%s', (_, check) => check())

  test('Pointed, FromIO and FromTask take nothing', async () => {
    const all = [Iteratee.Pointed.of<number, number>(1), Iteratee.FromIO.fromIO(() => 1), Iteratee.FromTask.fromTask(Laws.late(1, 2))] // prettier-ignore
    for (const it of all) expect(await Laws.running(Enumerator.of(7), Laws.withRest(it))).toEqual(E.right([1, [7]]))
  })
})

describe('Enumeratee', () => {
  const values = enumeratees.map(({ enumeratee }) => enumeratee)
  const samples = { values, inputs: numbers, equal: Laws.equalEnumeratees(numbers) }

  test('Category', () => Laws.category(Enumeratee.Category)(samples, runs))

  test('Profunctor, what is left over included', () => Laws.profunctor(Enumeratee.Profunctor)(samples, runs))
})

test('CometMessage is contravariant', () => {
  const values = fc.constantFrom<CometMessage<string>>(CometMessage.string, CometMessage.stringOrJson)
  const equal = (x: CometMessage<string>, y: CometMessage<string>): boolean =>
    ['', 'a', '</script>'].every((s) => x.toJavascriptMessage(s) === y.toJavascriptMessage(s))
  return Laws.contravariant(CometMessage.Contravariant)({ values, inputs: fc.string(), equal }, runs)
})

describe('what an event has is contravariant', () => {
  const texts = ['', 'a', 'a\nb']
  const agree =
    <F>(read: (f: F) => (s: string) => unknown) =>
    (x: F, y: F): boolean =>
      texts.every((s) => Laws.same(read(x)(s), read(y)(s)))
  const optional = fc.func<[string], O.Option<string>>(fc.option(fc.string()).map(O.fromNullable))

  test('EventData', () => {
    const values = fc.constantFrom<EventData<string>>(EventData.string, EventData.json, EventData.stringOrJson)
    const equal = agree(({ eventData }: EventData<string>) => eventData)
    return Laws.contravariant(EventData.Contravariant)({ values, inputs: fc.string(), equal }, runs)
  })

  test('EventName', () => {
    const values = optional.map((eventName): EventName<string> => ({ eventName }))
    const equal = agree(({ eventName }: EventName<string>) => eventName)
    return Laws.contravariant(EventName.Contravariant)({ values, inputs: fc.string(), equal }, runs)
  })

  test('EventId', () => {
    const values = optional.map((eventId): EventId<string> => ({ eventId }))
    const equal = agree(({ eventId }: EventId<string>) => eventId)
    return Laws.contravariant(EventId.Contravariant)({ values, inputs: fc.string(), equal }, runs)
  })
})
