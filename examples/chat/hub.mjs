// @ts-check
import * as t from 'io-ts'
import { Hub } from 'fp-ts-iteratee'
import { redisHub } from 'fp-ts-iteratee/redis'

/** What somebody has said, when, and by which process the others were told. */
export const Said = t.type({ who: t.string, text: t.string, at: t.number, process: t.number })

/** @typedef {t.TypeOf<typeof Said>} Said */

export const rooms = ['lobby', 'fp-ts', 'comet']

/** so much of each room is there for those who come, or come back */
const retain = 200

/**
 * One hub: its rooms are its topics. Without a Redis the rooms are those of this process, and nothing has to be installed.
 *
 * @param {string | undefined} redisUrl
 * @returns {Promise<Hub<Said>>}
 */
export const newHub = async (redisUrl) => {
  if (redisUrl === undefined) return Hub.inMemory({ retain })
  const { Redis } = await import('ioredis')
  const client = new Redis(redisUrl, { lazyConnect: true })
  return redisHub({ client, key: 'chat', codec: Said, retain, timeoutMs: 3000, onError })
}

/** @param {Error} error */
const onError = ({ message }) => console.error(`Redis: ${message}`)
