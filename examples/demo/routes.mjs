// @ts-check
import { randomBytes } from 'node:crypto'
import { Comet, Enumeratee, Enumerator, Html, Writeable } from 'fp-ts-iteratee'
import { chunked } from 'fp-ts-iteratee/node'
import { messages } from './messages.mjs'
import { page, plainPage } from './page.mjs'

/**
 * @typedef {object} Settings
 * @property {string | undefined} follow the file to follow
 * @property {AbortSignal} stopping ends all streams
 * @property {(line: string) => void} log
 *
 * @typedef {ReturnType<typeof chunked>} Answer
 */

/**
 * What the demo answers.
 *
 * @param {Settings} settings
 * @returns {import('node:http').RequestListener}
 */
export const routes = (settings) => async (req, res) => {
  const ended = await answerTo(settings, req)(req, res)()
  if (ended._tag === 'Left') settings.log(oneLine(`${req.method} ${req.url} failed: ${ended.left.message}`))
}

/**
 * @param {Settings} settings
 * @param {import('node:http').IncomingMessage} req
 * @returns {Answer}
 */
const answerTo = ({ follow, stopping }, { method, url = '/' }) => {
  if (method !== 'GET' && method !== 'HEAD') return notAllowed
  switch (url.split('?', 1)[0]) {
    case '/':
      return index(follow)
    case '/comet':
      return comet(follow, stopping)
    case '/comet/hello':
      return hello
    default:
      return notFound
  }
}

/** Play's example, to the byte. */
const hello = chunked(Enumerator.of('kiki', 'foo', 'bar').through(Comet('parent.cometMessage')), Writeable.html)

/**
 * The stream for the page's iframe.
 *
 * @param {string | undefined} follow
 * @param {AbortSignal} stopping
 * @returns {Answer}
 */
const comet = (follow, stopping) => {
  const nonce = newNonce()
  const scripts = Comet('parent.cometMessage', {
    // browsers of today need no blanks: they run the first script as soon as it is there
    initialChunk: Html.raw('<!doctype html><html lang="en"><title>Comet</title><body>'),
    nonce,
    removeScripts: true,
    batch: true
  })
  const stream = messages(follow).through(scripts).through(Enumeratee.takeUntil(stopping))
  return chunked(stream, Writeable.html, {
    headers: {
      'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'; frame-ancestors 'self'`,
      connection: 'close'
    }
  })
}

/**
 * @param {string | undefined} follow
 * @returns {Answer}
 */
const index = (follow) => {
  const nonce = newNonce()
  return whole(page({ nonce, follow }), 200, {
    'content-security-policy':
      `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src data:; ` +
      `frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
  })
}

/**
 * @param {Html} html
 * @param {number} status
 * @param {Record<string, string>} [headers]
 */
const whole = (html, status, headers) =>
  chunked(Enumerator.of(html), Writeable.html, { status, headers: { 'referrer-policy': 'no-referrer', ...headers } })

const notFound = whole(plainPage('404', 'There is nothing here.'), 404)

const notAllowed = whole(plainPage('405', 'Only GET and HEAD are answered.'), 405, { allow: 'GET, HEAD' })

const newNonce = () => randomBytes(18).toString('base64')

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ')
