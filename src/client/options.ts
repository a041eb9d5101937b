/**
 * What {@link cometFrame} is told.
 *
 * @category model
 * @since 0.1.0
 */
export interface CometFrameOptions {
  /**
   * called with each message, and with its id where it has one. What it throws is reported as an error of the page, and
   * keeps no later message from coming; its id counts as arrived.
   *
   * An object or array is made in the frame: `instanceof` does not know it, and it keeps the frame's window in memory,
   * also after that has gone. What is kept for long is better copied, with `structuredClone`
   */
  readonly onMessage: (message: unknown, id?: string) => void
  /** called once, when the server has ended the stream: there is no frame any more, and none will be loaded */
  readonly onEnd?: () => void
  /**
   * milliseconds: a frame to which nothing at all has come for so long, neither message nor blank, is loaded again.
   * That is noticed at the latest after a quarter more, and in a tab that nobody sees when its timers run. The server
   * has to write something more often than that
   */
  readonly heartbeatMs: number
  /** whether to add the last id to the address, as `lastEventId`, when the frame is loaded again; true by default */
  readonly resume?: boolean
  /** the name that the server's `Comet('frameElement.NAME')` calls; `cometMessage` by default */
  readonly callback?: string
  /**
   * milliseconds before the frame is loaded again: at random up to `minMs` (1000 by default), and up to the double for
   * each load in a row that brought no message, but at most `maxMs` (30,000 by default)
   */
  readonly backoff?: { readonly minMs?: number; readonly maxMs?: number }
  /** what the frame is appended to; the body by default */
  readonly parent?: Element
}

type Settings = Required<Omit<CometFrameOptions, 'backoff' | 'parent'>> & {
  readonly minMs: number
  readonly maxMs: number
  readonly parent: Element | undefined
}

/**
 * The options, with what stands for those that are not given; or a `TypeError`.
 *
 * @internal
 */
export const settingsOf = (options: CometFrameOptions): Settings => {
  const { onMessage, onEnd = () => undefined, heartbeatMs, resume = true, parent, ...others } = options
  const { callback = 'cometMessage', backoff = {}, ...unknown } = others
  const { minMs = 1000, maxMs = 30_000, ...unknownOfBackoff } = backoff
  for (const name of Object.keys({ ...unknown, ...unknownOfBackoff }))
    throw new TypeError(`cometFrame: there is no option '${name}'`)
  requireThat('onMessage', typeof onMessage === 'function', 'a function', onMessage)
  requireThat('onEnd', typeof onEnd === 'function', 'a function', onEnd)
  requireThat('heartbeatMs', isDuration(heartbeatMs), duration, heartbeatMs)
  requireThat('resume', typeof resume === 'boolean', 'a boolean', resume)
  requireThat('callback', isFree(callback), 'a name that no iframe has', callback)
  requireThat('backoff.maxMs', isDuration(maxMs), duration, maxMs)
  requireThat('backoff.minMs', isDuration(minMs) && minMs <= maxMs, `${duration} and maxMs`, minMs)
  requireThat('parent', parent === undefined || parent instanceof Element, 'an element', parent)
  return { onMessage, onEnd, heartbeatMs, resume, callback, minMs, maxMs, parent }
}

/** @internal */
export const requireThat = (name: string, holds: boolean, expected: string, got?: unknown): void => {
  if (!holds) throw new TypeError(`cometFrame: ${name}: expected ${expected}, got ${String(got)}`)
}

/** milliseconds that timers take @internal */
export const longest = 2_147_483_647

const duration = `milliseconds, more than 0 and at most ${String(longest)}`

const isDuration = (ms: unknown): boolean => typeof ms === 'number' && ms > 0 && ms <= longest

/** What is set on the frame must not take the place of anything. */
const isFree = (name: unknown): boolean =>
  typeof name === 'string' && name !== '' && name !== 'cometRetry' && !(name in HTMLIFrameElement.prototype)
