// @ts-check
import { randomBytes } from 'node:crypto'
import { goodbyeSource } from './goodbye.mjs'

/** Never the same: what a message holds cannot have known it. */
export const newNonce = () => randomBytes(18).toString('base64')

/**
 * For a page of this origin that runs its own script and style only; `more` is for what it connects to.
 *
 * @param {string} nonce
 * @param {string} [more]
 */
export const pageHeaders = (nonce, more = '') => ({
  'content-security-policy':
    `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src data:; ` +
    `frame-src 'self'; ${more}base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
})

/**
 * For a Comet stream that a page of this origin has in a frame.
 *
 * @param {string} nonce
 */
export const cometHeaders = (nonce) => ({
  'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}' ${goodbyeSource}; frame-ancestors 'self'`,
  connection: 'close'
})
