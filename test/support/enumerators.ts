/** Enumerators that carry what they are expected to do: the elements they deliver, and how they end. */
import * as fc from 'fast-check'
import { Enumerator } from 'fp-ts-iteratee'
import { type Cutting, cuttings, elements, synchronousCuttings } from './cuttings'
import { pause } from './pause'

export interface Produced {
  readonly enumerator: Enumerator<number>
  readonly content: ReadonlyArray<number>
  readonly failure: string | undefined
  readonly toString: () => string
}

const failures: Record<string, (message: string) => Enumerator<never>> = {
  unfold: (message) =>
    Enumerator.unfold(0, () => {
      throw new Error(message)
    }),
  unfoldM: (message) =>
    Enumerator.unfoldM(0, () => async () => {
      await pause(1)
      throw new Error(message)
    }),
  map: (message) =>
    Enumerator.of(0).map(() => {
      throw new Error(message)
    }),
  channel: (message) =>
    Enumerator.async((channel) => {
      channel.endWith(new Error(message))
      return () => undefined
    }),
  onDoneEnumerating: (message) =>
    Enumerator.empty.onDoneEnumerating(() => {
      throw new Error(message)
    })
}

const fail = (kind: string, message: string): Enumerator<never> => failures[kind]?.(message) ?? Enumerator.empty

const producedWith = (cutting: fc.Arbitrary<Cutting>): fc.Arbitrary<Produced> =>
  fc
    .tuple(
      elements,
      cutting,
      fc.oneof({ weight: 4, arbitrary: fc.constant('none') }, fc.constantFrom(...Object.keys(failures)))
    )
    .map(([content, cut, fails]) => {
      const failure = fails === 'none' ? undefined : `failed in ${fails}`
      return {
        enumerator: cut.produce(content).andThen(fail(fails, `failed in ${fails}`)),
        content,
        failure,
        toString: () => `[${content.join()}] by ${cut.toString()}${failure === undefined ? '' : `, ${failure}`}`
      }
    })

/** Any; a few fail at their end. */
export const enumerators: fc.Arbitrary<Produced> = producedWith(cuttings)

/** Those that never wait but, perhaps, to fail. */
export const synchronousEnumerators: fc.Arbitrary<Produced> = producedWith(synchronousCuttings)

/** Functions from elements to enumerators, for `flatMap`; some fail on an element. */
export const branching: fc.Arbitrary<(n: number) => Enumerator<number>> = fc
  .tuple(cuttings, fc.nat(3), fc.option(fc.integer({ min: 3, max: 9 }), { nil: undefined }))
  .map(([cutting, k, bad]) => (n: number) => {
    const children = cutting.produce(Array.from({ length: (Math.abs(n) + k) % 4 }, (_, i) => n * 10 + i))
    return n === bad ? children.andThen(fail('unfoldM', `failed on ${n}`)) : children
  })
