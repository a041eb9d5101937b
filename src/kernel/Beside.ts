import type { Fiber } from './Fiber.js'
import type { Scope } from './Scope.js'

/** What a stage is given that acts while nobody pushes to it. */
export interface Beside {
  /** for what follows the stage, where that is driven by the stage itself */
  readonly below: Fiber
  /** closed with the line */
  readonly timers: Scope
  /** The stage has failed, and nobody is pushing: the stages behind it may have an answer, else the line has failed. */
  fail(error: unknown, then: () => void): void
  /** What follows the stage has failed, as the stage finds: no stage has an answer to that. */
  giveUp(error: unknown, then: () => void): void
}
