/** What `cometFrame` refuses, when it is called. */
import type { Page } from 'playwright-core'
import { closeBrowser, closePages, launch } from '../support/browser'
import { framePage } from '../support/framePage'
import { closeServers } from '../support/server'

let page: Page

beforeAll(async () => {
  await launch()
  ;({ page } = await framePage({ virtual: true }))
})
afterAll(async () => {
  await closePages()
  await closeServers()
  await closeBrowser()
})

/** How the call fails, or what it leaves behind. */
const calling = (url: string, options: string): Promise<unknown> =>
  page.evaluate(`(() => {
    const needed = { onMessage() {}, heartbeatMs: 1000 }
    try {
      const stop = client.cometFrame(${url}, ${options})
      const left = timers()
      stop()
      return left
    } catch (error) {
      return error.name + ': ' + error.message
    } finally {
      if (timers() > 0) throw new Error('a timer is left')
    }
  })()`)

const duration = 'milliseconds, more than 0 and at most 2147483647'

test.each([
  ['{ ...needed, onMessage: undefined }', 'onMessage: expected a function, got undefined'],
  ['{ ...needed, onMessage: "log" }', 'onMessage: expected a function, got log'],
  ['{ ...needed, onEnd: null }', 'onEnd: expected a function, got null'],
  ['{ onMessage() {} }', `heartbeatMs: expected ${duration}, got undefined`],
  ['{ ...needed, heartbeatMs: 0 }', `heartbeatMs: expected ${duration}, got 0`],
  ['{ ...needed, heartbeatMs: NaN }', `heartbeatMs: expected ${duration}, got NaN`],
  ['{ ...needed, heartbeatMs: Infinity }', `heartbeatMs: expected ${duration}, got Infinity`],
  ['{ ...needed, heartbeatMs: "1000" }', `heartbeatMs: expected ${duration}, got 1000`],
  ['{ ...needed, resume: 1 }', 'resume: expected a boolean, got 1'],
  ['{ ...needed, callback: "" }', 'callback: expected a name that no iframe has, got '],
  ['{ ...needed, callback: "src" }', 'callback: expected a name that no iframe has, got src'],
  ['{ ...needed, callback: "remove" }', 'callback: expected a name that no iframe has, got remove'],
  ['{ ...needed, callback: "cometRetry" }', 'callback: expected a name that no iframe has, got cometRetry'],
  ['{ ...needed, callback: 1 }', 'callback: expected a name that no iframe has, got 1'],
  ['{ ...needed, backoff: { minMs: 0 } }', `backoff.minMs: expected ${duration} and maxMs, got 0`],
  ['{ ...needed, backoff: { minMs: 20, maxMs: 10 } }', `backoff.minMs: expected ${duration} and maxMs, got 20`],
  ['{ ...needed, backoff: { maxMs: -1 } }', `backoff.maxMs: expected ${duration}, got -1`],
  ['{ ...needed, backoff: { max: 10 } }', `there is no option 'max'`],
  ['{ ...needed, onmessage() {} }', `there is no option 'onmessage'`],
  ['{ ...needed, parent: null }', 'parent: expected an element, got null'],
  ['{ ...needed, parent: document }', 'parent: expected an element, got [object HTMLDocument]']
])('%s', async (options, message) => {
  expect(await calling(`'/comet'`, options)).toBe(`TypeError: cometFrame: ${message}`)
})

test.each(['undefined', 'null', '{ ...needed, backoff: null }'])('%s', async (options) => {
  expect(await calling(`'/comet'`, options)).toMatch(/^TypeError/)
})

test.each([
  [`'http://localhost/comet'`, /^TypeError: cometFrame: url: expected one of http:\S+, got http:\/\/localhost\/comet$/],
  [`'javascript:alert(1)'`, /^TypeError: cometFrame: url: expected one of http:\S+, got javascript:alert\(1\)$/],
  [`'http://['`, /^TypeError/]
])('%s', async (url, message) => {
  expect(await calling(url, 'needed')).toMatch(message)
})

test.each([
  [`'/comet'`, 'needed'],
  [`new URL('/comet', location)`, 'needed'],
  [
    `''`,
    '{ ...needed, onEnd: undefined, resume: undefined, callback: undefined, backoff: undefined, parent: undefined }'
  ],
  [
    `'?a'`,
    '{ ...needed, heartbeatMs: 2147483647, backoff: { minMs: 1, maxMs: 1 }, parent: document.body, resume: false }'
  ]
])('%s, %s is fine', async (url, options) => {
  expect(await calling(url, options)).toBe(1)
})
