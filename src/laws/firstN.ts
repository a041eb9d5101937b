/** An iteratee that takes so many elements, and tells when it has them. */
import * as In from '../Input.js'
import { cont, done } from '../iteratee/constructors.js'
import type { Iteratee } from '../iteratee/model.js'

const from = <E>(n: number, taken: ReadonlyArray<E>, onEnough: () => void): Iteratee<E, ReadonlyArray<E>> =>
  cont<E, ReadonlyArray<E>>(
    In.match({
      el: (e: E) => {
        const all = [...taken, e]
        if (all.length < n) return from(n, all, onEnough)
        onEnough()
        return done(all)
      },
      empty: () => from(n, taken, onEnough),
      eof: () => done(taken, In.eof)
    })
  )

/** @internal */
export const firstN = <E>(n: number, onEnough: () => void = () => undefined): Iteratee<E, ReadonlyArray<E>> =>
  n === 0 ? done([]) : from<E>(n, [], onEnough)
