import { Enumerator, Writeable } from 'fp-ts-iteratee'
import { chunked, type ResponseEnd } from 'fp-ts-iteratee/node'
import type { Either } from 'fp-ts/lib/Either.js'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:tls'
import { certificate } from '../support/certificate'
import { hasHead, isWhole, parseMessage } from '../support/httpMessage'
import { Mailbox } from '../support/mailbox'
import { closeClients, get, overConnection, type RawClient, request } from '../support/rawClient'
import { told } from '../support/told'

const identity = certificate()
let server: Server

afterEach(async () => {
  closeClients()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const served = async (answer: ReturnType<typeof chunked>) => {
  const ends = new Mailbox<Either<Error, ResponseEnd>>()
  server = createServer(identity, (req, res) => {
    void answer(req, res)().then(ends.put)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const client = await new Promise<RawClient>((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(overConnection(socket))
    })
  })
  return { client, ends }
}

test('the body arrives', async () => {
  const { client, ends } = await served(chunked(Enumerator.of('kiki', 'foo'), Writeable.text))
  client.send(get)
  expect(parseMessage(await client.until(isWhole)).chunks).toEqual(['kikifoo'])
  expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Finished' } })
})

test('a client that leaves while the source is idle is noticed', async () => {
  const source = told<string>()
  const { client, ends } = await served(chunked(source.enumerator, Writeable.text))
  client.send(get)
  await client.until(hasHead)
  client.leave()
  expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected' } })
  expect(source.released).toBe(1)
})

test.each([
  ['HTTP/1.1', get],
  ['HTTP/1.0', request('GET / HTTP/1.0')]
])('%s: a source that fails ends the connection', async (_, asked) => {
  const failure = new Error('the source')
  const source = told<string>()
  const { client, ends } = await served(chunked(source.enumerator, Writeable.text))
  client.send(asked)
  const channel = await source.channels.next()
  channel.push('kiki')
  await client.until((bytes) => bytes.includes('kiki'))
  channel.endWith(failure)
  expect(await ends.next()).toEqual({ _tag: 'Left', left: failure })
  await client.ended
  expect(parseMessage(client.received)).toMatchObject({ terminated: false, body: 'kiki' })
})
