import { endedWell } from './ending.js'
import { type CometFrameOptions, longest, requireThat, settingsOf } from './options.js'
import { watch, type Watch } from './silence.js'

/**
 * Listens to a Comet stream of the page's own origin, through a hidden iframe; answers a function that ends that.
 *
 * The server writes `Comet('frameElement.cometMessage', …)`: the scripts of the stream call a member of the iframe
 * element, so that there is no global, and a page may have several frames.
 *
 * ```text
 *   page loads      a macrotask later the frame is loaded: the tab does not spin, and the page's `load` is not held up
 *   message         `onMessage(message, id)`
 *   silence         loaded again, from the last id
 *   end             `onEnd()`, and no more
 *   page is left    the frame is removed, so that the back/forward cache may take the page
 *   page is back    loaded again, from the last id
 * ```
 *
 * **Going on.** The last id that a message came with is added to the address as `lastEventId`, in place of one that is
 * there. The server begins after it; what has no id, or is not sent again, is lost while there is no connection. An
 * address holds well-formed text only: lone surrogates of an id are sent as U+FFFD.
 *
 * **Silence.** A browser tells nothing of a stream that breaks off, so the server has to write something now and then:
 * blanks will do, `Enumeratee.keepAlive(ms, Html.raw(' '))`. They are seen once the document has begun, with `<html>` or
 * a first script: the parser drops those before that. They are removed as they come, so that the document does not grow
 * by them; for the scripts themselves `Comet` has `removeScripts`.
 *
 * **Ends.** A response that ends as it should is the end of the stream, whatever it has said. It is not in these cases,
 * and the frame is loaded again:
 * - the status is 400 or above, or the document cannot be read, as that of an error page of the browser, of another
 *   origin or of one that must not be framed;
 * - the server announced it: `<script>frameElement.cometRetry?.(ms)</script>`, the goodbye of one that restarts. The frame
 *   is loaded after `ms` milliseconds, and up to as many again at random, or up to the limit below if that is more;
 * - the browser does not tell the status (`responseStatus` of its navigation timing), and no message came.
 *
 * A 204 and a download leave the frame as it was: they are silence.
 *
 * **Waits.** Each wait is random, between 0 and a limit that doubles with each load in a row that brought no message
 * (`backoff`), so that clients that were cut off together do not come back together.
 *
 * A browser has six connections at most for each host over HTTP/1.1, those of all tabs together.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `TypeError` where an option is not what it should be or is unknown, or `url` is none or of another origin
 * @example
 * import { cometFrame } from 'fp-ts-iteratee/client'
 *
 * // `/comet` sends 'kiki', 'foo' and 'bar', and ends
 * const messages: unknown[] = []
 * await new Promise<void>((onEnd) => {
 *   cometFrame('/comet', { heartbeatMs: 30_000, onMessage: (message) => messages.push(message), onEnd })
 * })
 * assert.deepStrictEqual(messages, ['kiki', 'foo', 'bar'])
 */
export const cometFrame = (url: string | URL, options: CometFrameOptions): (() => void) => {
  const settings = settingsOf(options)
  const address = new URL(url, document.baseURI)
  requireThat('url', address.origin === origin, `one of ${origin}`, address)

  let frame: HTMLIFrameElement | undefined
  let silence: Watch | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let announcedMs: number | undefined
  /** loads in a row that brought no message, the present one included */
  let failures = 0

  const connect = (): void => {
    const made = document.createElement('iframe')
    made.hidden = true
    made.src = address.href
    made.onload = () => {
      if (made === frame) loaded(made)
    }
    Object.assign(made, {
      [settings.callback]: (message: unknown, id?: string) => {
        // a script goes on when the frame has been removed
        if (made === frame) receive(message, id)
      },
      cometRetry: (ms: unknown) => {
        announcedMs = Math.max(0, Number(ms) || 0)
      }
    })
    failures++
    announcedMs = undefined
    frame = made
    ;(settings.parent ?? document.body).append(made)
    silence = watch(made, settings.heartbeatMs, again)
  }

  const receive = (message: unknown, id?: string): void => {
    failures = 0
    silence?.heard()
    if (settings.resume && id !== undefined) address.searchParams.set('lastEventId', id)
    try {
      settings.onMessage(message, id)
    } catch (error) {
      // thrown from here it would be an error of the frame
      reportError(error)
    }
  }

  const loaded = (frame: HTMLIFrameElement): void => {
    if (announcedMs === undefined && endedWell(frame, failures === 0)) {
      stop()
      settings.onEnd()
    } else again()
  }

  const again = (): void => {
    drop()
    const known = announcedMs ?? 0
    const jitter = Math.random() * Math.max(known, Math.min(settings.maxMs, settings.minMs * 2 ** failures))
    timer = setTimeout(connect, Math.min(longest, known + jitter))
  }

  const drop = (): void => {
    clearTimeout(timer)
    silence?.stop()
    frame?.remove()
    frame = undefined
  }

  /** `pageshow` follows the page's `load`, and comes again when the page is back */
  const start = (): void => {
    if (frame !== undefined) return
    clearTimeout(timer)
    timer = setTimeout(connect)
  }

  const stop = (): void => {
    drop()
    removeEventListener('pageshow', start)
    removeEventListener('pagehide', drop)
  }

  addEventListener('pageshow', start)
  addEventListener('pagehide', drop)
  if (document.readyState === 'complete') start()
  return stop
}
