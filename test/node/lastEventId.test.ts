import { lastEventId } from 'fp-ts-iteratee/node'
import * as fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import { closeClients, rawClient } from '../support/rawClient'
import { closeServers, serve } from '../support/server'

afterEach(async () => {
  closeClients()
  await closeServers()
})

/** What is read of a request that is on the wire, a character a byte. */
const readOf = async (path: string, ...headers: string[]): Promise<O.Option<string>> => {
  const { port, ends } = await serve((req, res) => async () => {
    res.end()
    return lastEventId(req)
  })
  const client = await rawClient(port)
  client.send(Buffer.from([`GET ${path} HTTP/1.1`, 'Host: a', ...headers, '', ''].join('\r\n')).toString())
  return ends.next()
}

test.each([
  ['/', [], O.none],
  ['/', ['Last-Event-ID: 7'], O.some('7')],
  ['/', ['last-event-id: '], O.none],
  ['/', ['Last-Event-ID: grün – 緑'], O.some('grün – 緑')],
  ['/?lastEventId=7', [], O.some('7')],
  ['/a/b?x=1&lastEventId=gr%C3%BCn%20%26&y', [], O.some('grün &')],
  ['/?lastEventId=', [], O.none],
  ['/lastEventId=7', [], O.none],
  ['/?lasteventid=7', [], O.none],
  ['/?lastEventId=7', ['Last-Event-ID: 8'], O.some('8')],
  ['/?lastEventId=7', ['Last-Event-ID:'], O.some('7')]
] as const)('%s with %j', async (path, headers, expected) => {
  expect(await readOf(path, ...headers)).toEqual(expected)
})

test('any id survives the query, and as a header where it can be one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (id) => {
      const query = new URLSearchParams({ lastEventId: id }).toString()
      expect(lastEventId({ url: `/?${query}`, headers: {} })).toEqual(O.some(id))
      const header = Buffer.from(id).toString('latin1')
      expect(lastEventId({ url: '/', headers: { 'last-event-id': header } })).toEqual(O.some(id))
    })
  )
})
