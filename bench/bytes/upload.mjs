/**
 * `node bench/bytes/upload.mjs [bytes]`: one form with one file of so many bytes, 1 GB by default, made on the fly by a
 * client that speaks bytes, and written to the disk by a server in a process of its own. Prints how long that took, and how
 * much memory the server had at most.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { requestBody } from 'fp-ts-iteratee/node'
import { saved } from '../../examples/upload/saving.mjs'

const boundary = 'boundary-7e3f'

/** The process of the server: takes one form, and tells its parent what became of it. */
const serve = (folder, maxBytes) => {
  // it does not outlive who waits for it
  process.once('disconnect', () => process.exit())
  const server = createServer(async (req, res) => {
    const result = await saved(requestBody(req, { maxBytes }), boundary, folder)()
    res.end()
    server.close()
    const error = result._tag === 'Left' ? result.left.message : undefined
    process.send({ error, saved: result.right, peak: process.resourceUsage().maxRSS * 1024 })
    process.disconnect()
  })
  server.listen(0, '127.0.0.1', () => process.send(server.address()))
}

/** With a beginning of the boundary in each piece. */
const piece = Buffer.concat([Buffer.alloc(65_536 - 15, 'not the boundary\r\n'), Buffer.from('\r\n--boundary-7')])

const send = async (port, bytes) => {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="big"\r\n\r\n`
  const end = `\r\n--${boundary}--\r\n`
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const write = (chunk) => socket.write(chunk) || once(socket, 'drain')
  const length = head.length + bytes + end.length
  await write(`POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n${head}`)
  for (let left = bytes; left > 0; left -= piece.length)
    await write(left < piece.length ? piece.subarray(0, left) : piece)
  await write(end)
  await once(socket.resume(), 'close')
}

const [first, ...rest] = process.argv.slice(2)
if (first === 'serve') serve(rest[0], Number(rest[1]))
else {
  const bytes = Number(first ?? 1e9)
  const folder = mkdtempSync(join(tmpdir(), 'upload-'))
  try {
    const server = fork(fileURLToPath(import.meta.url), ['serve', folder, String(rest[0] ?? bytes + 1000)])
    const [{ port }] = await once(server, 'message')
    const told = once(server, 'message')
    const started = performance.now()
    await send(port, bytes).catch((error) => console.error(error.message))
    const [{ error, saved, peak }] = await told
    const ms = performance.now() - started
    if (error !== undefined) throw new Error(error)
    if (statSync(saved[0].path).size !== bytes) throw new Error('the file has another size')
    const speed = bytes / ms / 1000
    console.log(
      `${bytes / 1e6} MB in ${(ms / 1000).toFixed(1)} s (${speed.toFixed(0)} MB/s); at most ${(peak / 1e6).toFixed(0)} MB of memory`
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
