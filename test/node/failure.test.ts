import { Enumerator, Iteratee, Writeable } from 'fp-ts-iteratee'
import { chunked, response } from 'fp-ts-iteratee/node'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasHead, isWhole, parseMessage } from '../support/httpMessage'
import { closeClients, connected, get, overConnection, rawClient, request } from '../support/rawClient'
import { closeServers, serve } from '../support/server'
import { told } from '../support/told'

afterEach(async () => {
  closeClients()
  await closeServers()
})

const failure = new Error('the source')
const left = { _tag: 'Left', left: failure }
const get10 = request('GET / HTTP/1.0')

describe('an enumerator that fails after the headers', () => {
  const failing = () => {
    const source = told<string>()
    const served = serve(chunked(source.enumerator, Writeable.text))
    return { source, served }
  }

  test('HTTP/1.1: what came before is there, the last chunk is not', async () => {
    const { source, served } = failing()
    const { port, ends } = await served
    const client = await rawClient(port)
    client.send(get)
    const channel = await source.channels.next()
    channel.push('kiki')
    await client.until((bytes) => bytes.includes('kiki'))
    channel.endWith(failure)
    const end = await ends.next()
    expect(end).toEqual(left)
    expect(end).toHaveProperty('left', failure)
    await client.ended
    expect(parseMessage(client.received)).toMatchObject({ chunks: ['kiki'], terminated: false, rest: '' })
    expect(source.released).toBe(1)
  })

  test('HTTP/1.1: what was gathered in the same turn leaves before', async () => {
    const { source, served } = failing()
    const { port } = await served
    const client = await rawClient(port)
    client.send(get)
    await client.until(hasHead)
    const channel = await source.channels.next()
    channel.push('kiki')
    channel.endWith(failure)
    await client.ended
    expect(parseMessage(client.received)).toMatchObject({ chunks: ['kiki'], terminated: false })
  })

  test('HTTP/1.0: a reset, as the end of the connection would be the end of the body', async () => {
    const { source, served } = failing()
    const { port, ends } = await served
    const client = await rawClient(port)
    client.send(get10)
    const channel = await source.channels.next()
    channel.push('kiki')
    await client.until((bytes) => bytes.includes('kiki'))
    channel.endWith(failure)
    expect(await client.ended).toBe('reset')
    expect(await ends.next()).toEqual(left)
  })

  test('a body of a length that was announced: cut', async () => {
    const source = told<string>()
    const { port, ends } = await serve(
      chunked(source.enumerator, Writeable.text, { headers: { 'content-length': 10 } })
    )
    const client = await rawClient(port)
    client.send(get)
    const channel = await source.channels.next()
    channel.push('kiki')
    await client.until((bytes) => bytes.includes('kiki'))
    channel.endWith(failure)
    expect(await ends.next()).toEqual(left)
    await client.ended
    expect(parseMessage(client.received).body).toBe('kiki')
  })

  test('fetch sees an error', async () => {
    const { source, served } = failing()
    const { port } = await served
    const answer = await fetch(`http://127.0.0.1:${String(port)}`)
    expect(answer.status).toBe(200)
    ;(await source.channels.next()).endWith(failure)
    await expect(answer.text()).rejects.toThrow('terminated')
  })

  test.each([
    ['HTTP/1.1', get],
    ['HTTP/1.0', get10]
  ])('%s over a Unix domain socket: the connection ends as well', async (_, asked) => {
    const folder = mkdtempSync(join(tmpdir(), 'failure-'))
    try {
      const source = told<string>()
      const path = join(folder, 'socket')
      const { ends } = await serve(chunked(source.enumerator, Writeable.text), { path })
      const client = overConnection(await connected({ path }))
      client.send(asked)
      const channel = await source.channels.next()
      await client.until(hasHead)
      channel.endWith(failure)
      expect(await ends.next()).toEqual(left)
      await client.ended
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

test('what an iteratee that follows the response fails with is the failure of the run; the response is whole', async () => {
  const { port, ends } = await serve((_, res) =>
    Enumerator.of('a').run(response(res).flatMap(() => Iteratee.error(failure)))
  )
  const client = await rawClient(port)
  client.send(get)
  expect(parseMessage(await client.until(isWhole)).body).toBe('a')
  expect(await ends.next()).toEqual(left)
})
