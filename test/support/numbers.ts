/** What the tests feed: numbers, few and small, so that repetitions and limits are met; and the arbitraries of them. */
import * as fc from 'fast-check'
import { Enumerator } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'

const number = fc.integer({ min: -3, max: 9 })

export const elements: fc.Arbitrary<ReadonlyArray<number>> = fc.array(number, { maxLength: 12 })

export const enumerators = Laws.enumerators(number)
export const enumeratees = Laws.enumeratees(Laws.arithmetic)
export const iteratees = Laws.iteratees(Laws.arithmetic)

export type ModelledIteratee = Laws.ModelledIteratee<number>

const failing = (message: string): Enumerator<never> =>
  Enumerator.unfoldM(0, () => async () => {
    await Laws.pause(1)
    throw new Error(message)
  })

/** Functions from elements to enumerators, for `flatMap`; some fail on an element. */
export const branching: fc.Arbitrary<(n: number) => Enumerator<number>> = fc
  .tuple(Laws.cuttings, fc.nat(3), fc.option(fc.integer({ min: 3, max: 9 }), { nil: undefined }))
  .map(([cutting, k, bad]) => (n: number) => {
    const children = cutting.produce(Array.from({ length: (Math.abs(n) + k) % 4 }, (_, i) => n * 10 + i))
    return n === bad ? children.andThen(failing(`failed on ${n}`)) : children
  })
