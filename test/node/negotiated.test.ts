import { Comet, Enumerator, EventSource, Ndjson, WireFormat } from 'fp-ts-iteratee'
import { type Handler, negotiated, type NegotiatedOptions } from 'fp-ts-iteratee/node'
import { hasHead, isWhole, parseMessage } from '../support/httpMessage'
import { closeClients, rawClient, request } from '../support/rawClient'
import { closeServers, serve } from '../support/server'
import { told } from '../support/told'

afterEach(async () => {
  closeClients()
  await closeServers()
})

const formats = [
  WireFormat.eventStream(EventSource<string>()),
  WireFormat.ndjson<string>(Ndjson.encode),
  WireFormat.comet(Comet<string>('cb'))
]

const answerOf = async (handler: Handler, ...headers: string[]) => {
  const { port } = await serve(handler)
  const client = await rawClient(port)
  client.send(request('GET / HTTP/1.1', 'Host: a', ...headers))
  return parseMessage(await client.until(isWhole))
}

const some = negotiated(Enumerator.of('kiki', 'foo'), formats)
const events = 'text/event-stream'
const lines = 'application/x-ndjson'
const html = 'text/html; charset=utf-8'

describe('what is accepted is what is answered', () => {
  test.each([
    ['what EventSource sends', 'text/event-stream', events],
    ['what an iframe sends', 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8', html],
    ['lines', 'application/x-ndjson', lines],
    ['anything', '*/*', events],
    ['a range of types', 'application/*', lines],
    ['by weights', 'text/event-stream;q=0.2, application/x-ndjson;q=0.4, text/html;q=0.3', lines],
    ['the first that it names, where it likes two as much', 'text/html, application/x-ndjson', html],
    ['anything but', 'text/event-stream;q=0, */*;q=0.1', lines],
    ['in capitals', 'TEXT/HTML', html]
  ])('%s: %s', async (_, accept, type) => {
    const { status, headers } = await answerOf(some, `Accept: ${accept}`)
    expect([status, headers['content-type'], headers['vary']]).toEqual(['HTTP/1.1 200 OK', type, 'Accept'])
  })

  test('it does not say', async () => {
    const { headers, body } = await answerOf(some)
    expect(headers['content-type']).toBe(events)
    expect(body).toBe(':\n\ndata: kiki\n\ndata: foo\n\n')
  })

  test.each(['image/png', 'text/plain;q=1, */*;q=0', 'nonsense'])('none of them: %s', async (accept) => {
    const source = told<string>()
    const { status, headers, body } = await answerOf(negotiated(source.enumerator, formats), `Accept: ${accept}`)
    expect([status, headers['vary']]).toEqual(['HTTP/1.1 406 Not Acceptable', 'Accept'])
    expect(body).toBe(`there is ${events}, ${lines}, ${html}\n`)
    expect(source.opened).toBe(0)
  })
})

test.each([
  [events, ':\n\n:\n\n'],
  [lines, '\n\n'],
  ['text/html', '  ']
])('%s is kept alive by its filler', async (accept, fillers) => {
  const source = told<string>()
  const { port } = await serve(negotiated(source.enumerator, formats, { keepAliveMs: 5 }))
  const client = await rawClient(port)
  client.send(request('GET / HTTP/1.1', 'Host: a', `Accept: ${accept}`))
  await client.until((bytes) => hasHead(bytes) && parseMessage(bytes).body.endsWith(fillers))
  ;(await source.channels.next()).push('kiki')
  await client.until((bytes) => parseMessage(bytes).body.includes('kiki'))
})

test('headers of the user stand beside its own', async () => {
  const { headers } = await answerOf(negotiated(Enumerator.of('a'), formats, { headers: { 'X-Own': '1' } }))
  expect([headers['x-own'], headers['vary']]).toEqual(['1', 'Accept'])
})

describe('what is refused', () => {
  test('no format', () => {
    expect(() => negotiated(Enumerator.of('a'), [])).toThrow('negotiated: expected at least one format, got none')
  })

  test.each([{ keepAlive: 1 }, { status: 201 }])('an unknown option: %j', (options) => {
    expect(() => negotiated(Enumerator.of('a'), formats, options as NegotiatedOptions)).toThrow(TypeError)
  })

  test('a time that is none', () => {
    expect(() => negotiated(Enumerator.of('a'), formats, { keepAliveMs: 0 })).toThrow(RangeError)
  })
})
