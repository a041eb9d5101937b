/** HTTP/1 responses, taken apart from the bytes that were on the wire (RFC 9112). */

export interface HttpMessage {
  readonly head: string
  readonly status: string
  readonly headers: Readonly<Record<string, string>>
  /** in chunked coding: the chunks; else the rest of the connection, as one */
  readonly chunks: ReadonlyArray<string>
  readonly body: string
  /** the last chunk has come */
  readonly terminated: boolean
  /** what follows the message */
  readonly rest: string
}

const headEnd = '\r\n\r\n'

export const hasHead = (bytes: string): boolean => bytes.includes(headEnd)

/** A character a byte. */
export const parseMessage = (bytes: string): HttpMessage => {
  const at = bytes.indexOf(headEnd)
  if (at < 0) throw new Error(`no head in ${JSON.stringify(bytes)}`)
  const head = bytes.slice(0, at)
  const [status = '', ...lines] = head.split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    })
  )
  const rest = bytes.slice(at + headEnd.length)
  const body =
    headers['transfer-encoding'] === 'chunked' ? dechunked(rest) : { chunks: [rest], terminated: false, rest: '' }
  return { head, status, headers, body: body.chunks.join(''), ...body }
}

const dechunked = (coded: string): { chunks: string[]; terminated: boolean; rest: string } => {
  const chunks: string[] = []
  let rest = coded
  for (;;) {
    const size = /^([0-9a-f]+)\r\n/i.exec(rest)
    if (size === null) return { chunks, terminated: false, rest }
    const length = parseInt(size[1] ?? '', 16)
    const from = size[0].length
    if (rest.length < from + length + 2) return { chunks, terminated: false, rest }
    if (rest.slice(from + length, from + length + 2) !== '\r\n') throw new Error(`malformed chunk in ${coded}`)
    const chunk = rest.slice(from, from + length)
    rest = rest.slice(from + length + 2)
    if (length === 0) return { chunks, terminated: true, rest }
    chunks.push(chunk)
  }
}

/** True once a whole message in chunked coding is there. */
export const isWhole = (bytes: string): boolean => hasHead(bytes) && parseMessage(bytes).terminated
