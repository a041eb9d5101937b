/**
 * Ways of a stream into a page: what the server answers, and what the page does. `listen` is code; it calls `received`
 * with each message, a value, and answers a function that ends it. `frame` is the frame that may have grown.
 */
import { Comet, EventSource, Html, Ndjson, Writeable } from 'fp-ts-iteratee'

const comet = (options, callback = 'parent.cometMessage') => ({
  encode: Comet(callback, options),
  writeable: Writeable.html
})

const frame = `
  window.cometMessage = received
  const frame = document.createElement('iframe')
  frame.src = '/stream'
  document.body.append(frame)
  return { stop: () => frame.remove(), frame: () => frame }`

const cometFrame = `
  const stop = client.cometFrame('/stream', { onMessage: received, heartbeatMs: 600_000 })
  return { stop, frame: () => document.querySelector('iframe') }`

const eventSource = `
  const source = new EventSource('/stream')
  source.onmessage = ({ data }) => received(JSON.parse(data))
  return { stop: () => source.close() }`

const ndjson = `
  const controller = new AbortController()
  const read = async () => {
    const { body } = await fetch('/stream', { signal: controller.signal })
    let begun = ''
    for await (const text of body.pipeThrough(new TextDecoderStream())) {
      const lines = (begun + text).split('\\n')
      begun = lines.pop()
      for (const line of lines) received(JSON.parse(line))
    }
  }
  read().catch(() => {})
  return { stop: () => controller.abort() }`

export const baseline = 'EventSource'
export const own = 'Comet, removeScripts and batch'

const both = { removeScripts: true, batch: true }

export const contenders = {
  [baseline]: { encode: EventSource(), writeable: Writeable.eventStream, listen: eventSource },
  'NDJSON by fetch': { encode: Ndjson.encode, writeable: Writeable.ndjson, listen: ndjson },
  Comet: { ...comet({}), listen: frame },
  'Comet, removeScripts': { ...comet({ removeScripts: true }), listen: frame },
  'Comet, batch': { ...comet({ batch: true }), listen: frame },
  [own]: { ...comet(both), listen: frame },
  'cometFrame, removeScripts and batch': {
    ...comet({ ...both, initialChunk: Html.raw('<html><body>') }, 'frameElement.cometMessage'),
    listen: cometFrame
  }
}
