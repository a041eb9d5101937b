/** A page with a forever iframe, and the server that it has both from. */
import type { Enumerator, Html } from 'fp-ts-iteratee'
import { Writeable } from 'fp-ts-iteratee'
import { chunked, type ChunkedOptions, type ResponseEnd } from 'fp-ts-iteratee/node'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Page } from 'playwright-core'
import { openPage } from './browser'
import type { Mailbox } from './mailbox'
import { serve } from './server'

/**
 * What the page has. A message is kept as JSON: that tells its every code unit, lone surrogates too, and its every own
 * key, and is itself well-formed text.
 */
const script = `
  const messages = [], waiting = []
  let canaries = 0
  const errors = []
  let errorCame = () => {}
  const settle = () => {
    while (waiting.length > 0 && waiting[0].n <= messages.length) waiting.shift().resolve()
  }
  window.canary = () => { canaries++ }
  window.alert = window.canary
  window.behave = () => {}
  window.cometMessage = (message) => {
    messages.push(JSON.stringify(message))
    settle()
    window.behave(message)
  }
  window.received = async (from, to) => {
    await new Promise((resolve) => { waiting.push({ n: to, resolve }); settle() })
    return messages.slice(from)
  }
  const count = (nodes) => {
    let n = 0
    while (nodes.nextNode()) n++
    return n
  }
  window.seen = () => ({
    canaries,
    errors,
    scripts: frame.contentDocument.querySelectorAll('script').length,
    elements: frame.contentDocument.querySelectorAll('*').length,
    nodes: count(frame.contentDocument.createNodeIterator(frame.contentDocument)),
    polluted: 'polluted' in {},
    frameIs: frame.contentWindow.location.pathname
  })
  const frame = document.createElement('iframe')
  window.listen = () => {
    frame.src = '/comet'
    document.body.append(frame)
  }
  // once the frame has its document: the window that it begins with is another one
  window.watchErrors = () => {
    const came = new Promise((resolve) => { errorCame = resolve })
    frame.contentWindow.addEventListener('error', (event) => {
      errors.push(event.message)
      errorCame()
    })
    window.error = () => came
  }
  window.hangUp = () => frame.remove()
`

export interface Seen {
  /** how often something ran that should not have */
  readonly canaries: number
  readonly errors: ReadonlyArray<string>
  /** in the frame */
  readonly scripts: number
  readonly elements: number
  readonly nodes: number
  readonly polluted: boolean
  readonly frameIs: string
}

export interface CometPage {
  readonly page: Page
  /** how the streams of the frame ended */
  readonly ends: Mailbox<Either<Error, ResponseEnd> | undefined>
  /** the messages from the `from`th on, as JSON, once there are `to` of them */
  received(from: number, to: number): Promise<ReadonlyArray<string>>
  seen(): Promise<Seen>
}

/** Opens the page, and the frame in it after it has loaded. `/comet` answers with the stream. */
export const cometPage = async (stream: Enumerator<Html>, options: ChunkedOptions = {}): Promise<CometPage> => {
  const comet = chunked(stream, Writeable.html, options)
  const { port, ends } = await serve<Either<Error, ResponseEnd> | undefined>((req, res) => {
    if (req.url === '/comet') return comet(req, res)
    res.setHeader('content-type', 'text/html; charset=utf-8')
    res.end(req.url === '/' ? `<!doctype html><title>a</title><body><script>${script}</script>` : '')
    return () => new Promise(() => {})
  })
  const page = await openPage()
  await page.goto(`http://127.0.0.1:${String(port)}/`, { waitUntil: 'load' })
  await page.evaluate('listen()')
  return {
    page,
    ends,
    received: (from, to) => page.evaluate<ReadonlyArray<string>>(`received(${String(from)}, ${String(to)})`),
    seen: () => page.evaluate<Seen>('seen()')
  }
}
