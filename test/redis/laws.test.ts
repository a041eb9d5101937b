import { redisHub } from 'fp-ts-iteratee/redis'
import * as t from 'io-ts'
import { hubLaws } from '../support/hubLaws'
import { type Redis, redis } from '../support/redis'

let server: Redis
let made = 0

beforeAll(async () => {
  server = await redis()
})

afterAll(() => server.stop())

hubLaws((retain) => {
  const hub = redisHub({ client: server.client(), key: `laws${String(made++)}`, codec: t.number, retain })
  return Promise.resolve({ hub, end: () => hub.close().then(() => {}) })
})
