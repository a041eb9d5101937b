/** A page that listens with `cometFrame`, and what it has seen. */
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import type { Page } from 'playwright-core'
import { openPage } from './browser'
import { type FrameServer, frameServer, type FrameServerOptions } from './frameServer'

const bundled = buildSync({
  entryPoints: [join(__dirname, '../../src/client/index.ts')],
  bundle: true,
  format: 'iife',
  globalName: 'client',
  target: 'es2022',
  write: false
}).outputFiles[0]!.text

/** A call is kept as JSON: that tells its every code unit, lone surrogates too. */
const recording = `
  const calls = [], errors = [], waiting = []
  let ends = 0, framesMade = 0
  const settle = () => {
    for (const each of waiting.splice(0)) if (each.holds()) each.resolve(); else waiting.push(each)
  }
  const until = (holds) => new Promise((resolve) => { waiting.push({ holds, resolve }); settle() })
  const frames = () => document.querySelectorAll('iframe').length
  window.addEventListener('error', (event) => { errors.push(event.message); settle() })
  window.addEventListener('pageshow', (event) => { window.persisted = event.persisted; settle() })
  const count = (records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) if (node.nodeName === 'IFRAME') framesMade++
    settle()
  }
  new MutationObserver(count).observe(document, { childList: true, subtree: true })
  let changes = 0
  window.watchFrame = () => {
    const changed = () => { changes++; settle() }
    const all = { childList: true, characterData: true, subtree: true }
    new MutationObserver(changed).observe(document.querySelector('iframe').contentDocument, all)
  }
  window.behave = () => {}
  window.stops = []
  window.listen = (url = '/comet', options = {}) => {
    const onMessage = (...call) => {
      calls.push(JSON.stringify(call.filter((given) => given !== undefined)))
      settle()
      behave(call[0])
    }
    const onEnd = () => { ends++; settle() }
    stops.push(client.cometFrame(url, { onMessage, onEnd, heartbeatMs: 600_000, ...options }))
  }
`

/**
 * Time that passes when it is told to, for the page alone: not for the frames in it. Chance is the least favourable.
 * Playwright's own clock hides from scripts how a document was answered.
 */
const virtualTime = `
  Math.random = () => 1 - 2 ** -53
  const set = new Map()
  let now = 0, last = 0
  const setting = (every) => (run, ms = 0) => {
    set.set(++last, { at: now + ms, every: every ? ms : undefined, run })
    return last
  }
  window.setTimeout = setting(false)
  window.setInterval = setting(true)
  window.clearTimeout = window.clearInterval = (timer) => { set.delete(timer) }
  window.pass = (ms) => {
    const end = now + ms
    for (;;) {
      const [id, timer] = [...set].sort(([, x], [, y]) => x.at - y.at)[0] ?? []
      if (timer === undefined || timer.at > end) break
      now = timer.at
      if (timer.every === undefined) set.delete(id)
      else timer.at += timer.every
      timer.run()
    }
    now = end
  }
  window.timers = () => set.size
`

export interface FramePage extends FrameServer {
  readonly page: Page
  /** `cometFrame(url, options)`, in the page; `options` is code */
  listen(url?: string, options?: string): Promise<void>
  /** the calls of `onMessage` from the `from`th on, each as JSON of what was given, once there are `to` of them */
  received(from: number, to: number): Promise<ReadonlyArray<string>>
  /** resolves when this expression holds, which is looked at as things happen */
  until(expression: string): Promise<void>
  /** lets so many milliseconds pass, where time is virtual */
  pass(ms: number): Promise<void>
  /** whether a stream has been asked for that was not taken, as far as the server knows by now */
  hasAsked(): Promise<boolean>
}

export interface FramePageOptions extends FrameServerOptions {
  readonly virtual?: boolean
  /** runs in each document before anything else */
  readonly before?: string
  /** runs as the page is parsed */
  readonly script?: string
  /** follows that */
  readonly body?: string
}

export const framePage = async (options: FramePageOptions = {}): Promise<FramePage> => {
  const { virtual = false, before, script = '', body = '' } = options
  const code = [virtual ? virtualTime : '', bundled, recording, script].join('\n')
  const server = await frameServer({
    page: `<!doctype html><title>a</title><body><script>${code}</script>${body}`,
    ...options
  })
  const page = await openPage()
  if (before !== undefined) await page.addInitScript(before)
  const there = page.goto(`http://127.0.0.1:${String(server.port)}/`, { waitUntil: body === '' ? 'load' : 'commit' })
  await there
  return {
    ...server,
    page,
    listen: (url = '/comet', options = '{}') => page.evaluate(`listen(${JSON.stringify(url)}, ${options})`),
    received: (from, to) =>
      page.evaluate(`until(() => calls.length >= ${String(to)}).then(() => calls.slice(${String(from)}))`),
    until: (expression) => page.evaluate(`until(() => ${expression})`),
    pass: (ms) => page.evaluate(`pass(${String(ms)})`),
    hasAsked: async () => {
      await page.evaluate(`fetch('/nothing').then((response) => response.text())`)
      return server.asked.size > 0
    }
  }
}
