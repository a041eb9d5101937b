import type { Duplex } from 'node:stream'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Lazy } from 'fp-ts/lib/function.js'
import type { Enumerator } from '../enumerator/model.js'
import { bracket } from '../enumerator/resources.js'
import { requireLazy, sourceOf } from '../kernel/given.js'
import { fromReadable } from './fromReadable.js'
import { requireStream } from './streams.js'
import { toWritable } from './toWritable.js'

/**
 * An enumerator through a Node stream that is written to and read: `zlib.createGunzip`, a cipher, a socket, a `Transform`.
 *
 * `make` is called when the enumerator is run, each time. What the stream gives is read by {@link fromReadable}, what it
 * takes is written by {@link toWritable}, and their promises hold: backpressure goes through the stream, a failure on any
 * side is the failure of the run, and when it is over, however, the stream is destroyed and the source released. An error
 * of the source destroys the stream, so what the stream has not given by then is lost.
 *
 * It is applied to an enumerator, and no `Enumeratee`: the source runs beside the stream, at its own pace.
 *
 * @category combinators
 * @since 0.1.0
 * @example
 * import { createGunzip, gzipSync } from 'node:zlib'
 * import { CharEncoding, Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { throughDuplex } from 'fp-ts-iteratee/node'
 *
 * const zipped = Enumerator.of(gzipSync('kiki\nfoo\n'))
 * const lines = throughDuplex(() => createGunzip())(zipped).through(CharEncoding.lines())
 * assert.deepStrictEqual(await lines.run(Iteratee.getChunks())(), { _tag: 'Right', right: ['kiki', 'foo'] })
 */
export const throughDuplex =
  <Out = Uint8Array>(make: Lazy<Duplex>) =>
  <In = string | Uint8Array>(enumerator: Enumerator<In>): Enumerator<Out> => {
    requireLazy('throughDuplex', make)
    sourceOf('throughDuplex', enumerator)
    return bracket(
      () => {
        const duplex = make()
        requireStream('throughDuplex', duplex, 'write', 'Duplex')
        const feeding = enumerator.run(toWritable<In>(() => duplex))
        return Promise.resolve({ duplex, fed: feeding().then((fed) => isLeft(fed) && duplex.destroy(fed.left)) })
      },
      ({ duplex }) => fromReadable<Out>(() => duplex),
      ({ duplex, fed }) =>
        async () => {
          // it may give no more, and take on
          duplex.destroy()
          await fed
        }
    )
  }
