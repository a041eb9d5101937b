/**
 * A hub of many processes, on Redis Streams. It needs `ioredis`.
 *
 * ```text
 *   process 1   publish --->  Redis: a stream for each topic  <--- publish   process 2
 *                               |                          |
 *                               v                          v
 *                           subscribers                subscribers
 * ```
 *
 * @module
 * @since 0.1.0
 */
export { PublishError } from './PublishError.js'
export { redisHub, type RedisHubOptions } from './redisHub.js'
export { UndecodableEventError } from './UndecodableEventError.js'
