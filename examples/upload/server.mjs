// @ts-check
/** Takes forms with files: `node examples/upload/server.mjs`, and open what it prints. */
import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Multipart, MultipartError, MultipartLimitError } from 'fp-ts-iteratee'
import { BodyAbortedError, BodyTooLargeError, requestBody } from 'fp-ts-iteratee/node'
import { saved } from './saving.mjs'

const folder = process.env.FOLDER ?? (await mkdtemp(join(tmpdir(), 'uploads-')))
const maxBytes = Number(process.env.MAX_BYTES ?? 100_000_000)
const port = Number(process.env.PORT ?? 9000)

const page = `<!doctype html>
<html lang="en">
<title>Upload</title>
<form method="post" enctype="multipart/form-data">
  <p><label>Title <input name="title"></label>
  <p><label>Files <input type="file" name="file" multiple></label>
  <p><button>Send</button>
</form>
`

/** @param {Error} error */
const statusOf = (error) =>
  error instanceof BodyTooLargeError || error instanceof MultipartLimitError
    ? 413
    : error instanceof MultipartError || error instanceof BodyAbortedError
      ? 400
      : 500

const server = createServer(async (req, res) => {
  /** @param {number} status @param {unknown} body */
  const answer = (status, body) =>
    res.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`)

  if (req.method !== 'POST') return res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
  const boundary = Multipart.boundaryOf(req.headers['content-type'])
  if (boundary._tag === 'Left') return answer(415, boundary.left.message)
  const result = await saved(requestBody(req, { maxBytes }), boundary.right, folder)()
  if (result._tag === 'Right') return answer(200, result.right)
  console.error(result.left.message)
  return answer(statusOf(result.left), result.left.message)
})

server.listen(port, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  console.log(`http://127.0.0.1:${port}/`)
})
