/** A response that a group writes is told when the run is left, as one at the end of it is. */
import { Enumeratee, Iteratee } from 'fp-ts-iteratee'
import { response } from 'fp-ts-iteratee/node'
import { parseMessage } from '../support/httpMessage'
import { closeClients, get, rawClient } from '../support/rawClient'
import { closeServers, serve } from '../support/server'
import { told } from '../support/told'

afterEach(async () => {
  closeClients()
  await closeServers()
})

const failure = new Error('the source')

const ways = {
  'a failure of the source': (fail: () => void) => fail(),
  'an interruption': (_: () => void, controller: AbortController) => controller.abort()
}

test.each(Object.entries(ways))('%s', async (_, leave) => {
  const source = told<string>()
  const controller = new AbortController()
  const { port, ends } = await serve((_, res) =>
    source.enumerator.through(Enumeratee.grouped(response(res))).run(Iteratee.ignore(), { signal: controller.signal })
  )
  const client = await rawClient(port)
  client.send(get)
  const channel = await source.channels.next()
  channel.push('kiki')
  await client.until((bytes) => bytes.includes('kiki'))
  leave(() => channel.endWith(failure), controller)
  expect(await ends.next()).toMatchObject({ _tag: 'Left' })
  await client.ended
  expect(parseMessage(client.received)).toMatchObject({ chunks: ['kiki'], terminated: false })
  expect(source.released).toBe(1)
})

test('an end of what follows, in the midst of a group', async () => {
  const source = told<string>()
  const controller = new AbortController()
  const { port, ends } = await serve((_, res) =>
    source.enumerator
      .through(Enumeratee.grouped(response(res)))
      .through(Enumeratee.takeUntil(controller.signal))
      .run(Iteratee.getChunks())
  )
  const client = await rawClient(port)
  client.send(get)
  ;(await source.channels.next()).push('kiki')
  await client.until((bytes) => bytes.includes('kiki'))
  controller.abort()
  expect(await ends.next()).toEqual({ _tag: 'Right', right: [] })
  await client.ended
  expect(parseMessage(client.received)).toMatchObject({ chunks: ['kiki'], terminated: false })
})

test('not where the run ends well', async () => {
  const source = told<string>()
  const { port, ends } = await serve((_, res) => {
    const group = response(res)
    return source.enumerator.through(Enumeratee.grouped(group)).run(Iteratee.getChunks())
  })
  const client = await rawClient(port)
  client.send(get)
  const channel = await source.channels.next()
  channel.push('kiki')
  channel.end()
  expect(await ends.next()).toMatchObject({ _tag: 'Right', right: [{ _tag: 'Finished' }] })
  await client.until((bytes) => bytes.endsWith('0\r\n\r\n'))
  expect(parseMessage(client.received)).toMatchObject({ chunks: ['kiki'], terminated: true })
})
