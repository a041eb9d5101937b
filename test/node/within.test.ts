/** A response within other iteratees: it is cut where they fail, and they end where its client goes away. */
import { Enumeratee, Iteratee } from 'fp-ts-iteratee'
import { response } from 'fp-ts-iteratee/node'
import * as O from 'fp-ts/lib/Option.js'
import { parseMessage } from '../support/httpMessage'
import { closeClients, get, rawClient } from '../support/rawClient'
import { closeServers, serve } from '../support/server'
import { told } from '../support/told'

afterEach(async () => {
  closeClients()
  await closeServers()
})

const failure = new Error('on purpose')

type Sent = Iteratee<string, unknown>

/** Each fails on the second element. */
const failing: Readonly<Record<string, Sent>> = {
  'by a throw': Iteratee.foreach((s: string) => {
    if (s === 'bad') throw failure
  }),
  'by its state': Iteratee.takeUpTo<string>(2).flatMap(() => Iteratee.error(failure))
}

type Within = (sent: Sent) => Sent

const withins: ReadonlyArray<readonly [string, Within]> = [
  ['alone', (sent) => sent],
  ['zip, first', (sent) => Iteratee.zip(sent, Iteratee.ignore())],
  ['zip, second', (sent) => Iteratee.zip(Iteratee.ignore<string>(), sent)],
  ['zip, beside one that is done', (sent) => Iteratee.zip(Iteratee.done(0), sent)],
  ['contramap', (sent) => Iteratee.contramap((s: string) => s)(sent)],
  ['flatMap', (sent) => Iteratee.done(0).flatMap(() => sent)],
  ['recover, which has an answer', (sent) => sent.recover(() => O.some('recovered'))],
  ['recover, which has none', (sent) => sent.recover(() => O.none)],
  ['transform', (sent) => Enumeratee.map((s: string) => s).transform(sent)]
]

/** A client that has had `kiki` of what is served to it. */
const serving = async (within: Within) => {
  const source = told<string>()
  const served = await serve((_, res) => source.enumerator.run(within(response(res))))
  const client = await rawClient(served.port)
  client.send(get)
  const channel = await source.channels.next()
  channel.push('kiki')
  await client.until((bytes) => bytes.includes('kiki'))
  return { source, served, client, channel }
}

describe.each(withins)('%s', (_, within) => {
  test('is cut where the source fails', async () => {
    const { source, served, client, channel } = await serving(within)
    channel.endWith(failure)
    expect(await served.ends.next()).toEqual({ _tag: 'Left', left: failure })
    await client.ended
    expect(parseMessage(client.received)).toMatchObject({ chunks: ['kiki'], terminated: false })
    expect(source.released).toBe(1)
  })

  test('is whole where the source ends', async () => {
    const { source, served, client, channel } = await serving(within)
    channel.end()
    expect(await served.ends.next()).toMatchObject({ _tag: 'Right' })
    await client.until((bytes) => parseMessage(bytes).terminated)
    expect(source.released).toBe(1)
  })
})

describe.each(Object.entries(failing))('a response is cut where one beside it fails %s', (_, fails) => {
  test.each<readonly [string, Within]>([
    ['before', (sent) => Iteratee.zip(sent, fails)],
    ['after', (sent) => Iteratee.zip(fails, sent)]
  ])('%s it, also if that is recovered from', async (_, within) => {
    const recovering = (sent: Sent) => within(sent).recover((error) => O.some(error))
    const { source, served, client, channel } = await serving(recovering)
    channel.push('bad')
    expect(await served.ends.next()).toEqual({ _tag: 'Right', right: failure })
    await client.ended
    expect(parseMessage(client.received)).toMatchObject({ terminated: false })
    expect(source.released).toBe(1)
  })
})

test('a client that goes away ends its response; one beside it goes on', async () => {
  const both = (sent: Sent) =>
    Iteratee.zip(
      sent,
      Iteratee.fold('', (all, s: string) => all + s)
    )
  const { source, served, client, channel } = await serving(both)
  const res = await served.responses.next()
  const closed = new Promise((resolve) => res.once('close', resolve))
  client.leave()
  await closed
  channel.push('foo')
  channel.end()
  expect(await served.ends.next()).toMatchObject({ _tag: 'Right', right: [expect.anything(), 'kikifoo'] })
  expect(source.released).toBe(1)
})

test('a client that goes away ends the run where the one beside it is done, though the source is idle', async () => {
  const { source, served, client } = await serving((sent) => Iteratee.zip(sent, Iteratee.head<string>()))
  client.leave()
  expect(await served.ends.next()).toMatchObject({ _tag: 'Right', right: [expect.anything(), O.some('kiki')] })
  expect(source.released).toBe(1)
})
