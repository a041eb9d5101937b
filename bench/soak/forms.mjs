/** The forms in which the server sends, and how clients read them: of each event its id and its number. */
import { Envelope, WireFormat } from 'fp-ts-iteratee'

const json = /"id":"([^"]+)","data":\{"n":(\d+)|"_tag":"Gap"[^}]*?"resumesAt":"([^"]+)"/g

export const forms = {
  'text/event-stream': {
    format: WireFormat.eventStream(Envelope.eventSource()),
    events: /id: ([^\n]+)\ndata: \{"n":(\d+)|event: gap\nid: ([^\n]+)\n/g,
    goodbye: 'event: goodbye\ndata:\n\n'
  },
  'application/x-ndjson': {
    format: WireFormat.ndjson(Envelope.ndjson()),
    events: json,
    goodbye: '{"_tag":"Goodbye"}\n'
  },
  'text/html': {
    format: WireFormat.comet(Envelope.comet('frameElement.cometMessage', { removeScripts: true, batch: true })),
    events: json,
    goodbye: '<script>frameElement.cometRetry?.(1000)</script>'
  }
}

export const accepts = Object.keys(forms)

export const goodbyeTo = (contentType) => forms[contentType.split(';', 1)[0]].goodbye
