// @ts-check
import { createHash } from 'node:crypto'

/** When pages come back after the server has told them that it ends. */
const retryMs = 1000

/** The frames of the first page have no `cometRetry`: that page comes back by itself. */
const script = `globalThis.frameElement?.cometRetry?.(${retryMs})`

/**
 * What allows this very script in a content security policy. The goodbye is the same for all streams, while each of them
 * has a nonce of its own.
 */
export const goodbyeSource = `'sha256-${createHash('sha256').update(script).digest('base64')}'`

/**
 * The last that an open stream is sent, in its own format, so that whoever listens comes back.
 *
 * @param {string} contentType
 */
export const goodbye = (contentType) => {
  switch (contentType.split(';', 1)[0]) {
    case 'text/html':
      return `<script>${script}</script>`
    case 'text/event-stream':
      return `retry: ${retryMs}\n\n`
    case 'application/x-ndjson':
      return JSON.stringify({ _tag: 'Retry', ms: retryMs }) + '\n'
    default:
      return ''
  }
}
