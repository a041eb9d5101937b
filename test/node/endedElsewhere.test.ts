import { Enumerator } from 'fp-ts-iteratee'
import { response } from 'fp-ts-iteratee/node'
import { hasHead, isWhole, parseMessage } from '../support/httpMessage'
import { closeClients, get, rawClient } from '../support/rawClient'
import { closeServers, serve } from '../support/server'
import { told } from '../support/told'

afterEach(async () => {
  closeClients()
  await closeServers()
})

describe('a response that somebody else has ended', () => {
  const ended = { _tag: 'Left', left: new Error('response: it has been ended already') }

  test('just before: an error that says so', async () => {
    const source = told<string>()
    const { port, ends } = await serve((_, res) => {
      res.end('mine')
      return source.enumerator.run(response(res))
    })
    const client = await rawClient(port)
    client.send(get)
    expect(await ends.next()).toEqual(ended)
    expect(source.opened).toBe(0)
  })

  test('long before: an error that says so, and not that the client has left', async () => {
    const source = told<string>()
    const { port, ends } = await serve((_, res) => async () => {
      await new Promise((resolve) => res.end('mine').once('close', resolve))
      return source.enumerator.run(response(res))()
    })
    const client = await rawClient(port)
    client.send(get)
    expect(await ends.next()).toEqual(ended)
  })

  test('by another run: an error that says so', async () => {
    const { port, ends } = await serve((_, res) => async () => {
      await Enumerator.of('a').run(response(res))()
      return Enumerator.of('b').run(response(res))()
    })
    const client = await rawClient(port)
    client.send(get)
    expect(await ends.next()).toEqual(ended)
    expect(parseMessage(await client.until(isWhole)).body).toBe('a')
  })

  test('while this one runs: an error that says so, and the source is released', async () => {
    const source = told<string>()
    const { port, ends, responses } = await serve((_, res) => source.enumerator.run(response(res)))
    const client = await rawClient(port)
    client.send(get)
    await client.until(hasHead)
    ;(await responses.next()).end()
    expect(await ends.next()).toMatchObject({ _tag: 'Left', left: { message: expect.stringMatching(/end/) as string } })
    expect(source.released).toBe(1)
  })

  test('and then an element comes: an error that says so', async () => {
    const source = told<string>()
    const { port, ends, responses } = await serve((_, res) => source.enumerator.run(response(res)))
    const client = await rawClient(port)
    client.send(get)
    await client.until(hasHead)
    const channel = await source.channels.next()
    ;(await responses.next()).end()
    channel.push('late')
    const end = await ends.next()
    expect(end).toMatchObject({ _tag: 'Left', left: { message: expect.stringMatching(/end/) as string } })
    expect(source.released).toBe(1)
  })
})
