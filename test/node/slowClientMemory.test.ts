/** How much clients cost that do not read. */
import { response, type SlowClient } from 'fp-ts-iteratee/node'
import { held } from '../support/heap'
import { closeKinds, serveKind } from '../support/kinds'
import { type End, http } from '../support/slow'
import { told } from '../support/told'
import { turns } from '../support/turns'

afterEach(closeKinds)

const clients = 20
const KiB = 1024
const MiB = 1024 * KiB

/** That many of them, each with a channel of its own. */
const resting = async (slowClient: SlowClient) => {
  const source = told<string>()
  const served = await serveKind<End>(http, (_, res) => source.enumerator.run(response(res, { slowClient })))
  const connections = Array.from({ length: clients }, served.connect)
  const readers = []
  const channels = []
  for (const connection of connections) {
    readers.push(await connection.ask())
    channels.push(await source.channels.next())
  }
  return { ...served, readers, channels, connections }
}

let unique = 0

/** A string of its own, one byte a character. */
const fresh = (size: number): string => Buffer.alloc(size, `${String(unique++)} `).toString('latin1')

/** What Node holds of a client that is full: what was gathered before the write that it did not take, and that write. */
const ofNode = 256 * KiB

describe('50 MB are offered to each of 20 clients', () => {
  test.each([
    ['dropOldest', 10 * KiB],
    ['dropOldest', 100 * KiB],
    ['dropNewest', 100 * KiB]
  ] as const)(
    '%s, %d bytes an element: no more than the budget is held',
    async (policy, size) => {
      const budget = 512 * KiB
      const { channels } = await resting({ policy, maxBufferedBytes: budget })
      const before = held()
      const most: number[] = []
      const portion = 1000 * KiB
      for (let offered = 0; offered < 50_000 * KiB; offered += portion) {
        for (const channel of channels) {
          for (let i = 0; i < portion / size; i++) channel.push(fresh(size))
          await turns(1)
        }
        if (offered % (10 * portion) === 0) most.push(held() - before)
      }
      most.push(held() - before)
      expect(Math.max(...most)).toBeLessThan(clients * (budget + ofNode))
    },
    30_000
  )
})

describe('what is one string for all the clients is held once', () => {
  const budget = 2 * MiB

  const waitingForAll = async () => {
    const all = await resting({ policy: 'dropOldest', maxBufferedBytes: budget })
    const before = held()
    for (let i = 0; i < 800; i++) {
      const element = fresh(10 * KiB)
      for (const channel of all.channels) channel.push(element)
      if (i % 50 === 0) await turns(1)
    }
    await turns(5)
    return { ...all, before }
  }

  const little = 2 * budget + clients * ofNode

  test('while it waits', async () => {
    const { before } = await waitingForAll()
    const most = held() - before
    expect(most).toBeGreaterThan(budget / 2)
    expect(most).toBeLessThan(little)
  })

  test('also when the source has ended, and all of it is to be written', async () => {
    const { before, channels, readers, ends } = await waitingForAll()
    for (const channel of channels) channel.end()
    await turns(20)
    expect(held() - before).toBeLessThan(little)
    for (const reader of readers) expect(await reader.read().ended).toBe('whole')
    for (const _ of readers) expect(await ends.next()).toMatchObject({ right: { _tag: 'Finished' } })
  })

  test('and nothing is held when the clients have left', async () => {
    const { before, connections, ends } = await waitingForAll()
    for (const connection of connections) connection.leave()
    for (const _ of connections) expect(await ends.next()).toMatchObject({ right: { _tag: 'Disconnected' } })
    await turns(20)
    expect(held() - before).toBeLessThan(2 * MiB)
  })
})
