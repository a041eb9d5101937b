/** The programs in examples/frameworks, as they are run. */
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { built } from '../support/demo'
import { closeClients, overConnection } from '../support/rawClient'
import { closePrograms, Program } from '../support/program'

beforeAll(built, 120_000)

afterEach(async () => {
  closeClients()
  await closePrograms()
})

const programs = readdirSync(join(__dirname, '../../examples/frameworks')).filter((name) => name !== 'feed.mjs')

const open = async (url: URL): Promise<IncomingMessage> => {
  const [message] = (await once(get(url, { agent: false }), 'response')) as [IncomingMessage]
  return message.on('error', () => {})
}

test('there is one for each framework', () => {
  expect(programs.sort()).toEqual(['express.mjs', 'fastify.mjs', 'hono.mjs', 'koa.mjs'])
})

test.each(programs)('%s: prints where it is, has a page, and sends the time and goes on', async (name) => {
  const program = new Program(`examples/frameworks/${name}`, [], { PORT: '0' })
  const line = await program.line()
  expect(line).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)

  const page = await open(new URL(line))
  expect([page.statusCode, page.headers['content-type']?.toLowerCase()]).toEqual([200, 'text/html; charset=utf-8'])
  const whole = overConnection(page as never)
  await whole.ended
  expect(whole.received).toContain("frame.src = '/live'")

  const feed = await open(new URL('/live', line))
  expect([feed.statusCode, feed.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  const client = overConnection(feed as never)
  await client.until((text) => text.includes('</script>'))
  expect(client.received).toMatch(/<script>[^<]*parent\.show\('\d{4}-\d\d-\d\dT[\d:.]+Z'\);/)
  expect(feed.complete).toBe(false)
  await client.until((text) => text.split('</script>').length > 2)
})
