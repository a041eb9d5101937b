import { Enumerator } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'

/** Three elements, whose release takes a while, and then does what it is told to. */
export const slowlyReleased = (release: () => void) =>
  Enumerator.bracket(
    async () => {},
    () => Enumerator.of(1, 2, 3),
    () => async () => {
      await Laws.pause(20)
      release()
    }
  )
