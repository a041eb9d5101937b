// @ts-check
/** What all of these programs serve: the time, live, and a page that shows it. */
import { Comet, Enumerator, Writeable } from 'fp-ts-iteratee'
import { chunked } from 'fp-ts-iteratee/node'

const clock = Enumerator.of(0)
  .andThen(Enumerator.tick(1000))
  .map(() => new Date().toISOString())

/** Answers a request of Node's with the feed: one script for each message, as it comes. */
export const live = chunked(clock.through(Comet('parent.show', { removeScripts: true })), Writeable.html)

export const page = `<!doctype html>
<html lang="en">
<title>Live</title>
<p id="time">connecting …</p>
<script>
  function show(time) {
    document.getElementById('time').textContent = time
  }
  // added when the page has loaded, so that the tab does not spin for ever
  addEventListener('load', () => {
    const frame = document.createElement('iframe')
    frame.hidden = true
    frame.src = '/live'
    document.body.append(frame)
  })
</script>
`

export const port = Number(process.env.PORT ?? 9000)

/**
 * Prints where to look, once the server listens.
 *
 * @param {import('node:net').Server} server
 */
export const announce = (server) => {
  const tell = () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
    console.log(`http://127.0.0.1:${port}/`)
  }
  if (server.listening) tell()
  else server.once('listening', tell)
}
