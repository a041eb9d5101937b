/** The examples of the documentation that need a Redis. */
import { examples, runExample } from '../support/examples'
import { type Redis, redis } from '../support/redis'

let server: Redis

beforeAll(async () => {
  server = await redis()
  process.env['REDIS_URL'] = server.path
})

afterAll(async () => {
  delete process.env['REDIS_URL']
  await server.stop()
})

test.each(examples.filter(({ needs }) => needs === 'Redis').map((example) => [example.at, example] as const))(
  '%s runs',
  (_, example) => runExample(example)
)
