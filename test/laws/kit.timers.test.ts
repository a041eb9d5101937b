/** The kit waits on the microtask queue only: with a clock that stands still it comes to its end. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'

beforeEach(() => {
  jest.useFakeTimers()
})

afterEach(() => {
  jest.useRealTimers()
})

test('iteratee', () => Laws.iteratee(Iteratee.head<number>(), fc.integer()))

test('enumeratee', () => Laws.enumeratee(Enumeratee.take<number>(2), fc.integer()))

test('enumerator', () => Laws.enumerator(Enumerator.of(1, 2)))
