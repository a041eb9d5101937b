import type { Interruption } from './Interruption.js'

/**
 * Calls `listener` when the signal aborts, unless what is answered has been called before.
 *
 * Thousands of runs may share one signal. It has one listener for all of them: platforms warn of many, and look through
 * all there are when one is added or removed.
 */
export const whenAborted = (signal: Interruption, listener: () => void): (() => void) => {
  const shared = listening.get(signal) ?? new Shared(signal)
  shared.listeners.add(listener)
  return () => {
    shared.remove(listener)
  }
}

const listening = new WeakMap<Interruption, Shared>()

class Shared {
  readonly listeners = new Set<() => void>()

  constructor(private readonly signal: Interruption) {
    listening.set(signal, this)
    signal.addEventListener('abort', this.tell)
  }

  remove(listener: () => void): void {
    if (!this.listeners.delete(listener) || this.listeners.size > 0) return
    listening.delete(this.signal)
    this.signal.removeEventListener('abort', this.tell)
  }

  private readonly tell = (): void => {
    for (const listener of this.listeners) listener()
  }
}
