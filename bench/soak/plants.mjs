/** Leaks, and losses, that the soak test must find: `--plant NAME`. */
import { connect } from 'node:net'

const kept = []

export const plants = {
  /** a finaliser that is not run */
  finaliser: { keepsSource: true },
  /** each response is remembered, with what hangs on it */
  heap: { onRequest: (_, res) => kept.push(res, 'x'.repeat(2000).split('')) },
  listener: { onRequest: (_, __, signal) => signal.addEventListener('abort', () => kept.length) },
  timer: { onRequest: () => setTimeout(() => {}, 3_600_000) },
  socket: { onSample: (port) => connect(port, '127.0.0.1').on('error', () => {}) },
  /** some events do not reach those who listen */
  loss: { loses: true },
  /** something goes on after the end */
  handle: { onEnd: () => setInterval(() => {}, 1000) }
}
