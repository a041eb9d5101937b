/** What a run may leave behind in the process. */
import { getEventListeners } from 'node:events'

/** Rejections that nobody handled while `act` ran, and shortly after. */
export const unhandledRejections = async (act: () => Promise<unknown>): Promise<ReadonlyArray<unknown>> => {
  const unhandled: unknown[] = []
  const note = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', note)
  try {
    await act()
    // Node reports them when the microtasks are through
    await new Promise<void>((resolve) => setImmediate(resolve))
  } finally {
    process.off('unhandledRejection', note)
  }
  return unhandled
}

export const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length

/** How many timers that were set while `act` ran are still running when it is over. */
export const timersLeft = async (act: () => Promise<unknown>): Promise<number> => {
  const running = new Set<unknown>()
  const { setTimeout, clearTimeout } = globalThis
  const set = jest.spyOn(globalThis, 'setTimeout').mockImplementation((callback: () => void, ms?: number) => {
    const timer = setTimeout(() => {
      running.delete(timer)
      callback()
    }, ms)
    running.add(timer)
    return timer
  })
  const clear = jest.spyOn(globalThis, 'clearTimeout').mockImplementation((timer) => {
    running.delete(timer)
    clearTimeout(timer)
  })
  try {
    await act()
  } finally {
    set.mockRestore()
    clear.mockRestore()
  }
  return running.size
}
