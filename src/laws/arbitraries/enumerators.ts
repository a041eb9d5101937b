/** Enumerators that carry what they are expected to do. */
import * as fc from 'fast-check'
import { async, empty, type Enumerator, of, unfold, unfoldM } from '../../Enumerator.js'
import { pause } from '../waiting.js'
import { type Cutting, cuttings } from './cuttings.js'

/**
 * An enumerator with the elements it delivers, and the message with which it fails then, where it does.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export interface Produced<out E> {
  readonly enumerator: Enumerator<E>
  readonly content: ReadonlyArray<E>
  readonly failure: string | undefined
  /** what it is made of, for a report */
  readonly toString: () => string
}

const failures: Record<string, (message: string) => Enumerator<never>> = {
  unfold: (message) =>
    unfold(0, () => {
      throw new Error(message)
    }),
  unfoldM: (message) =>
    unfoldM(0, () => async () => {
      await pause(1)
      throw new Error(message)
    }),
  map: (message) =>
    of(0).map(() => {
      throw new Error(message)
    }),
  channel: (message) =>
    async((channel) => {
      channel.endWith(new Error(message))
      return () => undefined
    }),
  onDoneEnumerating: (message) =>
    empty.onDoneEnumerating(() => {
      throw new Error(message)
    })
}

/**
 * Enumerators of up to 12 of these elements, in all cuttings or in those given; a few fail at their end.
 *
 * @category arbitraries
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * await fc.assert(
 *   fc.asyncProperty(Laws.enumerators(fc.string()), async ({ enumerator, content, failure }) => {
 *     const shouted = await Laws.delivered(enumerator.map((s) => s + '!'))
 *     assert.deepStrictEqual(shouted, { elements: content.map((s) => s + '!'), failure })
 *   })
 * )
 */
export const enumerators = <E>(
  elements: fc.Arbitrary<E>,
  cutting: fc.Arbitrary<Cutting> = cuttings
): fc.Arbitrary<Produced<E>> =>
  fc
    .tuple(
      fc.array(elements, { maxLength: 12 }),
      cutting,
      fc.oneof({ weight: 4, arbitrary: fc.constant('none') }, fc.constantFrom(...Object.keys(failures)))
    )
    .map(([content, cut, fails]) => {
      const failure = fails === 'none' ? undefined : `failed in ${fails}`
      const end = failure === undefined ? empty : (failures[fails]?.(failure) ?? empty)
      return {
        enumerator: cut.produce(content).andThen(end),
        content,
        failure,
        toString: () => `${fc.stringify(content)} by ${cut.toString()}${failure === undefined ? '' : `, ${failure}`}`
      }
    })
