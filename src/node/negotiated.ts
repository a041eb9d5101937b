import Negotiator from 'negotiator'
import { keepAlive } from '../enumeratee/time.js'
import type { Enumerator } from '../enumerator/model.js'
import { of } from '../enumerator/sequence.js'
import { requireWriteable } from '../push/head.js'
import type { WireFormat } from '../push/WireFormat.js'
import * as W from '../push/Writeable.js'
import { requireMs } from '../kernel/require.js'
import { arrayOf, sourceOf } from '../kernel/given.js'
import { requireOptions } from '../kernel/options.js'
import { chunked, type ChunkedOptions, chunkedOptions } from './chunked.js'
import type { Handler } from './Handler.js'

/**
 * What is answered, beside the body, and what keeps the connection alive.
 *
 * @category model
 * @since 0.1.0
 */
export interface NegotiatedOptions extends Omit<ChunkedOptions, 'status'> {
  /** the format's filler is sent when nothing else was for so many milliseconds; by default none is sent */
  readonly keepAliveMs?: number
}

/**
 * A request handler that answers with the elements of an enumerator as they come, in the format that the client likes
 * best: Comet, server-sent events, NDJSON. Of those that it likes as much it gets the one that it names first; one that
 * accepts anything, or does not say, gets the first of `formats`. One that accepts none of them gets 406, and the list.
 *
 * @category constructors
 * @since 0.1.0
 * @throws as {@link chunked}; `TypeError` where there is no format
 * @example
 * import { createServer } from 'node:http'
 * import { Comet, Enumerator, EventSource, Ndjson, WireFormat } from 'fp-ts-iteratee'
 * import { negotiated } from 'fp-ts-iteratee/node'
 *
 * const formats = [
 *   WireFormat.eventStream(EventSource()),
 *   WireFormat.ndjson(Ndjson.encode),
 *   WireFormat.comet(Comet('parent.cometMessage'))
 * ]
 * const answer = negotiated(Enumerator.of('kiki', 'foo'), formats)
 * const server = createServer((req, res) => void answer(req, res)())
 * await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
 * const { port } = server.address() as { port: number }
 * const lines = await fetch(`http://127.0.0.1:${port}`, { headers: { accept: 'application/x-ndjson' } })
 * assert.strictEqual(await lines.text(), '"kiki"\n"foo"\n')
 * const events = await fetch(`http://127.0.0.1:${port}`, { headers: { accept: 'text/event-stream' } })
 * assert.strictEqual(await events.text(), ':\n\ndata: kiki\n\ndata: foo\n\n')
 * server.closeAllConnections()
 * server.close()
 */
export const negotiated = <A>(
  enumerator: Enumerator<A>,
  formats: ReadonlyArray<WireFormat<A>>,
  options: NegotiatedOptions = {}
): Handler => {
  const known = ['keepAliveMs', ...chunkedOptions.filter((name) => name !== 'status')]
  requireOptions('negotiated', options, known)
  const { keepAliveMs, ...others } = options
  sourceOf('negotiated', enumerator)
  if (keepAliveMs !== undefined) requireMs('negotiated: keepAliveMs', keepAliveMs)
  arrayOf('negotiated', formats, 'formats')
  if (formats.length === 0) throw new TypeError('negotiated: expected at least one format, got none')
  for (const { writeable } of formats) requireWriteable('negotiated', writeable)
  const headers = { vary: 'Accept', ...options.headers }
  const answerIn = ({ encode, writeable, filler }: WireFormat<A>): Handler => {
    const encoded = enumerator.through(encode)
    const kept = keepAliveMs === undefined ? encoded : encoded.through(keepAlive(keepAliveMs, filler))
    return chunked(kept, writeable, { ...others, headers })
  }
  const types = formats.map(({ writeable }) => writeable.contentType)
  const answers = new Map(formats.map((format) => [mediaType(format), answerIn(format)]))
  const notAcceptable = chunked(of(`there is ${types.join(', ')}\n`), W.text, {
    status: 406,
    headers: { vary: 'Accept' }
  })

  return (req, res) => {
    const chosen = new Negotiator(req).mediaType([...answers.keys()])
    return (answers.get(chosen ?? '') ?? notAcceptable)(req, res)
  }
}

const mediaType = ({ writeable }: WireFormat<never>): string => writeable.contentType.split(';', 1)[0] as string
