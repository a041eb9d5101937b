/** What an iteratee is fed. */
import * as fc from 'fast-check'
import * as In from '../../Input.js'
import type { Input } from '../../Input.js'

/**
 * All kinds of input, elements mostly.
 *
 * @category arbitraries
 * @since 0.1.0
 * @example
 * import { Input } from 'fp-ts-iteratee'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * fc.assert(
 *   fc.property(Laws.inputs(fc.nat()), (input) => {
 *     assert.deepStrictEqual(Input.map((n: number) => n)(input), input)
 *   })
 * )
 */
export const inputs = <E>(elements: fc.Arbitrary<E>): fc.Arbitrary<Input<E>> =>
  fc.oneof(
    { weight: 3, arbitrary: elements.map((e) => In.el(e)) },
    { weight: 1, arbitrary: fc.constant<Input<E>>(In.empty) },
    { weight: 1, arbitrary: fc.constant<Input<E>>(In.eof) }
  )
