// @ts-check
import { readFileSync } from 'node:fs'
import { Enumerator, Html, Writeable } from 'fp-ts-iteratee'
import { chunked } from 'fp-ts-iteratee/node'
import { modulesOf } from '../demo/modules.mjs'
import { style, styled } from '../demo/page.mjs'
import { newNonce, pageHeaders } from '../demo/policy.mjs'
import { rooms } from './hub.mjs'
import { listen } from './listening.mjs'
import { refuse, say } from './saying.mjs'

/**
 * @typedef {import('fp-ts-iteratee/node').Handler} Answer
 * @typedef {import('fp-ts-iteratee').Hub<import('./hub.mjs').Said>} Hub
 */

/**
 * What the chat answers.
 *
 * @param {Hub} hub
 * @returns {import('node:http').RequestListener}
 */
export const routes = (hub) => async (req, res) => {
  const answer = await answerTo(hub, req)
  const ended = await answer(req, res)()
  if (ended._tag === 'Left') console.error(`${req.method} ${req.url} failed: ${ended.left.message}`)
}

/**
 * @param {Hub} hub
 * @param {import('node:http').IncomingMessage} req
 * @returns {Answer | Promise<Answer>}
 */
const answerTo = (hub, req) => {
  const { method = '', url = '/' } = req
  const path = url.split('?', 1)[0] ?? ''
  const room = rooms.find((name) => path === `/rooms/${name}`)
  const isRead = method === 'GET' || method === 'HEAD'
  if (room !== undefined) {
    if (method === 'POST') return say(hub.topic(room), req)()
    return isRead ? listen(hub.topic(room)) : notAllowed('GET, HEAD, POST')
  }
  if (!isRead) return notAllowed('GET, HEAD')
  return path === '/' ? index() : (modules.get(path) ?? notFound)
}

/** @param {string} allow */
const notAllowed = (allow) => refuse({ status: 405, why: `only ${allow} are answered here`, headers: { allow } })

const notFound = refuse({ status: 404, why: `there is / and ${rooms.map((room) => `/rooms/${room}`).join(', ')}` })

/** What the page imports: its own modules, and fp-ts-iteratee/client as it is published, without a bundler. */
const modules = new Map([
  ...modulesOf('/page/', new URL('page/', import.meta.url)),
  ...modulesOf('/client/', new URL('.', import.meta.resolve('fp-ts-iteratee/client')))
])

/** @param {string} name */
const part = (name) => readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8')

const body = part('page.html')
const ownStyle = part('page.css')

/** @returns {Answer} */
const index = () => {
  const nonce = newNonce()
  const html = `${styled('Chat', nonce, style + ownStyle)}<body data-rooms="${Html.escape(rooms.join(' '))}">
${body}<script type="module" nonce="${nonce}" src="/page/main.js"></script>
`
  const headers = { 'referrer-policy': 'no-referrer', ...pageHeaders(nonce, "connect-src 'self'; ") }
  return chunked(Enumerator.of(Html.raw(html)), Writeable.html, { headers })
}
