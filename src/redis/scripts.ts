import type { Redis } from 'ioredis'
import type { EventId } from '../concurrent/hub/model.js'

/** What Redis does in one step. A script is handed the stream of a topic; its channel has the same name. */

const preamble = `
local now = redis.call('TIME')
local function numberOf(id) return tonumber(string.match(id, '^%d+')) end
local function textOf(number) return string.format('%.0f', number) end
local function newest()
  local found = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
  if found then return found[1] end
  local id = now[1] .. string.format('%06d', now[2]) .. '-1'
  redis.call('XADD', KEYS[1], id, 'begun', now[1])
  return id
end
`

/**
 * Stores an event and tells those who listen of it: its id, that of what stands before it, and the event. Answers its id.
 * Where it is stored this has not failed, even if nobody can be told; then why not is answered as well.
 *
 * Where somebody has deleted the newest entries, what they leave as the greatest id counts.
 *
 * Arguments: the event as JSON, how many entries to keep, after how many ms to forget the topic.
 */
const publishing = `${preamble}
local function add(after)
  local id = textOf(numberOf(after) + 1) .. '-' .. tonumber(now[2])
  return redis.pcall('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], id, 'event', ARGV[1])
end
local function greatest()
  local info = redis.call('XINFO', 'STREAM', KEYS[1])
  for i = 1, #info, 2 do if info[i] == 'last-generated-id' then return info[i + 1] end end
end
local after = newest()
local id = add(after)
if type(id) == 'table' then
  after = greatest()
  id = add(after)
end
if type(id) == 'table' then return id end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
local told = redis.pcall('PUBLISH', KEYS[1], id .. ' ' .. after .. ' ' .. ARGV[1])
return { id, type(told) == 'table' and told.err or '' }
`

/**
 * Answers the newest id, the id after which a subscriber begins, and 0 where that is another one than it has asked for, since that is not
 * known, or not retained, any more; else 1.
 *
 * Arguments: the id that it asks for, or nothing for the newest; how many events are retained; after how many ms to forget
 * the topic.
 */
const beginning = `${preamble}
local last = newest()
redis.call('PEXPIRE', KEYS[1], ARGV[3])
if ARGV[1] == '' then return { last, last, 1 } end
local oldest = math.max(0, numberOf(last) - tonumber(ARGV[2]))
if numberOf(ARGV[1]) >= oldest and redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])[1] then return { last, ARGV[1], 1 } end
return { last, redis.call('XRANGE', KEYS[1], textOf(oldest), '+', 'COUNT', 1)[1][1], 0 }
`

/** By the names of {@link Scripted}. */
export const scripts = {
  publishEvent: { lua: publishing, numberOfKeys: 1 },
  beginAfter: { lua: beginning, numberOfKeys: 1 }
}

/** A client with the scripts: it sends each whole once, and then by its digest. */
export interface Scripted extends Redis {
  publishEvent(key: string, json: string, kept: number, forgetMs: number): Promise<[id: EventId, whyNotTold: string]>
  beginAfter(
    key: string,
    after: EventId,
    retain: number,
    forgetMs: number
  ): Promise<[newest: EventId, id: EventId, isKnown: 0 | 1]>
}
