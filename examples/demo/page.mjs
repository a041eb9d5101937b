// @ts-check
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Html } from 'fp-ts-iteratee'

/** @param {string} name */
const part = (name) => readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8')

const body = part('page.html')
const script = part('page.js')
export const style = part('page.css')
const formatsBody = part('formats/page.html')
const formatsStyle = part('formats/page.css')

/** In the page itself, so that the browser does not ask for one. */
const icon =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="11" cy="5" r="4" fill="#e5484d"/>' +
      '<path d="M8 8 2 14M5 5 1 9M11 11l-4 4" stroke="#e5484d" stroke-width="1.6" stroke-linecap="round"/></svg>'
  )

/** @param {string} title */
const head = (title) =>
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${Html.escape(title)}</title>
`

/**
 * A page up to its body.
 *
 * @param {string} title
 * @param {string} nonce
 * @param {string} style
 */
export const styled = (title, nonce, style) =>
  head(title) +
  `<link rel="icon" href="${icon}">
<style nonce="${nonce}">
${style}</style>
`

/**
 * The page that shows the messages. All it needs is in it.
 *
 * @param {{ nonce: string, follow: string | undefined }} settings
 */
export const page = ({ nonce, follow }) =>
  Html.raw(
    styled('Comet, live', nonce, style) +
      `<body data-follow="${Html.escape(follow === undefined ? '' : basename(follow))}">
${body}<script type="module" nonce="${nonce}">
${script}</script>
`
  )

/**
 * The page that shows one feed in three formats. Its script is in modules.
 *
 * @param {string} nonce
 */
export const formatsPage = (nonce) =>
  Html.raw(
    styled('One feed, three formats', nonce, style + formatsStyle) +
      `<body class="formats">
${formatsBody}<script type="module" nonce="${nonce}" src="/formats/main.js"></script>
`
  )

/**
 * @param {string} title
 * @param {string} text
 */
export const plainPage = (title, text) =>
  Html.raw(`${head(title)}<link rel="icon" href="data:,">
<h1>${Html.escape(title)}</h1>
<p>${Html.escape(text)} <a href="/">To the demo</a></p>
`)
