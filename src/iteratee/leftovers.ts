/** What is left over where elements can be joined: strings, arrays, bytes. */
import type { Semigroup } from 'fp-ts/lib/Semigroup.js'
import * as In from '../Input.js'
import type { Input } from '../Input.js'
import { Concluded, Finished } from '../kernel/consumer/interpret.js'
import type { Consumer, Outcome } from '../kernel/Sink.js'

/** A consumer that has ended without taking anything leaves what was left before, and then what it left itself. */
export const leaving =
  <E>(semigroup: Semigroup<E>, before: Input<E>) =>
  <A>(begun: Consumer<E, A>): Consumer<E, A> => {
    if (!(begun instanceof Finished)) return begun
    const result = begun.result as Outcome<E, A>
    return new Concluded({ ...result, remaining: joined(semigroup, before, result.remaining) })
  }

const joined = <E>(semigroup: Semigroup<E>, first: Input<E>, second: Input<E>): Input<E> =>
  first._tag === 'El' && second._tag === 'El'
    ? In.el(semigroup.concat(first.value, second.value))
    : first._tag === 'Empty'
      ? second
      : first

/** The result of a consumer that has been ended for another's sake: its `EOF` is not the input's. */
export const keepLeft = <E, A>(result: Outcome<E, A>): Consumer<E, A> =>
  new Finished(result.remaining._tag === 'EOF' ? { ...result, remaining: In.empty } : result)
