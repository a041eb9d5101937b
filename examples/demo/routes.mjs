// @ts-check
import { Comet, Enumerator, Html, Writeable } from 'fp-ts-iteratee'
import { chunked } from 'fp-ts-iteratee/node'
import { newFeed } from './feed.mjs'
import { messages } from './messages.mjs'
import { modules } from './modules.mjs'
import { formatsPage, page, plainPage } from './page.mjs'
import { cometHeaders, newNonce, pageHeaders } from './policy.mjs'

/**
 * @typedef {object} Settings
 * @property {string | undefined} follow the file to follow
 * @property {(line: string) => void} log
 *
 * @typedef {ReturnType<typeof chunked>} Answer
 * @typedef {ReturnType<typeof newFeed>} Feed
 */

/**
 * What the demo answers.
 *
 * @param {Settings} settings
 * @returns {import('node:http').RequestListener}
 */
export const routes = (settings) => {
  const feed = newFeed()
  return async (req, res) => {
    const ended = await answerTo(settings, feed, req)(req, res)()
    if (ended._tag === 'Left') settings.log(oneLine(`${req.method} ${req.url} failed: ${ended.left.message}`))
  }
}

/**
 * @param {Settings} settings
 * @param {Feed} feed
 * @param {import('node:http').IncomingMessage} req
 * @returns {Answer}
 */
const answerTo = ({ follow }, feed, { method, url = '/' }) => {
  const path = url.split('?', 1)[0] ?? ''
  if (method === 'POST' && path === '/burst') return feed.burst
  if (method !== 'GET' && method !== 'HEAD') return notAllowed
  switch (path) {
    case '/':
      return index(follow)
    case '/comet':
      return comet(follow)
    case '/comet/hello':
      return hello
    case '/formats':
      return formats()
    case '/feed':
      return feed.stream
    default:
      return modules.get(path) ?? notFound
  }
}

/** Play's example, to the byte. */
const hello = chunked(Enumerator.of('kiki', 'foo', 'bar').through(Comet('parent.cometMessage')), Writeable.html)

/**
 * The stream for the page's iframe.
 *
 * @param {string | undefined} follow
 * @returns {Answer}
 */
const comet = (follow) => {
  const nonce = newNonce()
  const scripts = Comet('parent.cometMessage', {
    // browsers of today need no blanks: they run the first script as soon as it is there
    initialChunk: Html.raw('<!doctype html><html lang="en"><title>Comet</title><body>'),
    nonce,
    removeScripts: true,
    batch: true
  })
  return chunked(messages(follow).through(scripts), Writeable.html, { headers: cometHeaders(nonce) })
}

/**
 * @param {string | undefined} follow
 * @returns {Answer}
 */
const index = (follow) => {
  const nonce = newNonce()
  return whole(page({ nonce, follow }), 200, pageHeaders(nonce))
}

/** @returns {Answer} */
const formats = () => {
  const nonce = newNonce()
  return whole(formatsPage(nonce), 200, pageHeaders(nonce, "connect-src 'self'; "))
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

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ')
