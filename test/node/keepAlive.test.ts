/** keepAlive in front of a response: bursts are written together, fillers find links that are dead. */
import { Comet, Enumeratee, Enumerator, Html, Writeable } from 'fp-ts-iteratee'
import { chunked, response } from 'fp-ts-iteratee/node'
import { hasHead, isWhole, parseMessage } from '../support/httpMessage'
import { closeClients, connected, get, overConnection, rawClient } from '../support/rawClient'
import { closeServers, serve } from '../support/server'
import { told } from '../support/told'
import { settled, turns } from '../support/turns'

afterEach(async () => {
  closeClients()
  await closeServers()
})

const asking = async (port: number) => {
  const client = await rawClient(port)
  client.send(get)
  await client.until(hasHead)
  return client
}

describe.each<readonly [string, Enumeratee<string, string>]>([
  ['keepAlive', Enumeratee.keepAlive(1_000_000, ':')],
  ['keepAlive that asks', Enumeratee.keepAlive(1_000_000, ':', { stillAllowed: async () => true })],
  ['takeUntil', Enumeratee.takeUntil(new AbortController().signal)],
  ['both', Enumeratee.takeUntil<string>(new AbortController().signal).compose(Enumeratee.keepAlive(1_000_000, ':'))]
])('behind %s', (_, row) => {
  test.each<readonly [string, Enumeratee<string, string>]>([
    ['at once', row],
    ['each made of one', row.compose(Enumeratee.map((s) => s))],
    ['each made of several', row.compose(Enumeratee.mapConcat((s) => [s.slice(0, 1), s.slice(1)]))]
  ])('what is ready together leaves in one write, %s', async (_, through) => {
    const source = told<string>()
    const { port, ends } = await serve((_, res) => source.enumerator.through(through).run(response(res)))
    const client = await asking(port)
    const channel = await source.channels.next()
    const bursts = [0, 1, 2].map((n) => Array.from({ length: 10 }, (_, i) => `<${n}.${i}>`))
    for (const burst of bursts) {
      for (const element of burst) channel.push(element)
      await client.until((bytes) => parseMessage(bytes).body.endsWith(burst.join('')))
    }
    channel.end()
    expect(parseMessage(await client.until(isWhole)).chunks).toEqual(bursts.map((burst) => burst.join('')))
    expect(await ends.next()).toMatchObject({ right: { _tag: 'Finished', chunks: 3 } })
  })
})

test('fillers come over an idle connection, and go on until the client leaves', async () => {
  const source = told<Html>()
  const comet = source.enumerator.through(Comet('f', { initialChunk: Html.empty }))
  const { port, ends } = await serve(chunked(comet.through(Enumeratee.keepAlive(5, Html.raw(' '))), Writeable.html))
  const client = await asking(port)
  await client.until((bytes) => parseMessage(bytes).body.length >= 3)
  expect(source.released).toBe(0)
  client.leave()
  expect(await ends.next()).toMatchObject({ right: { _tag: 'Disconnected' } })
  expect(source.released).toBe(1)
})

test('a client that reads nothing is sent fillers until the response is full, and no more', async () => {
  const filler = 'x'.repeat(1024 * 1024)
  let handed = 0
  const counted = Enumeratee.keepAlive(1, filler).compose(Enumeratee.map((s) => (handed++, s)))
  const { port, ends, responses } = await serve((_, res) => Enumerator.never.through(counted).run(response(res)))
  const socket = await connected({ port, host: '127.0.0.1' })
  const client = overConnection(socket)
  client.send(get)
  await client.until(hasHead)
  socket.pause()
  const res = await responses.next()
  const full = await settled(() => handed, 3000)
  await turns(3000)
  expect(handed).toBe(full)
  expect(res.writableLength).toBeLessThan(2 * filler.length)
  client.leave()
  expect(await ends.next()).toMatchObject({ right: { _tag: 'Disconnected' } })
})

test.each<readonly [string, (stop: AbortSignal, allowed: { now: boolean }) => Enumeratee<string, string>]>([
  ['takeUntil', (stop) => Enumeratee.takeUntil(stop)],
  ['stillAllowed', (_, allowed) => Enumeratee.keepAlive(2, ':', { stillAllowed: async () => allowed.now })]
])('a response behind %s is ended, and whole', async (_, row) => {
  const closing = new AbortController()
  const allowed = { now: true }
  const source = told<string>()
  const stream = source.enumerator.through(row(closing.signal, allowed))
  const { port, ends } = await serve(chunked(stream, Writeable.text))
  const client = await asking(port)
  const channel = await source.channels.next()
  channel.push('kiki')
  await client.until((bytes) => parseMessage(bytes).body.includes('kiki'))
  allowed.now = false
  closing.abort()
  expect(parseMessage(await client.until(isWhole)).terminated).toBe(true)
  expect(await ends.next()).toMatchObject({ right: { _tag: 'Finished' } })
  expect(source.released).toBe(1)
})
