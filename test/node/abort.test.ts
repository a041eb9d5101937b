import { AbortError, Enumerator, Writeable } from 'fp-ts-iteratee'
import { chunked, response } from 'fp-ts-iteratee/node'
import { hasHead, parseMessage } from '../support/httpMessage'
import { closeClients, connected, get, overConnection, rawClient } from '../support/rawClient'
import { closeServers, serve } from '../support/server'
import { told } from '../support/told'

afterEach(async () => {
  closeClients()
  await closeServers()
})

describe('an abort', () => {
  test('while the source is idle: the response is cut', async () => {
    const source = told<string>()
    const controller = new AbortController()
    const { port, ends } = await serve(chunked(source.enumerator, Writeable.text, { signal: controller.signal }))
    const client = await rawClient(port)
    client.send(get)
    await client.until(hasHead)
    controller.abort('closing time')
    expect(await ends.next()).toEqual({ _tag: 'Left', left: new AbortError('closing time') })
    await client.ended
    expect(parseMessage(client.received).terminated).toBe(false)
    expect(source.released).toBe(1)
  })

  test('before the request came: the client is not left waiting', async () => {
    const source = told<string>()
    const { port, ends } = await serve(chunked(source.enumerator, Writeable.text, { signal: AbortSignal.abort() }))
    const client = await rawClient(port)
    client.send(get)
    expect(await ends.next()).toMatchObject({ _tag: 'Left', left: { name: 'AbortError' } })
    await client.ended
    expect(source.opened).toBe(0)
  })

  test('while the client is slow', async () => {
    const controller = new AbortController()
    const plenty = Enumerator.of(...Array.from({ length: 1000 }, () => Buffer.alloc(65_536)))
    const { port, ends } = await serve((_, res) => plenty.run(response(res), { signal: controller.signal }))
    const socket = await connected({ port, host: '127.0.0.1' })
    const client = overConnection(socket)
    client.send(get)
    await client.until(hasHead)
    socket.pause()
    controller.abort()
    expect(await ends.next()).toMatchObject({ _tag: 'Left', left: { name: 'AbortError' } })
    socket.resume()
    await client.ended
  })
})
