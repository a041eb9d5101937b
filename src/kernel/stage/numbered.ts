import type { Sink } from '../Sink.js'
import type { Part, Stage } from '../Stage.js'
import { AdaptingStage } from './filterMap.js'

/** Each element with its number: a map that counts. */
export class Numbered<in out A> implements Part<A, readonly [A, number]> {
  constructor(readonly from: number = 0) {}

  open(next: Sink<readonly [A, number]>): Stage<A, never> {
    let i = this.from
    const f = (a: A): readonly [A, number] => [a, i++]
    return new AdaptingStage({ predicate: undefined, f }, next, () => new Numbered<A>(i))
  }
}
